package dev.accountlink.jdbc;

class MariaDbContractTest extends ContractOnServer {
  @Override
  RealDatabase database() {
    return MariaDb.empty();
  }
}
