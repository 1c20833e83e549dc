package dev.accountlink.page;

import dev.accountlink.flow.Refusal;
import dev.accountlink.model.UserProblem;
import dev.accountlink.web.StepPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The pages of steps: they ask for something and have a field to fill in or a button to press. */
final class StepTree {
  private final Messages messages;
  private final PageTree pages;

  StepTree(Messages messages, PageTree pages) {
    this.messages = messages;
    this.pages = pages;
  }

  void details(Map<String, Object> tree, StepPage.Details page) {
    Map<String, String> names = pages.naming(Optional.of(page.provider()));
    explain(tree, "details", names);
    tree.put("provider", pages.provider(page.provider()));
    tree.put("identityHeading", messages.text("confirm.identity", names));
    tree.put("identity", PageTree.shown(page.identity()));
    tree.put("known", messages.text("details.known", names));
    tree.put("form", PageTree.form(page.form()));
    boolean asksEmail = page.email().isPresent();
    // A problem with what no field asks for must be told all the same.
    problems(tree, page, problem -> !concernsUsername(problem) && !asksEmail);
    Map<String, Object> username = field("username", page.username());
    problems(username, page, StepTree::concernsUsername);
    boolean usernameWrong = Boolean.TRUE.equals(username.get("hasProblems"));
    username.put("focus", usernameWrong);
    tree.put("username", username);
    page.email()
        .ifPresent(
            text -> {
              Map<String, Object> email = field("email", text);
              problems(email, page, problem -> !concernsUsername(problem));
              email.put("focus", Boolean.TRUE.equals(email.get("hasProblems")) && !usernameWrong);
              tree.put("email", email);
            });
    tree.put("submit", messages.text("details.register"));
    tree.put("cancel", pages.link("confirm.cancel", page.cancel()));
  }

  private Map<String, Object> field(String name, String value) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", name);
    tree.put("label", messages.text("details." + name));
    tree.put("value", value);
    return tree;
  }

  private void problems(
      Map<String, Object> tree, StepPage.Details page, Predicate<UserProblem> concerned) {
    List<Map<String, String>> problems =
        page.problems().stream()
            .filter(concerned)
            .sorted()
            .map(
                problem ->
                    Map.of(
                        "code", problem.name(),
                        "text", messages.text("problem." + problem.name())))
            .toList();
    tree.put("hasProblems", !problems.isEmpty());
    tree.put("problems", problems);
  }

  private static boolean concernsUsername(UserProblem problem) {
    return switch (problem) {
      case USERNAME_TAKEN, USERNAME_INVALID, USERNAME_RESERVED -> true;
      case EMAIL_TAKEN, EMAIL_MISSING, EMAIL_INVALID -> false;
    };
  }

  void signInFirst(Map<String, Object> tree, StepPage.SignInFirst page) {
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

  void reauthenticate(Map<String, Object> tree, StepPage.Reauthenticate page) {
    explain(tree, "reauthenticate", Map.of());
    page.problem()
        .ifPresent(
            problem -> {
              tree.put("code", problem.code());
              tree.put("problem", messages.text(problem.messageKey() + ".what"));
              tree.put("problemNext", messages.text(problem.messageKey() + ".next"));
            });
    tree.put("usernameHeading", messages.text("confirm.username"));
    tree.put("username", PageTree.shown(page.username()));
    page.password()
        .ifPresent(
            form ->
                tree.put(
                    "password",
                    Map.of(
                        "name", "password",
                        "label", messages.text("reauthenticate.password"),
                        "isWrong", page.problem().equals(Optional.of(Refusal.WRONG_PASSWORD)),
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

  void proceed(Map<String, Object> tree, StepPage.Proceed page) {
    String key = page.disconnect().isEmpty() ? "proceed.connect" : "proceed.disconnect";
    Map<String, String> names = new LinkedHashMap<>(pages.naming(page.provider()));
    page.provider().ifPresent(provider -> tree.put("provider", pages.provider(provider)));
    page.disconnect()
        .map(PageTree::shown)
        .ifPresent(
            identity -> {
              names.put("identity", identity);
              tree.put("identityHeading", messages.text("confirm.identity", names));
              tree.put("identity", identity);
            });
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
