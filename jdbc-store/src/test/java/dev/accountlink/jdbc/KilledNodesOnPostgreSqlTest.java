package dev.accountlink.jdbc;

import java.nio.file.Path;

class KilledNodesOnPostgreSqlTest extends KilledNodesTest {
  @Override
  SharedDatabase database(Path files) {
    return SharedDatabase.postgreSql();
  }
}
