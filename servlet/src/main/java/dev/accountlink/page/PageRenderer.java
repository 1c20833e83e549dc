package dev.accountlink.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.accountlink.web.Page;
import dev.accountlink.web.WebReply;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Renders pages as HTML and as JSON, both from one tree, so that a single-page host learns whatever
 * the built-in page shows. Every text is escaped. Immutable and thread-safe.
 */
public final class PageRenderer {
  private static final String HTML = "text/html;charset=UTF-8";
  private static final String JSON = "application/json";

  private final PageAssets assets;
  private final Map<String, Template> templates;
  private final Map<String, String> english = Resources.bundle("messages.properties");
  private final Map<String, Map<String, String>> others =
      Map.of("de", Resources.bundle("messages_de.properties"));

  /** Reads templates and texts. */
  public PageRenderer(PageAssets assets) {
    this.assets = assets;
    Mustache.Compiler compiler =
        Mustache.compiler()
            .escapeHTML(true)
            .withLoader(name -> new StringReader(Resources.text(name + ".mustache")));
    templates =
        PageTree.KINDS.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    kind -> kind, kind -> compiler.compile(Resources.text(kind + ".mustache"))));
  }

  /**
   * The body of a reply; empty text for an empty one.
   *
   * @throws RuntimeException from the host's own texts, or when an address cannot be one
   */
  public Rendered render(WebReply.Body body, PageContext context) {
    if (body instanceof WebReply.Body.Shown shown) {
      return shown.json() ? json(shown.page(), context) : html(shown.page(), context);
    }
    if (body instanceof WebReply.Body.Location location) {
      return new Rendered(JSON, Json.write(Map.of("location", location.address())));
    }
    return new Rendered(HTML, "");
  }

  /** The page for people. */
  public Rendered html(Page page, PageContext context) {
    Map<String, Object> tree = new LinkedHashMap<>(tree(page, context));
    tree.put("styleSheet", context.assets() + assets.styleSheet());
    Template template = templates.get(PageTree.kind(page));
    if (template == null) {
      throw new IllegalStateException("There is no template for " + PageTree.kind(page));
    }
    return new Rendered(HTML, template.execute(tree));
  }

  /** The page for programs. */
  public Rendered json(Page page, PageContext context) {
    return new Rendered(JSON, Json.write(tree(page, context)));
  }

  private Map<String, Object> tree(Page page, PageContext context) {
    Map<String, String> bundle = others.getOrDefault(context.locale().getLanguage(), english);
    return new PageTree(new Messages(bundle, context), context, assets).of(page);
  }

  /** The texts of every language we bring, English first. */
  List<Map<String, String>> bundles() {
    return List.of(english, others.getOrDefault("de", Map.of()));
  }
}
