package dev.accountlink.jdbc;

class PostgreSqlContractTest extends ContractOnServer {
  @Override
  RealDatabase database() {
    return PostgreSql.empty();
  }
}
