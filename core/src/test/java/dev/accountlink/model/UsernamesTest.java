package dev.accountlink.model;

import static dev.accountlink.model.UserProblem.USERNAME_INVALID;
import static dev.accountlink.model.UserProblem.USERNAME_RESERVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UsernamesTest {
  private static final String LONGEST = "a".repeat(Usernames.MAX_LENGTH);

  /** A login at a provider: what is wrong with it as a user name, and which name is made of it. */
  private record Login(String login, Set<UserProblem> problems, String suggested) {
    @Override
    public String toString() {
      StringBuilder out = new StringBuilder();
      login
          .codePoints()
          .limit(40)
          .forEach(
              point ->
                  out.append(
                      point > 32 && point < 127 ? "" + (char) point : " U+%04x ".formatted(point)));
      return "'" + out + "'";
    }
  }

  private static Login fine(String login, String suggested) {
    return new Login(login, Set.of(), suggested);
  }

  private static Login invalid(String login, String suggested) {
    return new Login(login, Set.of(USERNAME_INVALID), suggested);
  }

  private static Login reserved(String login) {
    return new Login(login, Set.of(USERNAME_RESERVED), "user");
  }

  private static Login pretending(String login) {
    return new Login(login, Set.of(USERNAME_INVALID, USERNAME_RESERVED), "user");
  }

  static List<Login> logins() {
    return List.of(
        // ordinary ones
        fine("ada", "ada"),
        fine("Ada", "ada"),
        fine("ada.lovelace", "ada.lovelace"),
        fine("ada_l", "ada_l"),
        fine("ada-l", "ada-l"),
        fine("a--b", "a--b"),
        fine("ada_", "ada_"),
        fine("ada-", "ada"),
        fine("a", "a"),
        fine("7", "7"),
        fine(LONGEST, LONGEST),
        // staff, and who looks like it
        reserved("admin"),
        reserved("Admin"),
        reserved("ADMINISTRATOR"),
        reserved("root"),
        reserved("r00t"),
        reserved("adm1n"),
        reserved("Moderator"),
        reserved("supp0rt"),
        reserved("secur1ty"),
        reserved("postmaster"),
        pretending("\u0410dmin"),
        pretending("\u0430dm\u0456n"),
        pretending("\u03bfwner"),
        pretending("\uff41dmin"),
        pretending("\ud835\udc1admin"),
        pretending("ad\u00admin"),
        pretending("ad\u200bmin"),
        pretending("ad\u202emin"),
        pretending("\u200fadmin"),
        pretending("\u00e1dm\u00edn"),
        // the forge's own addresses
        reserved("api"),
        reserved("settings"),
        reserved("login"),
        reserved("assets"),
        reserved("GIT"),
        reserved("www"),
        reserved("explore"),
        reserved("groups"),
        reserved("users"),
        reserved("help"),
        reserved("dashboard"),
        reserved("new"),
        reserved("static"),
        reserved("null"),
        reserved("undefined"),
        reserved("robots.txt"),
        reserved("oauth2"),
        // devices of Windows
        reserved("con"),
        reserved("NUL"),
        reserved("aux.c"),
        reserved("com1"),
        reserved("lpt9.txt.old"),
        fine("com10", "com10"),
        fine("console", "console"),
        fine("ali", "ali"),
        // paths
        invalid(".", "user"),
        invalid("..", "user"),
        invalid("...", "user"),
        invalid("a..b", "a.b"),
        invalid("../../etc/passwd", "etc-passwd"),
        invalid("a/b", "a-b"),
        invalid("a\\b", "a-b"),
        invalid("/", "user"),
        invalid("%2e%2e", "2e-2e"),
        invalid("a%2fb", "a-2fb"),
        invalid("a%00", "a-00"),
        invalid(".ada", "ada"),
        invalid(".git", "user"),
        invalid("ada.", "ada"),
        invalid("ada...", "ada"),
        invalid("ada.git", "ada-git"),
        invalid("ada.GIT", "ada-git"),
        invalid("ada.lock", "ada-lock"),
        invalid("ada.atom", "ada-atom"),
        invalid("ada.keys", "ada-keys"),
        invalid("ada.git.", "ada-git"),
        invalid("C:ada", "c-ada"),
        invalid("ada::$DATA", "ada-data"),
        invalid("~ada", "ada"),
        // command lines and other grammars
        invalid("-rf", "rf"),
        invalid("--upload-pack=x", "upload-pack-x"),
        invalid("_ada", "ada"),
        invalid("a;id", "a-id"),
        invalid("$(id)", "id"),
        invalid("`id`", "id"),
        invalid("a b", "a-b"),
        invalid("a|b", "a-b"),
        invalid("a*", "a"),
        invalid("<script>", "script"),
        invalid("'or'1'='1", "or1-1"),
        invalid("@ada", "user"),
        invalid("ada@example.com", "ada"),
        invalid("ada+forge@example.com", "ada"),
        invalid("+ada@example.com", "ada"),
        invalid("DOMAIN\\ada", "domain-ada"),
        invalid("dependabot[bot]", "dependabot-bot"),
        invalid("O'Neill", "oneill"),
        // control and other unseen characters, broken text
        invalid("ada\n", "ada"),
        invalid("a\u0000da", "ada"),
        invalid("ada\r\nroot", "adaroot"),
        invalid("\tada", "ada"),
        invalid("a\u007fda", "ada"),
        invalid("ada\u200d", "ada"),
        invalid("\ufeffada", "ada"),
        invalid("a\u3164da", "ada"),
        invalid("a\uffa0da", "ada"),
        invalid("a\u2800da", "ada"),
        invalid("a\u034fda", "ada"),
        invalid("a\u20ddda", "ada"),
        invalid("a\u0903da", "ada"),
        invalid("a\udb40\udd00da", "ada"),
        invalid("ada\ufe0f", "ada"),
        invalid("\ud800ada", "ada"),
        invalid("\u2066ada\u2069", "ada"),
        invalid(" ada ", "ada"),
        invalid("\u3000ada", "ada"),
        // other writing
        invalid("M\u00fcller", "muller"),
        invalid("Mu\u0308ller", "muller"),
        invalid("\u00c6gir \u00d8", "aegir-o"),
        invalid("stra\u00dfe", "strasse"),
        invalid("\u0130rem", "irem"),
        invalid("\uff21\uff24\uff21", "ada"),
        invalid("\u2460ada", "1ada"),
        invalid("\ufb01n", "fin"),
        invalid("\u2025", "user"),
        invalid("\u212aate", "kate"),
        invalid("\u041d\u0430\u0442\u0430\u0448\u0430", "natasha"),
        invalid("\u0410\u043d\u0434\u0440\u0435\u0439", "andrei"),
        invalid("\u0393\u03b9\u03ce\u03c1\u03b3\u03bf\u03c2", "giorgos"),
        invalid("\u5c0f\u660e", "user"),
        invalid("ada\u5c0f", "ada"),
        invalid("\u0645\u062d\u0645\u062f", "user"),
        invalid("\ud83e\udd84", "user"),
        invalid("\ud83e\udd84ada\ud83e\udd84", "ada"),
        // length
        invalid("", "user"),
        invalid(" ", "user"),
        invalid("a".repeat(200), LONGEST),
        invalid(LONGEST + "a", LONGEST),
        invalid("a".repeat(Usernames.MAX_LENGTH - 1) + ".b", "a".repeat(38)),
        invalid("a".repeat(34) + ".git.b", "a".repeat(34) + "-git"),
        invalid("\ufdfa".repeat(100), "user"));
  }

  @ParameterizedTest
  @MethodSource("logins")
  @DisplayName("D24 username collision, reserved, unicode: each problem of a name is named")
  void d24WhatIsWrongWithANameIsNamed(Login row) {
    assertThat(Usernames.check(row.login())).isEqualTo(row.problems());
  }

  @ParameterizedTest
  @MethodSource("logins")
  @DisplayName("D24 username collision, reserved, unicode: an allowed name is made of any login")
  void d24AnAllowedNameIsMadeOfAnyLogin(Login row) {
    List<String> names = Usernames.suggestions(loginOnly(row.login()), 12);
    assertThat(names).hasSize(12).doesNotHaveDuplicates().startsWith(row.suggested());
    for (String name : names) {
      assertThat(name)
          .matches("[a-z0-9][a-z0-9._-]{0,38}")
          .doesNotContain("..")
          .doesNotEndWith(".");
      assertThat(Usernames.check(name)).as(name).isEmpty();
      Path folder = Path.of("/srv/git");
      assertThat(folder.resolve(name).normalize().getParent()).isEqualTo(folder);
    }
  }

  @Test
  @DisplayName("D24 username collision, reserved, unicode: the table is as long as asked for")
  void d24TheTableHasAtLeastSixtyNames() {
    assertThat(logins()).hasSizeGreaterThan(60).doesNotHaveDuplicates();
  }

  static List<List<String>> twins() {
    return List.of(
        List.of(
            "ada",
            "Ada",
            "ADA",
            "\uff41\uff44\uff41",
            "\u0430d\u0430",
            "\u0391da",
            "\u00e1d\u00e0"),
        List.of(
            "admin", "Admin", "adm1n", "admln", "\u0410dmin", "ad\u200dmin", "\ud835\udc1admin"),
        List.of("bob", "B0B", "\u0412\u041e\u0412", "b\u043eb", "\u0392\u039f\u0392", "b\u03bfb"),
        List.of(
            "ian", "Ian", "lan", "1an", "\u0406an", "\u04cfan", "\u0131an", "\u0399an", "\u0130an"),
        List.of("nina", "NINA", "\u039d\u0399\u039d\u0391", "\u039dina", "\u03b7ina"),
        List.of("eva", "e\u03bda", "\u0435va", "EVA", "e\u0475a"),
        List.of(
            "hope", "\u041d\u043e\u0440\u0435", "\u0397\u039f\u03a1\u0395", "\u04bbope", "h0pe"),
        List.of(
            "\u03bd\u03b9\u03ba\u03bf\u03c2",
            "\u039d\u0399\u039a\u039f\u03a3",
            "\u039d\u03b9\u03ba\u03bf\u03c3"),
        List.of(
            "\u043d\u0430\u0442\u0430\u0448\u0430",
            "\u041d\u0410\u0422\u0410\u0428\u0410",
            "\u041d\u0430\u0442\u0430\u0448a"),
        List.of("strasse", "stra\u00dfe", "STRASSE", "\u017ftrasse"),
        List.of("m\u00fcller", "mu\u0308ller", "MULLER", "muller"),
        List.of("fin", "\ufb01n", "f1n"),
        List.of("kate", "\u212aate", "\u043aate"),
        List.of(
            "zoe",
            "zo\ufe00e",
            "zo\ufe0fe",
            "zo\udb40\udd00e",
            "zo\udb40\uddefe",
            "zo\u034fe",
            "z\u3164oe",
            "z\u115foe",
            "z\u2800oe",
            "zo\u0300e",
            "zo\u036fe",
            "zoe\ufffd",
            "zoe\n",
            "z\u0000oe",
            "zo\ud800e",
            " zoe",
            "zoe\u00a0"),
        List.of("zo\ufe10e"),
        List.of("zo\udb80\udc00e"),
        List.of("zo\u20dde"),
        List.of("z oe", "z  oe", "z\u3000oe"),
        List.of("a.b", "A.B", "a\uff0eb"),
        List.of("a-b", "A-B"),
        List.of("a_b", "a\u200e_b"),
        List.of("born"),
        List.of("bom"),
        List.of("\u5c0f\u660e", "\u5c0f\u660e\ufe0f"),
        List.of("\u0915\u093f"),
        List.of("\u0915\u0941"),
        List.of("\uac00\ub098", "\u1100\u1161\u1102\u1161"));
  }

  @Test
  @DisplayName("D24 username collision, reserved, unicode: twins have one key, others another")
  void d24TwinsHaveOneKeyAndOthersAnother() {
    Set<String> keys = new HashSet<>();
    for (List<String> names : twins()) {
      String key = Usernames.twinKey(names.get(0));
      assertThat(names).allSatisfy(name -> assertThat(Usernames.twinKey(name)).isEqualTo(key));
      assertThat(keys.add(key)).as("another key for " + names).isTrue();
      assertThat(Usernames.twinKey(key)).as("a key of a key").isEqualTo(key);
    }
  }

  @Test
  @DisplayName("D24 username collision, reserved, unicode: case and width never make another name")
  void d24CaseAndWidthNeverMakeAnotherName() {
    for (int point = 0x21; point < 0x7f; point++) {
      String name = "x" + (char) point;
      String wide = "x" + Character.toString(point - 0x21 + 0xff01);
      assertThat(Usernames.twinKey(wide)).as(name).isEqualTo(Usernames.twinKey(name));
      assertThat(Usernames.twinKey(name.toUpperCase(Locale.ROOT)))
          .as(name)
          .isEqualTo(Usernames.twinKey(name));
    }
  }

  @Test
  void theNameComesFromTheLoginElseTheVerifiedAddressElseTheDisplayName() {
    assertThat(first("ada", "al@example.com", true, "Ada Lovelace")).isEqualTo("ada");
    assertThat(first("admin", "al@example.com", true, "Ada Lovelace")).isEqualTo("al");
    assertThat(first("\u5c0f", "al+x@example.com", true, "Ada Lovelace")).isEqualTo("al");
    assertThat(first("admin", "al@example.com", false, "Ada Lovelace")).isEqualTo("ada-lovelace");
    assertThat(first("admin", "root@example.com", true, "Ada Lovelace")).isEqualTo("ada-lovelace");
    assertThat(first("admin", "root@example.com", true, "Support")).isEqualTo("user");
  }

  @Test
  void numbersFollowFromTwoAndTheLengthIsKept() {
    assertThat(Usernames.suggestions(loginOnly("ada"), 4))
        .containsExactly("ada", "ada2", "ada3", "ada4");
    assertThat(Usernames.suggestions(loginOnly("route66"), 2))
        .containsExactly("route66", "route66-2");
    assertThat(Usernames.suggestions(loginOnly(LONGEST), 10))
        .endsWith("a".repeat(38) + "9", "a".repeat(37) + "10");
    assertThat(Usernames.suggestions(loginOnly("a".repeat(37) + "-b"), 2))
        .containsExactly("a".repeat(37) + "-b", "a".repeat(37) + "2");
  }

  @Test
  void aNumberNeverMakesAReservedName() {
    assertThat(Usernames.suggestions(loginOnly("com"), 3)).containsExactly("com", "com10", "com11");
    assertThat(Usernames.suggestions(loginOnly("oauth"), 2)).containsExactly("user", "user2");
  }

  @Test
  void asManyAreGivenAsAreAskedFor() {
    assertThat(Usernames.suggestions(loginOnly("ada"), 0)).isEmpty();
    assertThat(Usernames.suggestions(loginOnly("ada"), 500))
        .hasSize(500)
        .doesNotHaveDuplicates()
        .endsWith("ada500");
  }

  @Test
  @DisplayName("D24 username collision, reserved, unicode: no text at all is too much")
  void d24EveryCharacterOfTheFirstPlanesIsBorne() {
    IntStream.range(0, 0x20000)
        .mapToObj(Character::toString)
        .forEach(
            text -> {
              String login = "x" + text + "y";
              assertThat(Usernames.check(Usernames.suggestions(loginOnly(login), 1).get(0)))
                  .as("%x", text.codePointAt(0))
                  .isEmpty();
              assertThat(Usernames.twinKey(Usernames.twinKey(login)))
                  .as("%x", text.codePointAt(0))
                  .isEqualTo(Usernames.twinKey(login));
            });
  }

  private static String first(String login, String email, boolean verified, String name) {
    return Usernames.suggestions(
            new ExternalIdentity(
                new IdentityKey("https://id.example", "1"),
                Optional.of(login),
                Optional.of(name),
                List.of(new EmailAddress(email, verified, true))),
            1)
        .get(0);
  }

  private static ExternalIdentity loginOnly(String login) {
    return new ExternalIdentity(
        new IdentityKey("https://id.example", "1"),
        Optional.of(login),
        Optional.empty(),
        List.of());
  }
}
