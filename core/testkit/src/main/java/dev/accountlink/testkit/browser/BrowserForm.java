package dev.accountlink.testkit.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** A form on a {@link BrowserPage} as it would be sent. Immutable. */
public final class BrowserForm {
  private final BrowserPage page;
  private final String method;
  private final URI action;
  private final List<Map.Entry<String, String>> fields;

  BrowserForm(BrowserPage page, String method, URI action, List<Map.Entry<String, String>> fields) {
    this.page = page;
    this.method = method;
    this.action = action;
    this.fields = List.copyOf(fields);
  }

  static BrowserForm of(BrowserPage page, @Nullable Element form, Optional<Element> button) {
    if (form == null) {
      throw new IllegalStateException("The button stands in no form: " + page);
    }
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (Element field : form.select("input, select, textarea")) {
      value(field).ifPresent(value -> fields.add(Map.entry(field.attr("name"), value)));
    }
    button
        .filter(pressed -> !pressed.attr("name").isEmpty())
        .ifPresent(pressed -> fields.add(Map.entry(pressed.attr("name"), pressed.attr("value"))));
    String action =
        button
            .map(pressed -> pressed.attr("formaction"))
            .filter(own -> !own.isEmpty())
            .orElse(form.attr("action"));
    String method = form.attr("method").toUpperCase(Locale.ROOT);
    return new BrowserForm(
        page,
        method.isEmpty() ? "GET" : method,
        action.isEmpty() ? page.uri() : page.resolve(action),
        fields);
  }

  /** Where the form goes. */
  public URI action() {
    return action;
  }

  /** GET or POST. */
  public String method() {
    return method;
  }

  /** The fields in their order; of doubled names the last one. */
  public Map<String, String> fields() {
    Map<String, String> result = new LinkedHashMap<>();
    fields.forEach(field -> result.put(field.getKey(), field.getValue()));
    return result;
  }

  /** The same form with this field filled in, on it or not. */
  public BrowserForm with(String name, String value) {
    BrowserForm rest = without(name);
    List<Map.Entry<String, String>> more = new ArrayList<>(rest.fields);
    more.add(Map.entry(name, value));
    return new BrowserForm(page, method, action, more);
  }

  /** The same form without a field. */
  public BrowserForm without(String name) {
    return new BrowserForm(
        page,
        method,
        action,
        fields.stream().filter(field -> !field.getKey().equals(name)).toList());
  }

  /** Sends the form; a redirect is not followed. */
  public BrowserPage submit() {
    String encoded =
        fields.stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    if (method.equals("GET")) {
      String plain = action.toString().replaceFirst("[?#].*$", "");
      return page.go(encoded.isEmpty() ? plain : plain + "?" + encoded);
    }
    return page.send("POST", action, Optional.of(encoded));
  }

  private static Optional<String> value(Element field) {
    if (field.attr("name").isEmpty() || field.hasAttr("disabled")) {
      return Optional.empty();
    }
    return switch (field.tagName()) {
      case "textarea" -> Optional.of(field.wholeText());
      case "select" -> {
        Element chosen = field.selectFirst("option[selected]");
        Element option = chosen == null ? field.selectFirst("option") : chosen;
        yield Optional.ofNullable(option).map(Element::val);
      }
      default -> input(field);
    };
  }

  private static Optional<String> input(Element field) {
    return switch (field.attr("type").toLowerCase(Locale.ROOT)) {
      case "submit", "button", "image", "reset", "file" -> Optional.empty();
      case "checkbox", "radio" ->
          field.hasAttr("checked")
              ? Optional.of(field.hasAttr("value") ? field.attr("value") : "on")
              : Optional.empty();
      default -> Optional.of(field.attr("value"));
    };
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
