package dev.accountlink.page;

import dev.accountlink.flow.Refusal;
import dev.accountlink.flow.Stage;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.UserProblem;
import dev.accountlink.model.WayIn;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.PersonalTokens;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.web.GrantPage;
import dev.accountlink.web.Page;
import dev.accountlink.web.RehearsalPage;
import dev.accountlink.web.RehearsalPage.Prospect;
import dev.accountlink.web.StepPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        List.of(button("Gitea", "gitea")),
        Optional.of("/login"),
        "/");
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
                new Page.Remains(Set.of(WayIn.values()), List.of("GitLab at work")),
                form("/-/sso/links/id-1/disconnect", "token")),
            new Page.LinkView(
                "id-2",
                Optional.empty(),
                "https://git.example.org/a-rather-long-path/that-has-to-wrap",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                new Page.Remains(Set.of(), List.of()),
                form("/-/sso/links/id-2/disconnect", "token")),
            link(true, new Page.Remains(Set.of(), List.of())),
            link(true, new Page.Remains(Set.of(), List.of("GitHub")))),
        List.of(button("GitLab at work", "gitlab"), button("Company", "openid-connect")),
        true,
        Optional.of("/settings/password"),
        Optional.of("/-/sso/grants"),
        "/settings");
  }

  /** A link of GitHub, with what would remain without it. */
  static Page.LinkView link(boolean worksForSignIn, Page.Remains remains) {
    return new Page.LinkView(
        "id-3",
        Optional.of(provider("GitHub")),
        "https://github.com",
        Optional.of("octokitten"),
        Optional.of(AT),
        Optional.empty(),
        worksForSignIn,
        remains,
        form("/-/sso/links/id-3/disconnect", "token"));
  }

  static Page.Links links(Page.LinkView link) {
    return new Page.Links(
        List.of(link), List.of(), false, Optional.empty(), Optional.empty(), "/settings");
  }

  static StepPage.Confirm confirm() {
    return new StepPage.Confirm(
        provider("GitHub"), "octocat", "alice", form("/-/sso/resume", "token"), "/settings");
  }

  static StepPage.Details details(Set<UserProblem> problems) {
    return new StepPage.Details(
        provider("GitHub"),
        "octocat",
        "octocat2",
        Optional.of("octocat@example.org"),
        problems,
        form("/-/sso/steps", "token"),
        "/");
  }

  /** The host wants another address, and the page asks for none. */
  static StepPage.Details detailsWithoutEmail() {
    return new StepPage.Details(
        provider("GitHub"),
        "octocat",
        "octocat",
        Optional.empty(),
        Set.of(UserProblem.EMAIL_INVALID),
        form("/-/sso/steps", "token"),
        "/");
  }

  static StepPage.SignInFirst signInFirst() {
    Page.Form form = form("/-/sso/steps", "token");
    return new StepPage.SignInFirst(provider("GitHub"), "octocat", form, Optional.of(form), "/");
  }

  static StepPage.Proceed disconnect() {
    return new StepPage.Proceed(
        Optional.of(provider("GitHub")),
        Optional.of("octocat"),
        form("/-/sso/steps", "token"),
        "/settings");
  }

  static StepPage.Reauthenticate reauthenticate(Optional<Refusal> problem) {
    return new StepPage.Reauthenticate(
        "alice",
        Optional.of(form("/-/sso/steps", "token")),
        List.of(button("Company", "openid-connect")),
        Optional.of(form("/-/sso/steps", "token")),
        problem,
        "/settings");
  }

  static GrantPage.Authorize authorize(boolean ended) {
    return new GrantPage.Authorize(
        provider("GitHub"),
        ended ? Optional.of("octocat") : Optional.empty(),
        ended,
        Arrays.stream(Part.values())
            .filter(part -> part.purpose() == Purpose.IMPORT)
            .map(
                part ->
                    new GrantPage.PartView(
                        part, List.of("repo"), ended, part != Part.READ_REPOSITORIES))
            .toList(),
        form("/-/sso/github/authorize", "token"),
        "/import");
  }

  static GrantPage.Grants grants() {
    return new GrantPage.Grants(
        List.of(grant(false), grant(true), token(false), token(true)),
        List.of(new GrantPage.AuthorizeLink(provider("GitHub"), "/-/sso/github/authorize")),
        List.of(new GrantPage.AuthorizeLink(provider("GitHub"), "/-/sso/github/token")),
        "/settings");
  }

  private static GrantPage.GrantView grant(boolean ended) {
    return new GrantPage.GrantView(
        ended ? "grant-2" : "grant-1",
        ended ? Optional.empty() : Optional.of(provider("GitHub")),
        "https://github.com",
        "octocat",
        AT,
        ended,
        false,
        Optional.empty(),
        List.of(
            new GrantPage.GivenPart(Part.READ_REPOSITORIES, true, ended, true),
            new GrantPage.GivenPart(Part.DEPLOY_KEYS, false, false, true),
            new GrantPage.GivenPart(Part.ISSUES, false, false, false)),
        Optional.of("/-/sso/github/authorize"),
        form("/-/sso/grants/grant-1/end", "token"));
  }

  private static GrantPage.GrantView token(boolean ended) {
    return new GrantPage.GrantView(
        ended ? "grant-4" : "grant-3",
        Optional.of(provider("GitHub")),
        "https://github.com",
        "octocat",
        AT,
        ended,
        true,
        ended ? Optional.empty() : Optional.of(AT.plusSeconds(86_400)),
        List.of(new GrantPage.GivenPart(Part.READ_REPOSITORIES, true, true, false)),
        Optional.of("/-/sso/github/token"),
        form("/-/sso/grants/grant-3/end", "token"));
  }

  static GrantPage.EnterToken enterToken(Optional<Refusal> problem) {
    return new GrantPage.EnterToken(
        provider("GitHub"),
        "octocat",
        Arrays.stream(Part.values())
            .filter(part -> part.purpose() == Purpose.IMPORT)
            .map(
                part ->
                    new GrantPage.PartView(
                        part, List.of("repo"), false, part != Part.READ_REPOSITORIES))
            .toList(),
        "https://git.example/settings/tokens",
        problem.map(
            known ->
                new GrantPage.BesideField(
                    known == Refusal.TOKEN_NOT_TAKEN
                        ? PersonalTokens.Beside.EMAIL
                        : PersonalTokens.Beside.ORGANIZATION,
                    "octocat@example.org")),
        problem.isEmpty(),
        problem.isPresent(),
        problem,
        problem.filter(known -> known == Refusal.TOKEN_LACKS_PERMISSION).map(known -> "repo"),
        form("/-/sso/github/token", "token"),
        "/-/sso/grants");
  }

  static GrantPage.GrantEnded grantEnded(GrantPage.GrantEnded.How how) {
    return new GrantPage.GrantEnded(
        Optional.of(provider("GitHub")),
        how == GrantPage.GrantEnded.How.REVOKED,
        how,
        Optional.of("https://git.example/settings/applications"),
        "/-/sso/grants");
  }

  /** A rehearsal of a provider that is switched off, or on. */
  static RehearsalPage.Rehearsed rehearsed(Prospect.Kind now, Optional<Prospect> onceSwitchedOn) {
    return new RehearsalPage.Rehearsed(
        provider("GitHub"),
        new RehearsalPage.Rehearsal(
            "https://github.com",
            "583231",
            Optional.of("octocat"),
            Optional.empty(),
            new RehearsalPage.Some<>(
                List.of(
                    new RehearsalPage.SeenEmail("octocat@example.org", true, true),
                    new RehearsalPage.SeenEmail("cat@example.org", false, false)),
                3),
            new RehearsalPage.Some<>(List.of("read:user", "user:email"), 0),
            onceSwitchedOn.map(once -> new RehearsalPage.Some<>(List.of("user:email"), 0)),
            new RehearsalPage.Some<>(onceSwitchedOn.stream().map(once -> "read:user").toList(), 0),
            onceSwitchedOn.map(once -> new RehearsalPage.Some<>(List.of(), 7)),
            prospect(now),
            onceSwitchedOn),
        button("GitHub", "github"),
        "/admin/providers");
  }

  static Prospect prospect(Prospect.Kind kind) {
    boolean named =
        switch (kind) {
          case SIGN_IN, REGISTER, REGISTER_AND_WAIT -> true;
          case ASK_DETAILS, OFFER_CONNECT, REFUSE -> false;
        };
    return new Prospect(
        kind,
        Optional.of("octocat2").filter(name -> named),
        Optional.of(Refusal.EMAIL_DOMAIN_REQUIRED).filter(no -> kind == Prospect.Kind.REFUSE),
        Optional.of("example.com").filter(no -> kind == Prospect.Kind.REFUSE));
  }

  static Page.Refused refused(Refusal refusal, Optional<Page.ProviderView> provider) {
    return new Page.Refused(
        refusal,
        Optional.empty(),
        Optional.of("example.com"),
        Optional.of(button("GitHub", "github")),
        provider,
        Optional.of(button("GitHub", "github")),
        Optional.of("/login"),
        Optional.of("/settings"),
        "/");
  }

  /** NotConnected, where people sign up or where they do not. */
  static Page.Refused notConnected(Optional<Page.Button> signUp) {
    return new Page.Refused(
        Refusal.NOT_CONNECTED,
        Optional.empty(),
        Optional.empty(),
        signUp,
        Optional.of(provider("GitHub")),
        Optional.empty(),
        Optional.of("/login"),
        Optional.of("/settings"),
        "/");
  }

  static Page.Failed failed(Stage stage, String code, Optional<Page.ProviderView> provider) {
    return new Page.Failed(
        stage,
        code,
        "K7F2-9QXA",
        provider,
        Optional.of(button("GitHub", "github")),
        Optional.of("/settings"),
        "/");
  }

  /** Every page, refusal and failure there is. */
  static List<Page> all() {
    List<Page> pages = new ArrayList<>(List.of(signIn(), links(), confirm()));
    pages.addAll(AdminSamples.all());
    pages.add(new Page.SignIn(List.of(), List.of(), Optional.empty(), "/"));
    pages.add(details(Set.of()));
    pages.add(details(Set.of(UserProblem.values())));
    pages.add(detailsWithoutEmail());
    pages.add(signInFirst());
    pages.add(
        new StepPage.SignInFirst(
            provider("GitHub"), "octocat", form("/-/sso/steps", "token"), Optional.empty(), "/"));
    pages.add(notConnected(Optional.empty()));
    pages.add(reauthenticate(Optional.empty()));
    pages.add(reauthenticate(Optional.of(Refusal.WRONG_PASSWORD)));
    pages.add(
        new StepPage.Proceed(
            Optional.of(provider("GitHub")), Optional.empty(), form("/-/sso/steps", "token"), "/"));
    pages.add(
        new StepPage.Proceed(
            Optional.empty(), Optional.of("octocat"), form("/-/sso/steps", "token"), "/"));
    pages.add(disconnect());
    pages.add(authorize(false));
    pages.add(authorize(true));
    pages.add(grants());
    pages.add(new GrantPage.Grants(List.of(), List.of(), List.of(), "/settings"));
    pages.add(enterToken(Optional.empty()));
    for (Refusal problem :
        List.of(
            Refusal.TOKEN_NOT_TAKEN,
            Refusal.TOKEN_OF_ANOTHER,
            Refusal.TOKEN_LACKS_PERMISSION,
            Refusal.GRANT_IN_THE_WAY)) {
      pages.add(enterToken(Optional.of(problem)));
    }
    for (GrantPage.GrantEnded.How how : GrantPage.GrantEnded.How.values()) {
      pages.add(grantEnded(how));
    }
    for (Prospect.Kind kind : Prospect.Kind.values()) {
      pages.add(rehearsed(kind, Optional.empty()));
      pages.add(rehearsed(Prospect.Kind.REFUSE, Optional.of(prospect(kind))));
    }
    pages.add(new Page.Links(List.of(), List.of(), true, Optional.empty(), Optional.empty(), "/"));
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
    List<Page> pages = new ArrayList<>(AdminSamples.with(view, form, text));
    pages.add(new Page.SignIn(List.of(button), List.of(button), address, "/" + text));
    pages.add(
        new StepPage.Details(
            view, text, text, Optional.of(text), Set.of(UserProblem.values()), form, "/" + text));
    pages.add(new StepPage.SignInFirst(view, text, form, Optional.of(form), "/" + text));
    pages.add(
        new StepPage.Reauthenticate(
            text,
            Optional.of(form),
            List.of(button),
            Optional.of(form),
            Optional.of(Refusal.WRONG_PASSWORD),
            "/" + text));
    pages.add(new StepPage.Proceed(Optional.of(view), Optional.empty(), form, "/" + text));
    pages.add(new StepPage.Proceed(Optional.of(view), Optional.of(text), form, "/" + text));
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
                      new Page.Remains(Set.of(), List.of(text)),
                      form)),
              List.of(button),
              true,
              address,
              address,
              "/" + text));
    }
    RehearsalPage.Some<String> texts = new RehearsalPage.Some<>(List.of(text, text), 1);
    Prospect refused =
        new Prospect(
            Prospect.Kind.REFUSE,
            Optional.empty(),
            Optional.of(Refusal.CLAIM_REQUIRED),
            Optional.of(text));
    pages.add(
        new RehearsalPage.Rehearsed(
            view,
            new RehearsalPage.Rehearsal(
                text,
                text,
                Optional.of(text),
                Optional.of(text),
                new RehearsalPage.Some<>(
                    List.of(new RehearsalPage.SeenEmail(text, true, false)), 0),
                texts,
                Optional.of(texts),
                texts,
                Optional.of(texts),
                refused,
                Optional.of(
                    new Prospect(
                        Prospect.Kind.REGISTER,
                        Optional.of(text),
                        Optional.empty(),
                        Optional.empty()))),
            button,
            "/" + text));
    pages.add(new StepPage.Confirm(view, text, text, form, "/" + text));
    pages.add(
        new GrantPage.EnterToken(
            view,
            text,
            List.of(new GrantPage.PartView(Part.ISSUES, List.of(text), false, true)),
            "/" + text,
            Optional.of(new GrantPage.BesideField(PersonalTokens.Beside.EMAIL, text)),
            true,
            true,
            Optional.of(Refusal.TOKEN_OF_ANOTHER),
            Optional.of(text),
            form,
            "/" + text));
    pages.add(
        new Page.Refused(
            Refusal.NOT_CONNECTED,
            Optional.of(text),
            Optional.of(text),
            Optional.of(button),
            Optional.of(view),
            Optional.of(button),
            address,
            address,
            "/" + text));
    pages.add(
        new Page.Failed(
            Stage.TOKEN, text, text, Optional.of(view), Optional.of(button), address, "/" + text));
    pages.add(new Page.Onward("/" + text, 1));
    return pages;
  }
}
