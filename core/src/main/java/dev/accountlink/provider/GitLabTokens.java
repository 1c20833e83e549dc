package dev.accountlink.provider;

import dev.accountlink.model.Scope;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Personal access tokens of GitLab, which tell everything about themselves and can be taken back
 * with themselves. Tokens of projects and groups are of users nobody has connected.
 */
final class GitLabTokens implements PersonalTokens {
  static final GitLabTokens KIND = new GitLabTokens();

  private static final String SELF = "/personal_access_tokens/self";
  private static final Pattern WORD = Pattern.compile("[a-z_0-9]{1,60}");

  private GitLabTokens() {}

  @Override
  public URI page(String baseUrl) {
    return URI.create(Kinds.root(baseUrl) + "/-/user_settings/personal_access_tokens");
  }

  @Override
  public ScopeCatalogue scopes() {
    return GitLab.KIND.scopes();
  }

  /** Taken for no access token of OAuth, which a Bearer header could be. */
  @Override
  public Shown shown() {
    return Shown.PRIVATE_TOKEN;
  }

  @Override
  public Facts read(RepositoryApi api) throws ProviderException, CallRefusedException {
    ProviderAnswer answer = Repositories.good(api.get(self(api)), SELF);
    Claims token = answer.object();
    if (!token.isTrue("active") || token.isTrue("revoked")) {
      throw CallRefusedException.token();
    }
    String subject =
        token
            .integer("user_id")
            .filter(Repositories.NUMBER.asMatchPredicate())
            .orElseThrow(() -> Kinds.notAPerson("GitLab's token names no user."));
    Set<Scope> scopes =
        token.texts("scopes").stream()
            .filter(WORD.asMatchPredicate())
            .map(Scope::new)
            .collect(Collectors.toSet());
    return new Facts(
        subject, Optional.of(scopes), token.text("expires_at").flatMap(GitLabTokens::midnight));
  }

  /** A token is good until the day begins, by UTC. */
  private static Optional<Instant> midnight(String day) {
    try {
      return Optional.of(LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** One that may not even do this is left to its person. */
  @Override
  public boolean revoke(RepositoryApi api) throws ProviderException, CallRefusedException {
    try {
      ProviderAnswer answer = api.delete(self(api));
      return answer.isOk();
    } catch (CallRefusedException e) {
      return switch (e.reason()) {
        // It is dead already.
        case TOKEN -> true;
        case PERMISSION -> false;
        case RATE_LIMIT -> throw e;
      };
    }
  }

  private static String self(RepositoryApi api) {
    return Repositories.api(GitLab.KIND, api.baseUrl()) + SELF;
  }
}
