package dev.accountlink.jdbc;

import dev.accountlink.spi.ReplayGuard;
import dev.accountlink.testkit.ReplayGuardContract;
import java.time.Clock;

class JdbcReplayGuardInMemoryTest extends ReplayGuardContract {
  @Override
  protected ReplayGuard guard(Clock clock) {
    return new JdbcReplayGuard(H2.withTables(), clock);
  }
}
