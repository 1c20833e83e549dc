package dev.accountlink.web;

import java.util.ArrayList;
import java.util.List;

/**
 * The answer to one request, for an adapter to send as it stands.
 *
 * @param status the HTTP status
 * @param headers in order; a name may repeat
 * @param body what to write
 */
public record WebReply(int status, List<Header> headers, Body body) {
  /** Copies the list. */
  public WebReply {
    headers = List.copyOf(headers);
  }

  /**
   * One header.
   *
   * @param name its name
   * @param value its value, without line breaks
   */
  public record Header(String name, String value) {
    /**
     * Refuses line breaks.
     *
     * @throws IllegalArgumentException when there is one
     */
    public Header {
      if ((name + value).chars().anyMatch(c -> c < ' ' || c == 127)) {
        throw new IllegalArgumentException("A header cannot hold a control character.");
      }
    }

    /** Prints the name only: a cookie or a location is not for logs. */
    @Override
    public String toString() {
      return "Header[" + name + "]";
    }
  }

  /** What to write. */
  public sealed interface Body {
    /** Nothing. */
    record Empty() implements Body {}

    /**
     * A page, as HTML or, where the request asked for it, as JSON.
     *
     * @param page what it shows
     * @param json whether as JSON
     */
    record Shown(Page page, boolean json) implements Body {}

    /**
     * The JSON object {@code {"location": …}}: where a single-page host sends the browser.
     *
     * @param address where
     */
    record Location(String address) implements Body {
      /** Prints nothing: the address holds a state. */
      @Override
      public String toString() {
        return "Location[hidden]";
      }
    }
  }

  /** The same with one more header. */
  public WebReply with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new WebReply(status, more, body);
  }
}
