package dev.accountlink.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReturnToTest {
  private static final URI HERE = URI.create("https://forge.example/-/sso/github/callback");

  static List<String> tricks() {
    return List.of(
        "",
        " ",
        "evil.example",
        "evil.example/path",
        ".",
        "..",
        "./evil",
        "../evil",
        "?next=/",
        "#",
        // the authority in its many disguises
        "//evil.example",
        "///evil.example",
        "////evil.example",
        "//evil.example/%2f..",
        "//evil.example@forge.example",
        "//forge.example@evil.example/",
        "//",
        "//\\evil.example",
        "/\\evil.example",
        "/\\/evil.example",
        "\\/evil.example",
        "\\\\evil.example",
        "\\evil.example",
        "/a\\b",
        "/a/\\evil.example",
        // schemes
        "https:evil.example",
        "https:/evil.example",
        "https://evil.example",
        "HTTPS://EVIL.EXAMPLE",
        "http://forge.example@evil.example",
        "https://forge.example.evil.example/",
        "https://forge.example/",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript://%0aalert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:https://evil.example/1",
        "mailto:a@evil.example",
        "ftp://evil.example",
        // white space and controls that browsers drop
        " /evil",
        "\t/evil",
        "\n//evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r/evil.example",
        "/ /evil.example",
        "/a b",
        "/a\u0000b",
        "/\u0000/evil.example",
        "/\u000b/evil.example",
        "/\u007f/evil.example",
        "/\u0085/evil.example",
        "/a\r\nSet-Cookie: a=b",
        "/a\r\n\r\n<script>",
        "java\nscript:alert(1)",
        // the same, encoded
        "/%09/evil.example",
        "/%0a/evil.example",
        "/%0d/evil.example",
        "/%00/evil.example",
        "/%7f",
        "/%2fevil.example",
        "/%2Fevil.example",
        "/%2f%2fevil.example",
        "/%5cevil.example",
        "/%5Cevil.example",
        "%2f%2fevil.example",
        "%2fevil",
        "/a%0d%0aSet-Cookie:%20a=b",
        // encoded twice and more
        "/%252fevil.example",
        "/%252Fevil.example",
        "/%25252fevil.example",
        "/%255cevil.example",
        "/%25%35%63evil.example",
        "/%25%32%66evil.example",
        "/%250d%250aSet-Cookie:a=b",
        "/%25%30%64%25%30%61Set-Cookie:a=b",
        "/%2509/evil.example",
        // dots that leave two slashes at the front, or climb
        "/.//evil.example",
        "/..//evil.example",
        "/a/..//evil.example",
        "/a/../../evil.example",
        "/..",
        "/../evil",
        "/%2e//evil.example",
        "/%2e%2e//evil.example",
        "/%2E%2E/evil",
        "/a/%2e%2e//evil.example",
        "/a/.%2e//evil.example",
        "/a%2f..%2f%2fevil.example",
        "/%252e%252e//evil.example",
        "/%2f..",
        "/%2f.",
        "/%2e//.",
        "/%2e//..%2f",
        "/./%252f..%2f",
        "/a/..//..",
        // look-alikes and broken text
        "/\uff0fevil.example",
        "\uff0f\uff0fevil.example",
        "/\u2215evil.example",
        "/\u3002evil",
        "/\u202eevil",
        "/\u00e4",
        "/\ud800",
        "\ufeff//evil.example",
        "/%",
        "/%2",
        "/%zz",
        "/%u002f",
        "/%c0%af%",
        "/<script>",
        "/\"onload=",
        "/`",
        "/^",
        "/{a}",
        "/a|b",
        "/[",
        "/a".repeat(128));
  }

  static List<String> paths() {
    return List.of(
        "/",
        "/a",
        "/a/",
        "/a/b.git",
        "/~alice/forge",
        "/alice/forge/-/merge_requests/1#note_2",
        "/search?q=a+b&sort=new",
        "/search?q=100%25",
        "/search?q=%C3%A4",
        "/?next=https://elsewhere.example/",
        "/?next=//elsewhere.example",
        "/?a=..//b",
        "/#//x",
        "/@alice",
        "/alice@forge.example",
        "/a//b",
        "/./",
        "/a/./b",
        "/a/b/../c",
        "/a..b",
        "/...",
        "/projects/group%2Fname",
        "/projects/group%252Fname",
        "/a;v=1",
        "/a:b",
        "/:80",
        "/!$&'()*+,;=",
        "/a%20b",
        "/%2e",
        "/" + "x".repeat(254));
  }

  static List<String> badQueries() {
    return List.of(
        "/a?b=%0d%0aLocation:%20//evil.example",
        "/a?b=%5c", "/a?b=%250a", "/a?b=%25%30%61", "/a?b=%7f", "/a?" + "b".repeat(300));
  }

  @ParameterizedTest
  @MethodSource("tricks")
  @DisplayName("E01 open redirect by return-to: refused")
  void e01WhatIsNotAPlainPathHereIsRefused(String trick) {
    assertThatThrownBy(() -> new ReturnTo(trick)).isInstanceOf(IllegalArgumentException.class);
    assertThat(ReturnTo.read(trick)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("badQueries")
  @DisplayName("E01 open redirect by return-to: a bad or overlong query is dropped")
  void e01ABadQueryIsDropped(String path) {
    assertThatThrownBy(() -> new ReturnTo(path)).isInstanceOf(IllegalArgumentException.class);
    assertThat(ReturnTo.read(path)).contains(new ReturnTo("/a"));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void aPathHereIsKeptAsItIs(String path) {
    assertThat(ReturnTo.read(path)).map(ReturnTo::path).contains(path);

    URI target = HERE.resolve(path);
    assertThat(target.getScheme()).isEqualTo("https");
    assertThat(target.getRawAuthority()).isEqualTo("forge.example");
  }

  @Test
  @DisplayName("E01 open redirect by return-to: a query does not rescue a path elsewhere")
  void e01AQueryDoesNotRescueAPathElsewhere() {
    for (String elsewhere : List.of("//evil.example", "/\\evil.example", "/%2fevil", "https://e")) {
      assertThat(ReturnTo.read(elsewhere + "?" + "x".repeat(300))).as(elsewhere).isEmpty();
    }
    assertThat(ReturnTo.read("/" + "x".repeat(300) + "?y")).isEmpty();
    assertThat(ReturnTo.read("/a?" + "x".repeat(1_000_000))).isEmpty();
  }

  @Test
  void theLengthIsCountedInBytes() {
    assertThat(ReturnTo.read("/" + "x".repeat(ReturnTo.MAX_BYTES - 1))).isPresent();
    assertThat(ReturnTo.read("/" + "x".repeat(ReturnTo.MAX_BYTES))).isEmpty();
  }
}
