package dev.accountlink.page;

import dev.accountlink.provider.Finding;
import dev.accountlink.provider.Finding.Verdict;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Registration;
import dev.accountlink.provider.RegistrationForm.Content;
import dev.accountlink.provider.SetupGuide;
import dev.accountlink.web.AdminPage;
import dev.accountlink.web.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The pages for administrators, one valid of every sort. */
final class AdminSamples {
  private AdminSamples() {}

  static AdminPage.ProviderSettings settings(
      Page.ProviderView view, String text, boolean on, Registration registration) {
    return new AdminPage.ProviderSettings(
        view, text, text, text, on, registration, on, "/-/sso/admin/work");
  }

  static AdminPage.ProviderList list(List<AdminPage.ProviderSettings> providers) {
    boolean none = providers.isEmpty();
    return new AdminPage.ProviderList(
        providers,
        none ? List.of("accountlink.provider.work.kind=gitlab") : List.of(),
        none ? List.of("github", "gitlab") : List.of(),
        "/admin");
  }

  static SetupGuide guide(String address, boolean tick, String text) {
    return new SetupGuide(
        text,
        address,
        text,
        Arrays.stream(Content.values())
            .map(content -> new SetupGuide.Entry(text, content, text))
            .toList(),
        List.of(line(text, Part.SIGN_IN, Part.MEMBERSHIPS)),
        tick,
        text,
        text,
        text,
        List.of(text));
  }

  static SetupGuide.Line line(String text, Part... parts) {
    return new SetupGuide.Line(text, List.of(parts), List.of(text));
  }

  static AdminPage.ProviderSetup setup(
      AdminPage.ProviderSettings settings,
      SetupGuide guide,
      Optional<AdminPage.Examined> examined) {
    return new AdminPage.ProviderSetup(
        settings,
        guide,
        List.of(line("api", Part.values())),
        List.of("accountlink.provider.work.client-id", "ACCOUNTLINK_PROVIDER_WORK_CLIENT_ID"),
        List.of("accountlink.provider.work.client-secret"),
        SamplePages.form("/-/sso/admin/work", "token"),
        SamplePages.button("Work", "gitlab"),
        examined,
        "/-/sso/admin");
  }

  static AdminPage.Examined examined(Verdict verdict, String words, int lockedOut) {
    return new AdminPage.Examined(
        Arrays.stream(Finding.Check.values())
            .map(check -> new Finding(check, verdict, words))
            .toList(),
        lockedOut);
  }

  static List<Page> all() {
    Page.ProviderView view = SamplePages.provider("Work");
    List<Page> pages = new ArrayList<>();
    pages.add(list(List.of()));
    for (Registration registration : Registration.values()) {
      boolean on = registration != Registration.OFF;
      pages.add(list(List.of(settings(view, "https://git.example.com", on, registration))));
    }
    AdminPage.ProviderSettings settings = settings(view, "gitlab", true, Registration.ON);
    SetupGuide guide = guide("https://git.example.com/applications", true, "Name");
    SetupGuide gap = guide("https://bitbucket.org/{workspace}".replace("}", ""), false, "Name");
    pages.add(setup(settings, guide, Optional.empty()));
    pages.add(setup(settings, gap, Optional.empty()));
    for (Verdict verdict : Verdict.values()) {
      pages.add(setup(settings, guide, Optional.of(examined(verdict, "Seen.", verdict.ordinal()))));
    }
    return pages;
  }

  /** With a text wherever an administrator, a kind or an examination chooses it. */
  static List<Page> with(Page.ProviderView view, Page.Form form, String text) {
    AdminPage.ProviderSettings settings = settings(view, text, true, Registration.ON);
    SetupGuide guide = guide(text, true, text);
    // A brace in its address is a gap to fill in: there is no link then.
    return List.of(
        list(List.of(settings)),
        new AdminPage.ProviderList(List.of(), List.of(text), List.of(text), "/" + text),
        new AdminPage.ProviderSetup(
            settings,
            guide,
            List.of(line(text, Part.WIKI)),
            List.of(text),
            List.of(text),
            form,
            new Page.Button(view, form),
            Optional.of(examined(Verdict.WRONG, text, 2)),
            "/" + text),
        setup(settings, guide("https://" + text.replace('{', '('), true, text), Optional.empty()));
  }
}
