package dev.accountlink.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

@Tag("servers")
class TwoNodesOnPostgreSqlTest extends TwoNodesTest {
  @Override
  SharedDatabase database(Path files) {
    return SharedDatabase.postgreSql();
  }
}
