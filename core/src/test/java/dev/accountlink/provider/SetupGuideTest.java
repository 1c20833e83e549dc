package dev.accountlink.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.provider.SetupGuide.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Guides for administrators, and the documents made of them. Run it with {@code
 * -Daccountlink.writeDocs=true} to write {@code docs/providers}.
 */
class SetupGuideTest {
  private static final Path DOCUMENTS = Path.of("../docs/providers");
  private static final Application FORGE =
      new Application(
          "Example Forge",
          "https://forge.example/",
          "https://forge.example/-/sso/ID/callback",
          EnumSet.allOf(Part.class));

  /** Where there is no usual address, the documents show a made-up one. */
  private static final Map<String, String> ADDRESSES =
      Map.of(
          "openid-connect", "https://login.example.com/realms/dev",
          "entra", "https://login.microsoftonline.com/organizations/v2.0",
          "azure-devops", "https://login.microsoftonline.com/organizations/v2.0");

  @Test
  void everyBundledKindHasADocumentThatSaysWhatTheCodeSays() throws IOException {
    boolean write = Boolean.getBoolean("accountlink.writeDocs");
    for (ProviderKind kind : BundledKinds.ALL.values()) {
      Path file = DOCUMENTS.resolve(kind.name() + ".md");
      if (write) {
        Files.createDirectories(DOCUMENTS);
        Files.writeString(file, document(kind));
      }
      assertThat(file).content().isEqualTo(document(kind));
    }
    try (Stream<Path> files = Files.list(DOCUMENTS)) {
      assertThat(files).hasSameSizeAs(BundledKinds.ALL.keySet());
    }
  }

  @Test
  void theCallbackStandsInTheFormToTheLetter() {
    for (ProviderKind kind : BundledKinds.ALL.values()) {
      assertThat(guide(kind, FORGE).entries())
          .as(kind.name())
          .extracting(SetupGuide.Entry::type)
          .contains(FORGE.callback());
    }
  }

  @Test
  void onlyWhatIsSwitchedOnIsAskedFor() {
    Application signIn =
        new Application("F", "https://f.example/", "https://f.example/cb", Set.of(Part.SIGN_IN));

    assertThat(guide(GitHub.KIND, signIn).permissions())
        .extracting(SetupGuide.Line::permission)
        .containsExactly("read:user", "user:email");
  }

  @Test
  void aPermissionThatServesSeveralPartsIsAskedForOnceWithAllReasons() {
    SetupGuide guide = guide(GitHub.KIND, FORGE);

    assertThat(guide.permissions())
        .filteredOn(line -> line.permission().equals("repo"))
        .singleElement()
        .satisfies(line -> assertThat(line.reasons()).hasSizeGreaterThan(3))
        .satisfies(line -> assertThat(line.remarks()).hasSize(1));
  }

  @Test
  void aPrefixRuleIsATrap() {
    assertThat(guide(GitHub.KIND, FORGE).traps())
        .anyMatch(trap -> trap.contains("whole callback address"));
    assertThat(guide(Google.KIND, FORGE).traps())
        .noneMatch(trap -> trap.contains("whole callback address"));
  }

  private static SetupGuide guide(ProviderKind kind, Application application) {
    return SetupGuide.of(kind.name(), kind, address(kind), application);
  }

  private static String address(ProviderKind kind) {
    return kind.usualAddress()
        .orElseGet(
            () -> ADDRESSES.getOrDefault(kind.name(), "https://" + kind.name() + ".example.com"));
  }

  private static String document(ProviderKind kind) {
    return "# "
        + kind.name()
        + "\n\nWritten by `SetupGuideTest` from what the kind says of itself. `ID` is the id you give"
        + " the provider;\nthe exact callback address stands in the log at each start.\n\n```properties\n"
        + "accountlink.provider.ID.kind="
        + kind.name()
        + "\n"
        + kind.usualAddress()
            .map(usual -> "")
            .orElseGet(() -> "accountlink.provider.ID.url=" + address(kind) + "\n")
        + "accountlink.provider.ID.client-id=…\naccountlink.provider.ID.client-secret-file=…\n```\n\n"
        + "## Registering\n\n"
        + guide(kind, FORGE).markdown();
  }
}
