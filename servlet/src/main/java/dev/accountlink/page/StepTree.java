package dev.accountlink.page;

import dev.accountlink.model.UserProblem;
import dev.accountlink.web.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages of steps: they ask for something and have a field to fill in or a button to press. */
final class StepTree {
  private final Messages messages;
  private final PageTree pages;

  StepTree(Messages messages, PageTree pages) {
    this.messages = messages;
    this.pages = pages;
  }

  void details(Map<String, Object> tree, Page.Details page) {
    Map<String, String> names = pages.naming(Optional.of(page.provider()));
    explain(tree, "details", names);
    tree.put("provider", pages.provider(page.provider()));
    tree.put("identityHeading", messages.text("confirm.identity", names));
    tree.put("identity", PageTree.shown(page.identity()));
    tree.put("form", PageTree.form(page.form()));
    tree.put("username", field(page, "username", page.username()));
    page.email().ifPresent(email -> tree.put("email", field(page, "email", email)));
    tree.put("submit", messages.text("details.register"));
    tree.put("cancel", pages.link("confirm.cancel", page.cancel()));
  }

  private Map<String, Object> field(Page.Details page, String name, String value) {
    List<String> problems =
        page.problems().stream()
            .filter(problem -> name.equals(concerns(problem)))
            .sorted()
            .map(problem -> messages.text("problem." + problem.name()))
            .toList();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("label", messages.text("details." + name));
    tree.put("value", value);
    tree.put("hasProblems", !problems.isEmpty());
    tree.put("problems", problems.stream().map(text -> Map.of("text", text)).toList());
    return tree;
  }

  private static String concerns(UserProblem problem) {
    return switch (problem) {
      case USERNAME_TAKEN, USERNAME_INVALID, USERNAME_RESERVED -> "username";
      case EMAIL_TAKEN, EMAIL_MISSING, EMAIL_INVALID -> "email";
    };
  }

  void signInFirst(Map<String, Object> tree, Page.SignInFirst page) {
    Map<String, String> names = pages.naming(Optional.of(page.provider()));
    explain(tree, "signInFirst", names);
    page.newHere()
        .ifPresent(
            form -> {
              tree.put("next", messages.text("signInFirst.nextOrNew", names));
              tree.put(
                  "newHere",
                  Map.of(
                      "label", messages.text("signInFirst.newHere"),
                      "form", PageTree.form(form)));
            });
    tree.put("provider", pages.provider(page.provider()));
    tree.put("identityHeading", messages.text("confirm.identity", names));
    tree.put("identity", PageTree.shown(page.identity()));
    tree.put("form", PageTree.form(page.signIn()));
    tree.put("submit", messages.text("signInFirst.button"));
    tree.put("cancel", pages.link("confirm.cancel", page.cancel()));
  }

  void reauthenticate(Map<String, Object> tree, Page.Reauthenticate page) {
    explain(tree, "reauthenticate", Map.of());
    page.problem()
        .ifPresent(
            problem -> {
              tree.put("code", problem.code());
              tree.put("problem", messages.text(problem.messageKey() + ".what"));
            });
    tree.put("usernameHeading", messages.text("confirm.username"));
    tree.put("username", PageTree.shown(page.username()));
    page.password()
        .ifPresent(
            form ->
                tree.put(
                    "password",
                    Map.of(
                        "label", messages.text("reauthenticate.password"),
                        "submit", messages.text("reauthenticate.button"),
                        "form", PageTree.form(form))));
    tree.put("hasProviders", !page.providers().isEmpty());
    tree.put("providers", pages.buttons(page.providers(), "reauthenticate.provider"));
    page.hostPage()
        .ifPresent(
            form ->
                tree.put(
                    "hostPage",
                    Map.of(
                        "label", messages.text("reauthenticate.hostPage"),
                        "form", PageTree.form(form))));
    tree.put("cancel", pages.link("confirm.cancel", page.cancel()));
  }

  void proceed(Map<String, Object> tree, Page.Proceed page) {
    page.connect().ifPresent(provider -> tree.put("provider", pages.provider(provider)));
    page.disconnect().ifPresent(label -> tree.put("identity", PageTree.shown(label)));
    String key = page.connect().isPresent() ? "proceed.connect" : "proceed.disconnect";
    Map<String, String> names =
        page.connect().isPresent()
            ? pages.naming(page.connect())
            : Map.of("identity", PageTree.shown(page.disconnect().orElse("")));
    explain(tree, key, names);
    tree.put("form", PageTree.form(page.form()));
    tree.put("submit", messages.text(key + ".button", names));
    tree.put("cancel", pages.link("confirm.cancel", page.cancel()));
  }

  private void explain(Map<String, Object> tree, String key, Map<String, String> names) {
    tree.put("title", messages.text(key + ".title", names));
    tree.put("what", messages.text(key + ".what", names));
    tree.put("next", messages.text(key + ".next", names));
  }
}
