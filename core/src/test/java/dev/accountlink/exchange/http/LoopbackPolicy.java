package dev.accountlink.exchange.http;

/** The policy of a provider on this very machine. */
final class LoopbackPolicy {
  static final AddressPolicy HERE = new AddressPolicy("localhost", true, false, "");

  private LoopbackPolicy() {}
}
