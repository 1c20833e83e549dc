package dev.accountlink.page;

import dev.accountlink.flow.Refusal;
import dev.accountlink.flow.Stage;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.web.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One valid page of every sort, with one text put wherever a text from outside can stand. */
final class SamplePages {
  static final Instant AT = Instant.parse("2026-03-05T10:15:30Z");

  private SamplePages() {}

  static Page.ProviderView provider(String label) {
    return new Page.ProviderView("work", label, "github");
  }

  static Page.Form form(String action, String token) {
    return new Page.Form(action, List.of(new Page.Field("csrf", token)));
  }

  static Page.Button button(String label, String kind) {
    Page.ProviderView view = new Page.ProviderView(kind, label, kind);
    return new Page.Button(view, form("/-/sso/" + kind + "/sign-in", "token"));
  }

  static Page.SignIn signIn() {
    return new Page.SignIn(
        List.of(
            button("GitHub", "github"),
            button("GitLab at work", "gitlab"),
            button("Bitbucket", "bitbucket"),
            button("Gitea", "gitea"),
            button("Company", "openid-connect"),
            button("Else", "unheard-of")),
        Optional.of("/login"));
  }

  static Page.Links links() {
    return new Page.Links(
        List.of(
            new Page.LinkView(
                "id-1",
                Optional.of(provider("GitHub")),
                "https://github.com",
                Optional.of("octocat"),
                Optional.of(AT),
                Optional.of(AT.plusSeconds(864_000)),
                true,
                form("/-/sso/links/id-1/disconnect", "token")),
            new Page.LinkView(
                "id-2",
                Optional.empty(),
                "https://git.example.org/a-rather-long-path/that-has-to-wrap",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                form("/-/sso/links/id-2/disconnect", "token"))),
        List.of(button("GitLab at work", "gitlab"), button("Company", "openid-connect")),
        true,
        Optional.of("/settings/password"),
        "/settings");
  }

  static Page.Confirm confirm() {
    return new Page.Confirm(
        provider("GitHub"), "octocat", "alice", form("/-/sso/resume", "token"), "/settings");
  }

  static Page.Refused refused(Refusal refusal, Optional<Page.ProviderView> provider) {
    return new Page.Refused(
        refusal,
        Optional.empty(),
        provider,
        Optional.of(button("GitHub", "github")),
        Optional.of("/login"),
        Optional.of("/settings"),
        "/");
  }

  static Page.Failed failed(Stage stage, String code, Optional<Page.ProviderView> provider) {
    return new Page.Failed(
        stage, code, "K7F2-9QXA", provider, Optional.of(button("GitHub", "github")), "/");
  }

  /** Every page, refusal and failure there is. */
  static List<Page> all() {
    List<Page> pages = new ArrayList<>(List.of(signIn(), links(), confirm()));
    pages.add(new Page.SignIn(List.of(), Optional.empty()));
    pages.add(new Page.Links(List.of(), List.of(), true, Optional.empty(), "/"));
    pages.add(new Page.Onward("/-/sso/pages/next", 1));
    for (Optional<Page.ProviderView> named :
        List.of(Optional.<Page.ProviderView>empty(), Optional.of(provider("GitHub")))) {
      Arrays.stream(Refusal.values()).forEach(each -> pages.add(refused(each, named)));
      for (Stage stage : Stage.values()) {
        Stream.concat(
                Stream.of("Store", "Host", "Else"),
                Arrays.stream(ProviderException.Code.values()).map(Enum::name))
            .forEach(code -> pages.add(failed(stage, code, named)));
      }
    }
    return pages;
  }

  /** Every page with a text wherever somebody outside, or an administrator, chooses it. */
  static List<Page> with(String text) {
    Page.ProviderView view = new Page.ProviderView(text, text, text);
    Page.Form form = new Page.Form("/-/sso/" + text, List.of(new Page.Field("csrf" + text, text)));
    Page.Button button = new Page.Button(view, form);
    Optional<String> address = Optional.of("/" + text);
    List<Page> pages = new ArrayList<>();
    pages.add(new Page.SignIn(List.of(button), address));
    for (Optional<Page.ProviderView> provider :
        List.of(Optional.<Page.ProviderView>empty(), Optional.of(view))) {
      pages.add(
          new Page.Links(
              List.of(
                  new Page.LinkView(
                      text,
                      provider,
                      text,
                      Optional.of(text),
                      Optional.of(AT),
                      Optional.of(AT),
                      false,
                      form)),
              List.of(button),
              true,
              address,
              "/" + text));
    }
    pages.add(new Page.Confirm(view, text, text, form, "/" + text));
    pages.add(
        new Page.Refused(
            Refusal.NOT_CONNECTED,
            Optional.of(text),
            Optional.of(view),
            Optional.of(button),
            address,
            address,
            "/" + text));
    pages.add(
        new Page.Failed(
            Stage.TOKEN, text, text, Optional.of(view), Optional.of(button), "/" + text));
    pages.add(new Page.Onward("/" + text, 1));
    return pages;
  }
}
