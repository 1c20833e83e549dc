package dev.accountlink.provider;

import dev.accountlink.model.RemoteRepository;
import dev.accountlink.model.RemoteRepository.Permission;
import dev.accountlink.model.RepositoryRef;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What several kinds do alike when they read repositories. */
final class Repositories {
  static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,18}");

  /** A number that a page can have. */
  static final Pattern PAGE = Pattern.compile("[1-9][0-9]{0,6}");

  /** As many pages of keys as of every other list (F04). */
  static final int MAX_PAGES = 5;

  /** Neither part may begin with a hyphen, which git would take for an option. */
  private static final Pattern SSH =
      Pattern.compile(
          "[A-Za-z0-9][\\w.-]*@[A-Za-z0-9][A-Za-z0-9.-]*:[\\w~/.][\\w~/.%@+-]{0,999}"
              + "|ssh://[A-Za-z0-9][\\w.-]*@[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?/[\\w~/.%@+-]{1,999}");

  /** What git lets a branch be called, less what no one sees. */
  private static final Pattern BRANCH =
      Pattern.compile(
          "(?!.*(\\.\\.|@\\{|//|/\\.|\\.lock$|[/.]$))(?![-/.])[^\\p{C}\\s~^:?*\\[\\\\]{1,255}");

  private Repositories() {}

  /** The API's base as the kind has it for everything else. */
  static URI api(ProviderKind kind, String baseUrl) {
    Protocol protocol = kind.protocol(baseUrl);
    return protocol instanceof Protocol.OAuth2 plain
        ? plain.api()
        : ((Protocol.OpenIdConnect) protocol).api().orElseThrow();
  }

  /** An id and a name; empty where one of them is none, so that the entry is passed over. */
  static Optional<RepositoryRef> ref(Optional<String> id, Optional<String> fullName) {
    try {
      return id.isEmpty() || fullName.isEmpty()
          ? Optional.empty()
          : Optional.of(new RepositoryRef(id.get(), fullName.get()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * An address to clone from, without its user name; empty unless it is below the root, because git
   * will show the access token there (F16).
   */
  static Optional<URI> https(Optional<String> address, String root) {
    try {
      return address.isEmpty() ? Optional.empty() : below(new URI(address.get()), URI.create(root));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<URI> below(URI address, URI root) throws URISyntaxException {
    if (address.getHost() == null || address.getRawQuery() != null) {
      return Optional.empty();
    }
    String path = address.getRawPath();
    String plain = path.toLowerCase(Locale.ROOT);
    boolean climbs =
        !address.normalize().getRawPath().equals(path)
            || plain.contains("%2e")
            || plain.contains("%2f")
            || plain.contains("%5c");
    boolean ours =
        root.getScheme().equals(address.getScheme())
            && root.getHost().equalsIgnoreCase(address.getHost())
            && root.getPort() == address.getPort()
            && path.startsWith(Kinds.root(root.getRawPath()) + "/")
            && address.getRawFragment() == null
            && !climbs;
    return ours
        ? Optional.of(new URI(address.getScheme() + "://" + root.getRawAuthority() + path))
        : Optional.empty();
  }

  static Optional<String> ssh(Optional<String> address) {
    return address.filter(SSH.asMatchPredicate());
  }

  static Optional<String> branch(Optional<String> name) {
    return name.map(text -> text.replaceFirst("^refs/heads/", ""))
        .filter(BRANCH.asMatchPredicate());
  }

  /** Where the provider counts in units of 1,024 bytes. */
  static Optional<Long> kibibytes(Optional<String> number) {
    return bytes(number).filter(count -> count < Long.MAX_VALUE / 1024).map(count -> count * 1024);
  }

  static Optional<Long> bytes(Optional<String> number) {
    return number.filter(Pattern.compile("[0-9]{1,18}").asMatchPredicate()).map(Long::valueOf);
  }

  /** As GitHub and Gitea write it. */
  static Permission permission(Claims permissions) {
    if (permissions.isTrue("admin")) {
      return Permission.ADMIN;
    }
    return permissions.isTrue("push") ? Permission.WRITE : Permission.READ;
  }

  /** A name with slashes as part of a path. */
  static String path(String fullName) {
    return Arrays.stream(fullName.split("/"))
        .map(Repositories::encoded)
        .collect(Collectors.joining("/"));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%7E", "~");
  }

  /** Whether a {@code Link} header says that there is more. Where, is never taken from it. */
  static boolean hasNext(ProviderAnswer answer) {
    return answer.header("Link").filter(link -> link.contains("rel=\"next\"")).isPresent();
  }

  static ProviderAnswer good(ProviderAnswer answer, String what) throws ProviderException {
    if (answer.isOk()) {
      return answer;
    }
    throw new ProviderException(
        ProviderException.Code.API_REFUSED, what + " was answered with " + answer.status() + ".");
  }

  /** Nothing is said of what is not there, and an answer of another sort is no answer. */
  static boolean isThere(ProviderAnswer answer, String what) throws ProviderException {
    if (List.of(404, 410, 451).contains(answer.status())) {
      return false;
    }
    return good(answer, what).isOk();
  }

  /**
   * A repository by its number, and no other that the provider hands out in its place.
   *
   * @param address where the one of that number is read
   */
  static Optional<ProviderAnswer> numbered(
      RepositoryApi api, RepositoryRef ref, Function<String, String> address)
      throws ProviderException, CallRefusedException {
    if (!NUMBER.matcher(ref.id()).matches()) {
      return Optional.empty();
    }
    ProviderAnswer answer = api.get(address.apply(ref.id()));
    return isThere(answer, "A repository")
        ? Optional.of(answer)
            .filter(found -> found.object().integer("id").equals(Optional.of(ref.id())))
        : Optional.empty();
  }

  /** What can be read of a list. */
  static List<RemoteRepository> read(
      List<Claims> entries, Function<Claims, Optional<RemoteRepository>> reading) {
    return entries.stream().flatMap(one -> reading.apply(one).stream()).toList();
  }

  /** The next of two whole numbers of pages. */
  static String after(String page) {
    return String.valueOf(Long.parseLong(page) + 1);
  }
}
