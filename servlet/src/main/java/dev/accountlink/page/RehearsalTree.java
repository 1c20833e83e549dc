package dev.accountlink.page;

import dev.accountlink.flow.Refusal;
import dev.accountlink.web.RehearsalPage;
import dev.accountlink.web.RehearsalPage.Prospect;
import dev.accountlink.web.RehearsalPage.SeenEmail;
import dev.accountlink.web.RehearsalPage.Some;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page that tells an administrator what a sign-in would come to. */
final class RehearsalTree {
  private final Messages messages;
  private final PageTree pages;

  RehearsalTree(Messages messages, PageTree pages) {
    this.messages = messages;
    this.pages = pages;
  }

  void rehearsed(Map<String, Object> tree, RehearsalPage.Rehearsed page) {
    Map<String, String> names = pages.naming(Optional.of(page.provider()));
    RehearsalPage.Rehearsal seen = page.seen();
    tree.put("provider", pages.provider(page.provider()));
    tree.put("title", messages.text("rehearsed.title", names));
    tree.put("what", messages.text("rehearsed.what", names));
    tree.put("now", prospect("rehearsed.now", seen.now(), names));
    seen.onceSwitchedOn()
        .ifPresent(
            once -> tree.put("onceSwitchedOn", prospect("rehearsed.onceSwitchedOn", once, names)));
    tree.put("seenHeading", messages.text("rehearsed.seen", names));
    tree.put("rows", rows(seen, names));
    tree.put("again", pages.button(page.again(), "page.again"));
    tree.put("back", pages.link("links.back", page.back()));
  }

  private Map<String, Object> prospect(String key, Prospect prospect, Map<String, String> names) {
    Map<String, String> values = new LinkedHashMap<>(names);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("heading", messages.text(key, names));
    tree.put("comesTo", prospect.kind().name());
    prospect
        .username()
        .map(PageTree::shown)
        .ifPresent(
            username -> {
              values.put("username", username);
              tree.put("username", username);
            });
    prospect
        .refusal()
        .ifPresent(
            refusal -> {
              String title = messages.text(refusal.messageKey() + ".title", names);
              values.put("title", title);
              values.put("code", refusal.code());
              tree.put("code", refusal.code());
              tree.put("reason", reason(prospect, refusal.messageKey(), names));
            });
    tree.put("text", messages.text("rehearsed." + prospect.kind().name(), values));
    return tree;
  }

  /** What people would read, and what is required where a gate is closed. */
  private String reason(Prospect prospect, String key, Map<String, String> names) {
    String said = messages.text(key + ".what", names);
    if (prospect.detail().isEmpty()) {
      return said;
    }
    String detail = prospect.detail().get();
    boolean byHost = prospect.refusal().orElseThrow() == Refusal.REFUSED_BY_HOST;
    return byHost
        ? messages.ofHost(detail, names).orElse(said)
        : said + " " + messages.text("page.required", Map.of("required", PageTree.shown(detail)));
  }

  private List<Map<String, Object>> rows(RehearsalPage.Rehearsal seen, Map<String, String> names) {
    List<Map<String, Object>> rows = new ArrayList<>();
    rows.add(one("authority", Optional.of(seen.authority()), names));
    rows.add(one("subject", Optional.of(seen.subject()), names));
    rows.add(one("login", seen.login(), names));
    rows.add(one("displayName", seen.displayName(), names));
    rows.add(row("emails", seen.emails().shown().stream().map(this::email).toList(), names));
    more(rows, seen.emails().more());
    rows.add(several("asked", seen.asked(), names));
    more(rows, seen.asked().more());
    rows.add(
        seen.granted()
            .map(granted -> several("granted", granted, names))
            .orElseGet(() -> row("granted", List.of(), "rehearsed.granted.unknown", names)));
    seen.granted().ifPresent(granted -> more(rows, granted.more()));
    if (!seen.missing().shown().isEmpty()) {
      rows.add(several("missing", seen.missing(), names));
      more(rows, seen.missing().more());
    }
    seen.memberships()
        .ifPresent(
            memberships -> {
              rows.add(several("memberships", memberships, names));
              more(rows, memberships.more());
            });
    return rows;
  }

  private Map<String, Object> email(SeenEmail email) {
    String verified =
        messages.text(email.verified() ? "rehearsed.verified" : "rehearsed.unverified");
    String trusted = messages.text(email.trusted() ? "rehearsed.trusted" : "rehearsed.untrusted");
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("text", PageTree.shown(email.address()));
    tree.put("verified", email.verified());
    tree.put("trusted", email.trusted());
    tree.put("note", verified + " " + trusted);
    return tree;
  }

  private Map<String, Object> one(String name, Optional<String> text, Map<String, String> names) {
    return row(name, text.stream().map(RehearsalTree::value).toList(), names);
  }

  private Map<String, Object> several(String name, Some<String> texts, Map<String, String> names) {
    return row(name, texts.shown().stream().map(RehearsalTree::value).toList(), names);
  }

  private static Map<String, Object> value(String text) {
    return Map.of("text", PageTree.shown(text));
  }

  private Map<String, Object> row(
      String name, List<Map<String, Object>> values, Map<String, String> names) {
    return row(name, values, "rehearsed.none", names);
  }

  private Map<String, Object> row(
      String name, List<Map<String, Object>> values, String none, Map<String, String> names) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", name);
    tree.put("heading", messages.text("rehearsed." + name, names));
    tree.put("values", values);
    if (values.isEmpty()) {
      tree.put("none", messages.text(none, names));
    }
    return tree;
  }

  /** Says at the last row how many there are besides. */
  private void more(List<Map<String, Object>> rows, int count) {
    if (count > 0) {
      Map<String, Object> last = rows.get(rows.size() - 1);
      last.put("more", messages.text("rehearsed.more", Map.of("count", String.valueOf(count))));
      last.remove("none");
    }
  }
}
