package dev.accountlink.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import dev.accountlink.spi.HostPages;
import dev.accountlink.web.Page;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Single-page hosts rely on the names in {@code json-fields.txt}: add some, take none away. */
class JsonFieldsTest {
  private static final PageContext CONTEXT =
      new PageContext(Locale.ENGLISH, HostPages.DEFAULT, "/assets/");

  private final PageRenderer renderer = new PageRenderer(new PageAssets());

  @Test
  void theNamesInJsonStayAsTheyAre() throws Exception {
    Map<String, Set<String>> names = new TreeMap<>();
    for (Page page : SamplePages.all()) {
      Map<String, Object> json = JSONObjectUtils.parse(renderer.json(page, CONTEXT).text());
      collect("", json, names.computeIfAbsent(PageTree.kind(page), kind -> new TreeSet<>()));
    }

    StringBuilder found = new StringBuilder();
    names.forEach(
        (kind, paths) -> {
          found.append("# ").append(kind).append('\n');
          paths.forEach(path -> found.append(path).append('\n'));
        });
    assertThat(found.toString()).isEqualTo(written());
  }

  private static void collect(String before, Object value, Set<String> paths) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, each) -> collect(before.isEmpty() ? "" + name : before + "." + name, each, paths));
    } else if (value instanceof List<?> list) {
      list.forEach(each -> collect(before + "[]", each, paths));
    } else {
      paths.add(before);
    }
  }

  private static String written() throws Exception {
    try (InputStream in = JsonFieldsTest.class.getResourceAsStream("json-fields.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).replace("\r\n", "\n");
    }
  }
}
