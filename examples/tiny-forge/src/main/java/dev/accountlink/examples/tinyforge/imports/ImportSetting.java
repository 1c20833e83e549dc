package dev.accountlink.examples.tinyforge.imports;

import java.time.Clock;

/**
 * What the administrator decides about imports.
 *
 * @param limits what they may take
 * @param hosts the SSH servers they may talk to
 * @param clock the time of day
 */
public record ImportSetting(ImportLimits limits, KnownHosts hosts, Clock clock) {}
