package dev.accountlink.model;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rules for user names that are safe in a forge: in paths and addresses, on a command line, over
 * SSH, on any file system, and in the eyes of people. For hosts that have no stricter rule of their
 * own; nothing here knows which names are taken.
 *
 * <p>A name that was proposed here, or that passes {@link #check}, is 1 to {@value #MAX_LENGTH}
 * characters of {@code a-z A-Z 0-9 . _ -}, begins with a letter or a digit, does not end in a dot,
 * has no two dots in a row, and none of the endings that forges put behind a name ({@code .git}).
 */
public final class Usernames {
  /** The longest name, in characters: the limit of the strictest large forge (GitHub). */
  public static final int MAX_LENGTH = 39;

  private static final String NOBODY_IN_PARTICULAR = "user";
  private static final Pattern SHAPE =
      Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9_-]|\\.(?![.]|$)){0," + (MAX_LENGTH - 1) + "}");
  private static final Pattern ENDING =
      Pattern.compile("\\.(?=(?:atom|git|gpg|keys|lock|png|rss|wiki)$)", Pattern.CASE_INSENSITIVE);
  private static final Pattern DOTS = Pattern.compile("[.]{2,}");
  private static final Pattern BEFORE_THE_NAME = Pattern.compile("^[._-]+");
  private static final Pattern AFTER_THE_NAME = Pattern.compile("[.-]+$");

  private Usernames() {}

  /**
   * Names that a person coming from a provider may like to have here, best first. All pass {@link
   * #check}; which of them is free is for the host to say.
   *
   * <p>The name is made from the login, else from the part of the verified e-mail address before
   * the {@code @}, else from the display name, else it is {@code user}: the first of them from
   * which an allowed name can be made. The same with 2, 3, 4 … behind it follows. A login that is
   * reserved ({@code admin}) is not used with a number either: it would still look official.
   *
   * <p>Names are in lower case, also for hosts that keep capitals: it is what they become in the
   * end in addresses and on disks that know no case. Accents go, Greek and Cyrillic letters are
   * written in Latin ones, and what has no Latin counterpart becomes a hyphen or nothing.
   *
   * @param most how many at most, 0 or more
   */
  public static List<String> suggestions(ExternalIdentity identity, int most) {
    String name =
        Stream.of(
                identity.login().map(Usernames::withoutDomain),
                identity.verifiedEmail().map(email -> withoutDomain(email.address())),
                identity.displayName())
            .flatMap(Optional::stream)
            .map(Usernames::shaped)
            .filter(shaped -> check(shaped).isEmpty())
            .findFirst()
            .orElse(NOBODY_IN_PARTICULAR);
    return Stream.concat(
            Stream.of(name),
            IntStream.iterate(2, number -> number + 1).mapToObj(number -> numbered(name, number)))
        .filter(candidate -> check(candidate).isEmpty())
        .limit(most)
        .toList();
  }

  /**
   * What stands against a user name whoever asks for it: {@link UserProblem#USERNAME_INVALID} for
   * another shape than the one above, {@link UserProblem#USERNAME_RESERVED} for a name that forges
   * use in their own addresses, that names a device on Windows, or that looks like staff ({@code
   * adm1n}, {@code admin} with a Cyrillic {@code а}). Empty when there is nothing.
   *
   * <p>Whether somebody has the name, or its twin, is not asked here: see {@link #twinKey}.
   */
  public static Set<UserProblem> check(String username) {
    Set<UserProblem> problems = EnumSet.noneOf(UserProblem.class);
    if (!SHAPE.matcher(username).matches() || ENDING.matcher(username).find()) {
      problems.add(UserProblem.USERNAME_INVALID);
    }
    if (ReservedNames.contains(username)) {
      problems.add(UserProblem.USERNAME_RESERVED);
    }
    return Set.copyOf(problems);
  }

  /**
   * A text that is the same for names that people take for one another, to be stored beside the
   * name under a unique index. It is a key and not a name: it is never shown, and nobody signs in
   * with it.
   *
   * <p>The same are: compatibility forms (full width, ligatures), capitals and small letters,
   * letters with and without accents, names that differ in invisible characters, Greek and Cyrillic
   * letters and the Latin ones they look like, {@code 0} and {@code o}, and {@code 1}, {@code l}
   * and {@code i} (as a capital {@code I} is an {@code l} in many fonts). Different are separators
   * ({@code a.b}, {@code a-b}, {@code a_b}) and pairs that only resemble one letter ({@code rn} and
   * {@code m}), of which there are too many in real names.
   *
   * <p>For names in all scripts, also those that {@link #check} does not allow.
   */
  public static String twinKey(String username) {
    return Letters.asSeen(username);
  }

  /** Some providers' logins are e-mail addresses; a tag behind a plus is not part of the name. */
  private static String withoutDomain(String text) {
    int at = text.indexOf('@');
    if (at < 0) {
      return text;
    }
    int plus = text.lastIndexOf('+', at);
    return text.substring(0, plus > 0 ? plus : at);
  }

  /** As near to the text as a name may be; possibly nothing, possibly reserved. */
  private static String shaped(String text) {
    String single = DOTS.matcher(Letters.inLatin(text)).replaceAll(".");
    String cut = cut(BEFORE_THE_NAME.matcher(single).replaceAll(""), MAX_LENGTH);
    return ENDING.matcher(cut).replaceAll("-");
  }

  private static String numbered(String name, int number) {
    String tail = (Character.isDigit(name.charAt(name.length() - 1)) ? "-" : "") + number;
    return cut(name, MAX_LENGTH - tail.length()) + tail;
  }

  private static String cut(String name, int length) {
    String head = name.substring(0, Math.min(length, name.length()));
    return AFTER_THE_NAME.matcher(head).replaceAll("");
  }

  /** Names that belong to the forge itself. */
  private static final class ReservedNames {
    /** Who has such a name, or one that looks like it, is taken for staff or for the machine. */
    private static final Set<String> STAFF =
        twinKeys(
            """
            abuse admin administrator anonymous everyone ghost git guest hostmaster moderator
            no-reply nobody noreply official operator owner postmaster root security ssl-admin staff
            superuser support sysadmin system webmaster
            """);

    /** First path segments of forges, and words that programs take for something else. */
    private static final Set<String> WORDS =
        words(
            """
            about account accounts activity all api apps archive assets attachments auth
            authorize avatar avatars billing blob blog bot branches callback captcha cdn
            commit commits confirm connect contact css dashboard default delete deploy
            deploy_keys disconnect docs download downloads edit email error errors events
            explore export false faq favicon.ico feed feeds files fonts forgot_password gist
            gists graphql group groups health healthz help home hooks host html http https
            icons images img import imports index info invitations invite invites issues jobs
            js jwt keys languages legal lfs license link links local localhost login logout
            logs manifest members merge_requests messages metrics milestones my new news none
            notifications null oauth oauth2 oidc openid org organization organizations orgs
            packages pages password pipelines plugins policies preferences pricing privacy
            private profile profiles project projects public pull pulls raw readme recover
            register registry releases remove repo repos repositories reset robots.txt rss
            saml scim scripts search self service services session sessions settings setup
            shop showcase sign-in sign-out sign-up sign_in sign_out sign_up signin signout
            signup site sitemap snippets ssh sso staging stars static status storage stories
            style swagger tags teams template templates terms test tests todos token tokens
            tour translations tree trending true undefined unsubscribe update upload uploads
            user-content users v1 v2 v3 v4 verify version watch webhook webhooks well-known
            wiki wikis www xml
            """);

    /** Not to be made as files or folders on Windows, whatever follows after a dot. */
    private static final Pattern DEVICE =
        Pattern.compile("(?:con|prn|aux|nul|(?:com|lpt)[0-9])(?:[.].*)?", Pattern.DOTALL);

    private ReservedNames() {}

    static boolean contains(String username) {
      String lower = username.toLowerCase(Locale.ROOT);
      return WORDS.contains(lower)
          || DEVICE.matcher(lower).matches()
          || STAFF.contains(twinKey(username));
    }

    private static Set<String> words(String text) {
      return Stream.of(text.strip().split("\\s+")).collect(Collectors.toSet());
    }

    private static Set<String> twinKeys(String text) {
      return words(text).stream().map(Usernames::twinKey).collect(Collectors.toSet());
    }
  }
}
