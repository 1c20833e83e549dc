package dev.accountlink.provider;

import dev.accountlink.model.Scope;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Personal access tokens of GitHub. Of a classic one every answer names the scopes, of a
 * fine-grained one none does.
 */
final class GitHubTokens implements PersonalTokens {
  static final GitHubTokens KIND = new GitHubTokens();

  /** Both have been seen: {@code 2024-10-17 18:38:10 UTC} and {@code 2023-04-07 23:24:34 +0200}. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xx", Locale.ROOT);

  private GitHubTokens() {}

  @Override
  public URI page(String baseUrl) {
    return URI.create(Kinds.root(baseUrl) + "/settings/tokens");
  }

  @Override
  public ScopeCatalogue scopes() {
    return GitHub.KIND.scopes();
  }

  @Override
  public Facts read(RepositoryApi api) throws ProviderException, CallRefusedException {
    OwnApi own = new OwnApi(GitHub.KIND, api);
    String subject = own.identity().key().subject();
    Optional<Set<Scope>> scopes = own.header("X-OAuth-Scopes").map(ScopeCatalogue::read);
    return new Facts(
        subject,
        scopes,
        own.header("GitHub-Authentication-Token-Expiration").flatMap(GitHubTokens::time));
  }

  static Optional<Instant> time(String text) {
    try {
      return Optional.of(
          OffsetDateTime.parse(text.strip().replace("UTC", "+0000"), TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
