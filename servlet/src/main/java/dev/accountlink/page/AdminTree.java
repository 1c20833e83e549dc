package dev.accountlink.page;

import dev.accountlink.provider.Finding;
import dev.accountlink.provider.Finding.Verdict;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.SetupGuide;
import dev.accountlink.web.AdminPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pages for administrators. What the kinds say of themselves, names of fields and sentences
 * about traps, is English in every language, and marked so.
 */
final class AdminTree {
  private final Messages messages;
  private final PageTree pages;

  AdminTree(Messages messages, PageTree pages) {
    this.messages = messages;
    this.pages = pages;
  }

  void list(Map<String, Object> tree, AdminPage.ProviderList page) {
    boolean any = !page.providers().isEmpty();
    tree.put("title", messages.text("providers.title"));
    tree.put("intro", messages.text(any ? "providers.intro" : "providers.none"));
    tree.put("hasProviders", any);
    tree.put("providers", page.providers().stream().map(this::entry).toList());
    if (!any) {
      Map<String, Object> first = new LinkedHashMap<>();
      first.put("heading", messages.text("providers.first"));
      first.put("what", messages.text("providers.first.what"));
      first.put("example", page.example());
      first.put("kindsHeading", messages.text("providers.first.kinds"));
      first.put("kinds", page.kinds());
      first.put("next", messages.text("providers.first.next"));
      tree.put("first", first);
    }
    tree.put("back", pages.link("links.back", page.back()));
  }

  private Map<String, Object> entry(AdminPage.ProviderSettings settings) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("provider", pages.provider(settings.provider()));
    tree.put("settings", settings(settings));
    tree.put("setup", pages.link("providers.setup", settings.page()));
    return tree;
  }

  private List<Map<String, Object>> settings(AdminPage.ProviderSettings settings) {
    return List.of(
        row("kind", settings.kind(), true),
        row("address", settings.address(), true),
        row("callback", settings.callback(), true),
        row("signIn", messages.text("setting.signIn." + settings.signIn()), false),
        row("newcomers", messages.text("setting.newcomers." + settings.registration()), false),
        row("imports", messages.text("setting.imports." + settings.importing()), false));
  }

  private Map<String, Object> row(String name, String value, boolean literal) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", name);
    tree.put("label", messages.text("setting." + name));
    tree.put("value", PageTree.shown(value));
    tree.put("literal", literal);
    return tree;
  }

  void setup(Map<String, Object> tree, AdminPage.ProviderSetup page) {
    SetupGuide guide = page.guide();
    Map<String, String> names =
        Map.of("provider", PageTree.shown(page.settings().provider().label()));
    tree.put("title", messages.text("setup.title", names));
    tree.put("provider", pages.provider(page.settings().provider()));
    tree.put("settingsHeading", messages.text("setup.settings"));
    tree.put("settings", settings(page.settings()));
    tree.put("examine", examine(page, names));
    tree.put("rehearse", rehearse(page, names));
    page.examined().ifPresent(examined -> tree.put("examined", examined(examined, names)));
    tree.put("registerHeading", messages.text("setup.register", names));
    tree.put("steps", steps(page, guide));
    tree.put("hasPermissions", !guide.permissions().isEmpty());
    tree.put("permissionsHeading", messages.text("setup.permissions"));
    tree.put("permissionsIntro", messages.text("setup.permissions." + guide.tick()));
    tree.put("permissions", lines(guide.permissions()));
    tree.put("hasImports", !page.imports().isEmpty());
    if (!page.imports().isEmpty()) {
      tree.put("importsHeading", messages.text("setup.imports"));
      tree.put("importsIntro", messages.text("setup.imports.intro"));
    }
    tree.put("imports", lines(page.imports()));
    tree.put("hasTraps", !guide.traps().isEmpty());
    tree.put("trapsHeading", messages.text("setup.traps"));
    tree.put("traps", shown(guide.traps()));
    tree.put("back", pages.link("setup.back", page.back()));
  }

  private Map<String, Object> examine(AdminPage.ProviderSetup page, Map<String, String> names) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("label", messages.text("setup.examine"));
    tree.put("what", messages.text("setup.examine.what", names));
    tree.put("form", PageTree.form(page.examine()));
    return tree;
  }

  private Map<String, Object> rehearse(AdminPage.ProviderSetup page, Map<String, String> names) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("label", messages.text("setup.rehearse"));
    tree.put("what", messages.text("setup.rehearse.what", names));
    tree.put("form", PageTree.form(page.rehearse().form()));
    return tree;
  }

  private Map<String, Object> examined(AdminPage.Examined examined, Map<String, String> names) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("heading", messages.text("examined.heading"));
    tree.put("fine", examined.isFine());
    tree.put("what", messages.text(examined.isFine() ? "examined.fine" : "examined.wrong", names));
    tree.put("findings", examined.findings().stream().map(this::finding).toList());
    tree.put("lockedOut", examined.lockedOut());
    tree.put(
        "lockedOutWhat",
        switch (examined.lockedOut()) {
          case 0 -> messages.text("examined.lockedOut.none", names);
          case 1 -> messages.text("examined.lockedOut.one", names);
          default -> messages.text("examined.lockedOut.some", number(examined, names));
        });
    return tree;
  }

  private static Map<String, String> number(
      AdminPage.Examined examined, Map<String, String> names) {
    Map<String, String> values = new LinkedHashMap<>(names);
    values.put("number", String.valueOf(examined.lockedOut()));
    return values;
  }

  private Map<String, Object> finding(Finding finding) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("check", finding.check().name());
    tree.put("label", messages.text("check." + finding.check().name()));
    tree.put("verdict", finding.verdict().name());
    tree.put("verdictLabel", messages.text("verdict." + finding.verdict().name()));
    tree.put("wrong", finding.verdict() == Verdict.WRONG);
    tree.put("words", PageTree.shown(finding.words()));
    return tree;
  }

  private Map<String, Object> steps(AdminPage.ProviderSetup page, SetupGuide guide) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("open", messages.text("setup.open"));
    tree.put("address", PageTree.shown(guide.address()));
    // Some addresses have a gap that only the administrator can fill in.
    boolean opens =
        (guide.address().startsWith("https://") || guide.address().startsWith("http://"))
            && !guide.address().contains("{");
    tree.put("opens", opens);
    tree.put("menu", PageTree.shown(guide.menu()));
    tree.put("fill", messages.text("setup.fill"));
    tree.put("fields", guide.entries().stream().map(this::field).toList());
    tree.put("copy", messages.text("setup.copy"));
    tree.put(
        "copies",
        List.of(
            copied(guide.idName(), page.idKeys()), copied(guide.secretName(), page.secretKeys())));
    tree.put("secretShown", messages.text("setup.secretShown"));
    tree.put("secretShownWhere", PageTree.shown(guide.secretShown()));
    tree.put("restart", messages.text("setup.restart"));
    return tree;
  }

  private static Map<String, Object> copied(String name, List<String> keys) {
    return Map.of("name", PageTree.shown(name), "keys", keys);
  }

  private Map<String, Object> field(SetupGuide.Entry entry) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", PageTree.shown(entry.field()));
    tree.put("content", entry.content().name());
    tree.put("literal", entry.isAddress());
    tree.put(
        "value",
        switch (entry.content()) {
          case NAME, HOME, CALLBACK -> PageTree.shown(entry.type());
          case TICK, NO_TICK, PERMISSIONS -> messages.text("field." + entry.content().name());
        });
    return tree;
  }

  private List<Map<String, Object>> lines(List<SetupGuide.Line> lines) {
    return lines.stream().map(this::line).toList();
  }

  private Map<String, Object> line(SetupGuide.Line line) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("permission", PageTree.shown(line.permission()));
    tree.put("uses", line.parts().stream().map(part -> messages.text("use." + part)).toList());
    // How to say it to people who ask: the tree has it for hosts that explain it on a page.
    tree.put("reasons", line.parts().stream().map(this::reason).toList());
    tree.put("remarks", shown(line.remarks()));
    return tree;
  }

  private String reason(Part part) {
    return messages.text("reason." + part);
  }

  private static List<String> shown(List<String> texts) {
    return texts.stream().map(PageTree::shown).toList();
  }
}
