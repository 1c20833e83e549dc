package dev.accountlink.web;

/** A request that cannot be read. It becomes a page with status 400, never a 500. */
public final class MalformedRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a reason for the log, which quotes nothing of the request. */
  public MalformedRequestException(String reason) {
    super(reason);
  }
}
