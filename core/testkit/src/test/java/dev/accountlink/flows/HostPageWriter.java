package dev.accountlink.flows;

import dev.accountlink.web.AdminPage;
import dev.accountlink.web.GrantPage;
import dev.accountlink.web.Page;
import dev.accountlink.web.RehearsalPage;
import dev.accountlink.web.StepPage;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Pages as bare HTML: the code as heading, and every form with its button. */
final class HostPageWriter {
  private HostPageWriter() {}

  static String html(Page page) {
    Document document = Document.createShell("");
    Element body = document.body();
    if (page instanceof Page.SignIn signIn) {
      body.appendElement("h1").text("SignIn");
      signIn.buttons().forEach(button -> form(body, button.form(), button.provider().label()));
      signIn
          .signUp()
          .forEach(
              button -> form(body, button.form(), "Sign up with " + button.provider().label()));
    } else if (page instanceof Page.Links links) {
      body.appendElement("h1").text("Links");
      links.links().forEach(link -> link(body, link));
      links
          .connect()
          .forEach(button -> form(body, button.form(), "Connect " + button.provider().label()));
      if (links.needsGitCredential()) {
        body.appendElement("p").text("Set a password to push.");
      }
    } else if (page instanceof StepPage.Confirm confirm) {
      body.appendElement("h1").text("Confirm");
      body.appendElement("p")
          .text(confirm.identity() + " becomes a way in for " + confirm.username());
      form(body, confirm.confirm(), "Confirm");
    } else if (page instanceof StepPage.Details details) {
      details(body, details);
    } else if (page instanceof StepPage.SignInFirst first) {
      body.appendElement("h1").text("SignInFirst");
      body.appendElement("p").text(first.identity());
      form(body, first.signIn(), "Sign in here");
      first.newHere().ifPresent(form -> form(body, form, "I am new here"));
    } else if (page instanceof StepPage.Reauthenticate reauthenticate) {
      reauthenticate(body, reauthenticate);
    } else if (page instanceof StepPage.Proceed proceed) {
      body.appendElement("h1").text("Proceed");
      form(body, proceed.form(), "Go on");
    } else if (page instanceof RehearsalPage.Rehearsed rehearsed) {
      body.appendElement("h1").text("Rehearsed");
      body.appendElement("p").text(seen(rehearsed.seen()));
      again(body, Optional.of(rehearsed.again()));
      body.appendElement("a").attr("href", rehearsed.back()).text("Back");
    } else if (page instanceof AdminPage.ProviderList list) {
      body.appendElement("h1").text("ProviderList");
      list.providers().forEach(one -> body.appendElement("p").text(one.toString()));
    } else if (page instanceof AdminPage.ProviderSetup setup) {
      body.appendElement("h1").text("ProviderSetup");
      form(body, setup.examine(), "Examine");
      setup.examined().ifPresent(one -> body.appendElement("p").text(one.toString()));
    } else if (page instanceof GrantPage.Authorize authorize) {
      authorize(body, authorize);
    } else if (page instanceof GrantPage.Grants grants) {
      body.appendElement("h1").text("Grants");
      grants.grants().forEach(grant -> grant(body, grant));
      grants.more().forEach(more -> body.appendElement("a").attr("href", more.page()));
      grants.tokens().forEach(one -> body.appendElement("a").attr("href", one.page()));
    } else if (page instanceof GrantPage.EnterToken enter) {
      enterToken(body, enter);
    } else if (page instanceof GrantPage.GrantEnded ended) {
      body.appendElement("h1").text("GrantEnded");
      body.appendElement("p").text(ended.how() + " " + ended.page().orElse("-"));
      body.appendElement("p").text(ended.disconnected() ? "disconnected" : "");
      body.appendElement("a").attr("href", ended.back()).text("Back");
    } else if (page instanceof Page.Refused refused) {
      body.appendElement("h1").text(refused.refusal().code());
      refused.hostReason().ifPresent(key -> body.appendElement("p").text("The host says: " + key));
      refused.required().ifPresent(text -> body.appendElement("p").text("Required: " + text));
      refused.signUp().ifPresent(button -> form(body, button.form(), "Sign up"));
      again(body, refused.again());
    } else if (page instanceof Page.Failed failed) {
      body.appendElement("h1").text("Failed");
      body.appendElement("p").text(failed.stage() + " " + failed.code() + " " + failed.reference());
      again(body, failed.again());
    } else {
      body.appendElement("h1").text("Onward");
    }
    return document.outerHtml();
  }

  /** Buttons on a page of the host's own. */
  static String html(List<Page.Button> buttons, String before) {
    Document document = Document.createShell("");
    Element body = document.body();
    buttons.forEach(button -> form(body, button.form(), before + button.provider().label()));
    return document.outerHtml();
  }

  private static String seen(RehearsalPage.Rehearsal seen) {
    return String.join(
        "; ",
        "authority " + seen.authority(),
        "subject " + seen.subject(),
        "login " + seen.login().orElse("-"),
        "name " + seen.displayName().orElse("-"),
        "emails "
            + seen.emails().shown().stream()
                .map(
                    email ->
                        email.address()
                            + (email.verified() ? " verified" : " unverified")
                            + (email.trusted() ? " trusted" : " untrusted"))
                .toList()
            + "+"
            + seen.emails().more(),
        "asked " + seen.asked().shown(),
        "granted " + seen.granted().map(some -> some.shown().toString()).orElse("unknown"),
        "missing " + seen.missing().shown(),
        "memberships " + seen.memberships().map(some -> some.shown().toString()).orElse("-"),
        "now " + prospect(seen.now()),
        "once " + seen.onceSwitchedOn().map(HostPageWriter::prospect).orElse("-"));
  }

  private static String prospect(RehearsalPage.Prospect prospect) {
    return prospect.kind()
        + prospect.username().map(" "::concat).orElse("")
        + prospect.refusal().map(refusal -> " " + refusal.code()).orElse("")
        + prospect.detail().map(" "::concat).orElse("");
  }

  private static void authorize(Element body, GrantPage.Authorize page) {
    body.appendElement("h1").text("Authorize");
    page.identity().ifPresent(identity -> body.appendElement("p").text("As " + identity));
    Element form = form(body, page.form(), "Authorize " + page.provider().label());
    for (GrantPage.PartView part : page.parts()) {
      body.appendElement("p")
          .text(part.part() + " " + part.permissions() + (part.had() ? " had" : ""));
      if (part.optional()) {
        form.appendElement("input").attr("type", "checkbox").attr("name", "part." + part.part());
      }
    }
  }

  private static void enterToken(Element body, GrantPage.EnterToken page) {
    body.appendElement("h1").text("EnterToken");
    body.appendElement("p").text("As " + page.connected());
    page.problem().ifPresent(problem -> body.appendElement("p").text(problem.code()));
    page.detail().ifPresent(detail -> body.appendElement("p").text("Required: " + detail));
    page.parts()
        .forEach(part -> body.appendElement("p").text(part.part() + " " + part.permissions()));
    if (page.replacesToken()) {
      body.appendElement("p").text("Replaces a token");
    }
    Element form = form(body, page.form(), "Enter a token of " + page.provider().label());
    input(form, "password", "token", "");
    page.beside().ifPresent(beside -> input(form, "text", "beside", beside.value()));
    if (page.replacesGrant()) {
      form.appendElement("input").attr("type", "checkbox").attr("name", "replace");
    }
  }

  private static void grant(Element body, GrantPage.GrantView grant) {
    body.appendElement("p")
        .text(
            grant.identity()
                + (grant.personal() ? " token" : "")
                + (grant.ended() ? " ended " : " ")
                + grant.parts().stream()
                    .filter(GrantPage.GivenPart::given)
                    .map(part -> part.part() + (part.unsure() ? "?" : ""))
                    .toList());
    grant.parts().stream()
        .filter(part -> !part.given())
        .forEach(
            part ->
                body.appendElement("p")
                    .text((part.asked() ? "refused " : "not asked ") + part.part()));
    form(body, grant.end(), "End " + grant.identity());
  }

  private static void details(Element body, StepPage.Details page) {
    body.appendElement("h1").text("Details");
    page.problems().forEach(problem -> body.appendElement("p").text(problem.name()));
    Element form = form(body, page.form(), "Register");
    input(form, "text", "username", page.username());
    page.email().ifPresent(email -> input(form, "email", "email", email));
  }

  private static void reauthenticate(Element body, StepPage.Reauthenticate page) {
    body.appendElement("h1").text("Reauthenticate");
    body.appendElement("p").text(page.username());
    page.problem().ifPresent(problem -> body.appendElement("p").text(problem.code()));
    page.password()
        .ifPresent(
            form -> input(form(body, form, "Prove by password"), "password", "password", ""));
    page.providers()
        .forEach(button -> form(body, button.form(), "Prove with " + button.provider().label()));
    page.hostPage().ifPresent(form -> form(body, form, "Prove at the host"));
  }

  private static void input(Element form, String type, String name, String value) {
    form.appendElement("input").attr("type", type).attr("name", name).attr("value", value);
  }

  private static void link(Element body, Page.LinkView link) {
    Element item = body.appendElement("section").attr("data-link", link.id());
    item.appendElement("p").text(link.label().orElse("-"));
    form(item, link.disconnect(), "Disconnect " + link.label().orElse("-"));
  }

  private static void again(Element body, Optional<Page.Button> button) {
    button.ifPresent(found -> form(body, found.form(), "Again with " + found.provider().label()));
  }

  private static Element form(Element body, Page.Form form, String label) {
    Element element =
        body.appendElement("form").attr("method", "post").attr("action", form.action());
    form.fields()
        .forEach(
            field ->
                element
                    .appendElement("input")
                    .attr("type", "hidden")
                    .attr("name", field.name())
                    .attr("value", field.value()));
    element.appendElement("button").text(label);
    return element;
  }
}
