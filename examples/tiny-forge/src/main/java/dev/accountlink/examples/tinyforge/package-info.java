/**
 * A small forge that shows Accountlink at work, to click through and to copy from.
 *
 * <p>Begin with {@link dev.accountlink.examples.tinyforge.TinyForge}: it puts everything together.
 *
 * <p>It is an example: it listens on localhost only and without TLS, sends no mail, and keeps the
 * secrets of second factors as they are. A forge that others can reach has to do better. Imported
 * repositories become readable for everybody, as all repositories are here.
 */
@NullMarked
package dev.accountlink.examples.tinyforge;

import org.jspecify.annotations.NullMarked;
