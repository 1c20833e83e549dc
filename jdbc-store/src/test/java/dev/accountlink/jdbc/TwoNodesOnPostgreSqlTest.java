package dev.accountlink.jdbc;

import java.nio.file.Path;

class TwoNodesOnPostgreSqlTest extends TwoNodesTest {
  @Override
  SharedDatabase database(Path files) {
    return SharedDatabase.postgreSql();
  }
}
