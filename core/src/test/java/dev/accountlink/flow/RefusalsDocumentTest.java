package dev.accountlink.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RefusalsDocumentTest {
  private static final Pattern ENTRY =
      Pattern.compile(
          "^## (\\w+)\\n\\n(\\d{3})\\. \\S.+\\n\\n\\*\\*What to do:\\*\\* \\S.+$",
          Pattern.MULTILINE);

  @Test
  void everyRefusalHasItsHeadingItsStatusAndSomethingToDo() throws IOException {
    Map<String, Integer> documented = new LinkedHashMap<>();
    Matcher matcher = ENTRY.matcher(Files.readString(Path.of("../docs/refusals.md")));
    while (matcher.find()) {
      documented.put(matcher.group(1), Integer.valueOf(matcher.group(2)));
    }
    assertThat(documented)
        .isEqualTo(
            Arrays.stream(Refusal.values())
                .collect(Collectors.toMap(Refusal::code, Refusal::status)));
  }

  @Test
  void everyCodeIsUniqueAndFindsItsRefusal() {
    List<String> codes = Arrays.stream(Refusal.values()).map(Refusal::code).toList();
    assertThat(codes).doesNotHaveDuplicates();
    for (Refusal refusal : Refusal.values()) {
      assertThat(Refusal.ofCode(refusal.code())).contains(refusal);
      assertThat(refusal.status()).isBetween(400, 499);
    }
    assertThat(Refusal.ofCode("NoSuchCode")).isEmpty();
  }
}
