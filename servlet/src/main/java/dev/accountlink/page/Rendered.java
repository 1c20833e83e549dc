package dev.accountlink.page;

/**
 * A page as text, ready to be sent in UTF-8.
 *
 * @param contentType the value of the {@code Content-Type} header
 * @param text the body
 */
public record Rendered(String contentType, String text) {
  /** Prints the type only: a page can hold names and forms. */
  @Override
  public String toString() {
    return "Rendered[" + contentType + "]";
  }
}
