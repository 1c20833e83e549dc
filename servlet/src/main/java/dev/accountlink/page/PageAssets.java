package dev.accountlink.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The stylesheet and the icons. A name holds a hash of the content, so that a browser may keep it
 * for as long as it likes. Immutable and thread-safe.
 */
public final class PageAssets {
  private static final List<String> ICONS =
      List.of(
          "github",
          "gitlab",
          "bitbucket",
          "gitea",
          "google",
          "entra",
          "azure-devops",
          "openid-connect",
          "generic");

  private final Map<String, Asset> byName = new LinkedHashMap<>();
  private final Map<String, String> icons = new TreeMap<>();
  private final String styleSheet;

  /**
   * A file to be sent as it is.
   *
   * @param contentType the value of the {@code Content-Type} header
   * @param text the content
   */
  public record Asset(String contentType, String text) {}

  /** Reads all of them. */
  public PageAssets() {
    styleSheet = add("accountlink", "css", new Asset("text/css;charset=UTF-8", css()));
    for (String icon : ICONS) {
      Asset asset = new Asset("image/svg+xml", Resources.text("icons/" + icon + ".svg"));
      icons.put(icon, add(icon, "svg", asset));
    }
  }

  /** The asset of that name, as {@link #styleSheet} and {@link #icon} give it. */
  public Optional<Asset> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The name of the stylesheet. */
  public String styleSheet() {
    return styleSheet;
  }

  /** The name of the icon of a provider's kind; a neutral one for a kind that has none. */
  public String icon(String kind) {
    return icons.getOrDefault(kind, icons.getOrDefault("generic", ""));
  }

  private static String css() {
    return Resources.text("accountlink.css");
  }

  private String add(String name, String extension, Asset asset) {
    String full = name + "-" + hash(asset.text()) + "." + extension;
    byName.put(full, asset);
    return full;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
