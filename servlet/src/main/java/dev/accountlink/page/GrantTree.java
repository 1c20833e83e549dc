package dev.accountlink.page;

import dev.accountlink.web.GrantPage;
import dev.accountlink.web.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The pages of grants: what is asked for, what was given, and the end of it. */
final class GrantTree {
  private final Messages messages;
  private final PageTree pages;

  GrantTree(Messages messages, PageTree pages) {
    this.messages = messages;
    this.pages = pages;
  }

  void authorize(Map<String, Object> tree, GrantPage.Authorize page) {
    Map<String, String> names = pages.naming(Optional.of(page.provider()));
    tree.put("provider", pages.provider(page.provider()));
    tree.put("title", messages.text("authorize.title", names));
    tree.put("what", messages.text("authorize.what", names));
    if (page.ended()) {
      tree.put("ended", messages.text("authorize.ended", names));
    }
    page.identity()
        .ifPresent(
            identity ->
                tree.put(
                    "identity",
                    messages.text(
                        "authorize.identity",
                        Map.of(
                            "provider",
                            names.getOrDefault("provider", ""),
                            "identity",
                            PageTree.shown(identity)))));
    tree.put("partsHeading", messages.text("authorize.parts", names));
    tree.put("parts", page.parts().stream().map(this::part).toList());
    tree.put("next", messages.text("authorize.next", names));
    Map<String, Object> submit = new LinkedHashMap<>();
    submit.put("label", messages.text("authorize.button", names));
    submit.put("form", PageTree.form(page.form()));
    tree.put("authorize", submit);
    tree.put("cancel", pages.link("confirm.cancel", page.cancel()));
  }

  void enterToken(Map<String, Object> tree, GrantPage.EnterToken page) {
    Map<String, String> names = pages.naming(Optional.of(page.provider()));
    tree.put("provider", pages.provider(page.provider()));
    tree.put("title", messages.text("token.title", names));
    tree.put("what", messages.text("token.what", names));
    page.problem()
        .ifPresent(
            problem -> {
              tree.put("code", problem.code());
              tree.put("problem", messages.text(problem.messageKey() + ".what", names));
              page.detail()
                  .map(PageTree::shown)
                  .ifPresent(
                      detail ->
                          tree.put(
                              "detail",
                              messages.text("page.required", Map.of("required", detail))));
              tree.put("problemNext", messages.text(problem.messageKey() + ".next", names));
            });
    tree.put("identityHeading", messages.text("token.identity", names));
    tree.put("identity", PageTree.shown(page.connected()));
    tree.put("needsHeading", messages.text("token.needs"));
    tree.put("parts", page.parts().stream().map(this::needed).toList());
    tree.put(
        "there",
        Map.of(
            "label", messages.text("token.page", names),
            "address", PageTree.address(page.page())));
    tree.put("form", PageTree.form(page.form()));
    page.beside().ifPresent(beside -> tree.put("beside", beside(beside, names)));
    tree.put(
        "token",
        Map.of(
            "name", "token",
            "label", messages.text("token.token"),
            "hint", messages.text("token.hint", names),
            "isWrong", page.problem().isPresent()));
    if (page.replacesToken()) {
      tree.put("replacesToken", messages.text("token.replacesToken", names));
    }
    if (page.replacesGrant()) {
      tree.put(
          "replace",
          Map.of(
              "name", "replace",
              "label", messages.text("token.replace"),
              "note", messages.text("token.replacesGrant", names)));
    }
    tree.put("submit", messages.text("token.button"));
    tree.put("cancel", pages.link("confirm.cancel", page.cancel()));
  }

  private Map<String, Object> beside(GrantPage.BesideField beside, Map<String, String> names) {
    String key = "token.beside." + beside.what().name();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", "beside");
    tree.put("what", beside.what().name());
    tree.put("label", messages.text(key, names));
    tree.put("hint", messages.text(key + ".hint", names));
    tree.put("value", beside.value());
    return tree;
  }

  private Map<String, Object> needed(GrantPage.PartView part) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("part", part.part().name());
    tree.put("name", messages.text("part." + part.part().name()));
    tree.put("reason", messages.text("reason." + part.part().name()));
    tree.put(
        "permissions",
        part.permissions().stream().map(name -> Map.of("name", PageTree.shown(name))).toList());
    tree.put("optional", part.optional());
    if (part.optional()) {
      tree.put("note", messages.text("token.optional"));
    }
    return tree;
  }

  private Map<String, Object> part(GrantPage.PartView part) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("part", part.part().name());
    tree.put("field", "part." + part.part().name());
    tree.put("name", messages.text("part." + part.part().name()));
    tree.put("reason", messages.text("reason." + part.part().name()));
    tree.put(
        "permissions",
        part.permissions().stream().map(name -> Map.of("name", PageTree.shown(name))).toList());
    tree.put("optional", part.optional());
    tree.put("had", part.had());
    if (part.had()) {
      tree.put("note", messages.text("authorize.had"));
    }
    return tree;
  }

  void grants(Map<String, Object> tree, GrantPage.Grants page) {
    tree.put("title", messages.text("grants.title"));
    tree.put("intro", messages.text("grants.intro"));
    tree.put("givenHeading", messages.text("grants.given"));
    tree.put("hasGrants", !page.grants().isEmpty());
    if (page.grants().isEmpty()) {
      tree.put("noGrants", messages.text("grants.none"));
    }
    tree.put("grants", page.grants().stream().map(this::grant).toList());
    tree.put("hasMore", !page.more().isEmpty());
    tree.put("moreHeading", messages.text("grants.more"));
    tree.put("more", page.more().stream().map(one -> more(one, "grants.give")).toList());
    tree.put("hasTokens", !page.tokens().isEmpty());
    tree.put("tokensHeading", messages.text("grants.tokens"));
    tree.put("tokens", page.tokens().stream().map(one -> more(one, "grants.enter")).toList());
    tree.put("back", pages.link("links.back", page.back()));
  }

  private Map<String, Object> more(GrantPage.AuthorizeLink more, String key) {
    Map<String, Object> tree = new LinkedHashMap<>();
    Map<String, String> names = pages.naming(Optional.of(more.provider()));
    tree.put("provider", pages.provider(more.provider()));
    tree.put("label", messages.text(key, names));
    tree.put("address", PageTree.address(more.page()));
    return tree;
  }

  private Map<String, Object> grant(GrantPage.GrantView grant) {
    Map<String, Object> tree = new LinkedHashMap<>();
    String name = grant.provider().map(Page.ProviderView::label).orElse(grant.authority());
    tree.put("id", grant.id());
    tree.put("name", PageTree.shown(name));
    tree.put("icon", pages.icon(grant.provider().map(Page.ProviderView::kind).orElse("generic")));
    grant.provider().ifPresent(provider -> tree.put("provider", pages.provider(provider)));
    tree.put("identity", PageTree.shown(grant.identity()));
    tree.put(
        "since", pages.date(grant.personal() ? "grants.entered" : "grants.since", grant.since()));
    tree.put("personal", grant.personal());
    grant.runsOutAt().ifPresent(end -> tree.put("runsOut", pages.date("grants.runsOut", end)));
    tree.put("ended", grant.ended());
    if (grant.ended()) {
      tree.put(
          "endedNote",
          messages.text(
              grant.personal() ? "grants.tokenEnded" : "grants.ended",
              Map.of("provider", PageTree.shown(name))));
    }
    tree.put("parts", grant.parts().stream().map(part -> given(part, grant)).toList());
    grant
        .again()
        .ifPresent(
            to ->
                tree.put(
                    "again",
                    pages.link(
                        grant.personal()
                            ? "grants.enterAgain"
                            : grant.ended() ? "grants.again" : "grants.change",
                        to)));
    Map<String, Object> end = new LinkedHashMap<>();
    end.put("label", messages.text("grants.end"));
    end.put(
        "which",
        messages.text(
            "links.which",
            Map.of(
                "provider", PageTree.shown(name), "identity", PageTree.shown(grant.identity()))));
    end.put("form", PageTree.form(grant.end()));
    tree.put("end", end);
    return tree;
  }

  private Map<String, Object> given(GrantPage.GivenPart part, GrantPage.GrantView grant) {
    String state = state(part);
    String name = messages.text("part." + part.part().name());
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("part", part.part().name());
    tree.put("name", name);
    tree.put("state", state);
    tree.put("note", messages.text("grants.part." + state));
    if (!part.given() && !grant.personal() && !grant.ended()) {
      grant
          .again()
          .ifPresent(
              to -> {
                Map<String, Object> now = new LinkedHashMap<>(pages.link("grants.now", to));
                now.put("which", name);
                tree.put("now", now);
              });
    }
    return tree;
  }

  private static String state(GrantPage.GivenPart part) {
    if (part.given()) {
      return part.unsure() ? "unsure" : "given";
    }
    return part.asked() ? "refused" : "missing";
  }

  void ended(Map<String, Object> tree, GrantPage.GrantEnded page) {
    Map<String, String> names = pages.naming(page.provider());
    String key = "ended." + page.how().name();
    page.provider().ifPresent(view -> tree.put("provider", pages.provider(view)));
    tree.put("how", page.how().name());
    tree.put("title", messages.text(key + ".title", names));
    tree.put("what", messages.text(key + ".what", names));
    if (page.disconnected()) {
      tree.put("disconnected", messages.text("ended.disconnected", names));
    }
    page.page()
        .ifPresent(
            to -> {
              Map<String, Object> link = new LinkedHashMap<>();
              boolean token = page.how() == GrantPage.GrantEnded.How.TOKEN_LEFT;
              link.put("label", messages.text(token ? "ended.tokenPage" : "ended.page", names));
              link.put("address", PageTree.address(to));
              tree.put("there", link);
            });
    tree.put("back", pages.link(page.disconnected() ? "links.back" : "ended.back", page.back()));
  }
}
