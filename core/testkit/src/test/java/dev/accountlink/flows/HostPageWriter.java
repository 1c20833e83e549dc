package dev.accountlink.flows;

import dev.accountlink.web.Page;
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
    } else if (page instanceof Page.Links links) {
      body.appendElement("h1").text("Links");
      links.links().forEach(link -> link(body, link));
      links
          .connect()
          .forEach(button -> form(body, button.form(), "Connect " + button.provider().label()));
      if (links.needsGitCredential()) {
        body.appendElement("p").text("Set a password to push.");
      }
    } else if (page instanceof Page.Confirm confirm) {
      body.appendElement("h1").text("Confirm");
      body.appendElement("p")
          .text(confirm.identity() + " becomes a way in for " + confirm.username());
      form(body, confirm.confirm(), "Confirm");
    } else if (page instanceof Page.Refused refused) {
      body.appendElement("h1").text(refused.refusal().code());
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

  private static void link(Element body, Page.LinkView link) {
    Element item = body.appendElement("section").attr("data-link", link.id());
    item.appendElement("p").text(link.label().orElse("-"));
    form(item, link.disconnect(), "Disconnect " + link.label().orElse("-"));
  }

  private static void again(Element body, Optional<Page.Button> button) {
    button.ifPresent(found -> form(body, found.form(), "Again with " + found.provider().label()));
  }

  private static void form(Element body, Page.Form form, String label) {
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
  }
}
