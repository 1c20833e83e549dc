package dev.accountlink.servlet;

import dev.accountlink.web.MalformedRequestException;
import dev.accountlink.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads the form of a request by our own strict parser, because containers guess: at broken
 * percent-encoding, at character sets, and at parameters of the query with the same name.
 */
final class FormBody {
  private static final String FORM = "application/x-www-form-urlencoded";

  private FormBody() {}

  /**
   * The form; none when the body is no form.
   *
   * @throws MalformedRequestException when it is broken, cut off, or too long
   */
  static Parameters read(HttpServletRequest request, ServletWebRequest asked) {
    if (!isForm(request)) {
      return Parameters.NONE;
    }
    if (request.getContentLengthLong() > Parameters.MAX_LENGTH) {
      throw new MalformedRequestException("The form is longer than " + Parameters.MAX_LENGTH + ".");
    }
    Optional<String> body = readBody(request);
    return body.isPresent()
        ? Parameters.parse(body.get())
        : Parameters.parse(readByContainer(request, asked));
  }

  private static boolean isForm(HttpServletRequest request) {
    String type = Optional.ofNullable(request.getContentType()).orElse("");
    int parameters = type.indexOf(';');
    String name = parameters < 0 ? type : type.substring(0, parameters);
    return name.trim().toLowerCase(Locale.ROOT).equals(FORM);
  }

  /** The body, unless somebody has read it before us. */
  private static Optional<String> readBody(HttpServletRequest request) {
    try {
      InputStream in = request.getInputStream();
      byte[] bytes = in.readNBytes(Parameters.MAX_LENGTH + 1);
      boolean readBefore = bytes.length == 0 && request.getContentLengthLong() != 0;
      // Whatever is not ASCII survives this as not ASCII, and the parser refuses it.
      return readBefore
          ? Optional.empty()
          : Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (IllegalStateException e) {
      return Optional.empty(); // getReader was called
    } catch (IOException e) {
      throw new MalformedRequestException("The form did not arrive whole.");
    }
  }

  /**
   * A filter of the host has called getParameter: the container then holds the form, mixed with the
   * query, whose values come first.
   */
  private static String readByContainer(HttpServletRequest request, ServletWebRequest asked) {
    try {
      return request.getParameterMap().entrySet().stream()
          .flatMap(
              parameter ->
                  Arrays.stream(parameter.getValue())
                      .skip(asked.queryHas(parameter.getKey()) ? 1 : 0)
                      .map(value -> encode(parameter.getKey()) + "=" + encode(value)))
          .collect(Collectors.joining("&"));
    } catch (MalformedRequestException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new MalformedRequestException("The container could not read the form.");
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
