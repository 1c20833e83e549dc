package dev.accountlink.jdbc;

class H2ContractTest extends ContractOnServer {
  @Override
  RealDatabase database() {
    return Server.H2_IN_MEMORY.empty();
  }
}
