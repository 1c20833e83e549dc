package dev.accountlink.provider;

import dev.accountlink.model.Purpose;
import dev.accountlink.provider.RegistrationForm.Content;
import dev.accountlink.provider.RegistrationForm.Field;
import dev.accountlink.provider.ScopeCatalogue.Choice;
import dev.accountlink.provider.ScopeCatalogue.Permission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How an administrator registers this application at one provider: where, what to type, what to
 * tick, what to copy back.
 *
 * @param label the provider's name for people
 * @param address where the form is
 * @param menu how to come there by clicking
 * @param entries the fields, top to bottom
 * @param permissions what to tick, or what people will be asked for
 * @param tick whether the permissions are ticked in the form
 * @param idName what the provider calls the client id
 * @param secretName what the provider calls the client secret
 * @param secretShown where and how long the secret can be read
 * @param traps what goes wrong in practice
 */
public record SetupGuide(
    String label,
    String address,
    String menu,
    List<Entry> entries,
    List<Line> permissions,
    boolean tick,
    String idName,
    String secretName,
    String secretShown,
    List<String> traps) {

  /**
   * One field.
   *
   * @param field as the form calls it
   * @param content what goes into it
   * @param type what to type or do there
   */
  public record Entry(String field, Content content, String type) {
    /** Whether it is to be copied to the letter. */
    public boolean isAddress() {
      return content == Content.HOME || content == Content.CALLBACK;
    }
  }

  /**
   * One permission.
   *
   * @param permission as the form calls it
   * @param parts what it is needed for
   * @param remarks what people should know of it
   */
  public record Line(String permission, List<Part> parts, List<String> remarks) {
    /** Copies the lists. */
    public Line {
      parts = List.copyOf(parts);
      remarks = List.copyOf(remarks);
    }

    /** What it is needed for, each once: ends of sentences to an administrator, in English. */
    public List<String> reasons() {
      return parts.stream().map(Part::use).distinct().toList();
    }
  }

  /**
   * What the guide is for.
   *
   * @param siteName what people call this application
   * @param home its first page
   * @param callback the exact callback address
   * @param parts what is switched on
   */
  public record Application(String siteName, String home, String callback, Set<Part> parts) {
    /** Copies the set. */
    public Application {
      parts = Set.copyOf(parts);
    }
  }

  /** Copies the lists. */
  public SetupGuide {
    entries = List.copyOf(entries);
    permissions = List.copyOf(permissions);
    traps = List.copyOf(traps);
  }

  /** The guide for a provider. */
  public static SetupGuide of(Provider provider, Application application) {
    return of(provider.label(), provider.kind(), provider.baseUrl(), application);
  }

  /** The guide for a provider that is not configured yet. */
  public static SetupGuide of(
      String label, ProviderKind kind, String baseUrl, Application application) {
    RegistrationForm form = kind.registrationForm(baseUrl);
    boolean tick =
        kind.scopes().choice() == Choice.FIXED_ON_CLIENT
            || form.fields().stream().anyMatch(field -> field.content() == Content.PERMISSIONS);
    return new SetupGuide(
        label,
        form.address(),
        form.menu(),
        form.fields().stream().map(field -> entry(field, application)).toList(),
        lines(kind.scopes(), application.parts()),
        tick,
        form.idName(),
        form.secretName(),
        form.secretShown(),
        traps(kind, form, application));
  }

  private static Entry entry(Field field, Application application) {
    return new Entry(
        field.name(),
        field.content(),
        switch (field.content()) {
          case NAME -> application.siteName();
          case HOME -> application.home();
          case CALLBACK -> application.callback();
          case TICK -> "tick it";
          case NO_TICK -> "leave it unticked";
          case PERMISSIONS -> "tick what is listed below, and nothing else";
        });
  }

  private static List<Line> lines(ScopeCatalogue scopes, Collection<Part> parts) {
    Map<String, Line> lines = new LinkedHashMap<>();
    for (Part part : parts.isEmpty() ? Set.<Part>of() : EnumSet.copyOf(parts)) {
      for (Permission permission : scopes.permissions().getOrDefault(part, List.of())) {
        lines.merge(
            permission.label(),
            new Line(permission.label(), List.of(part), permission.remark().stream().toList()),
            SetupGuide::both);
      }
    }
    return List.copyOf(lines.values());
  }

  private static Line both(Line one, Line other) {
    List<Part> parts = new ArrayList<>(one.parts());
    other.parts().stream().filter(part -> !parts.contains(part)).forEach(parts::add);
    List<String> remarks = new ArrayList<>(one.remarks());
    other.remarks().stream().filter(remark -> !remarks.contains(remark)).forEach(remarks::add);
    return new Line(one.permission(), parts, remarks);
  }

  private static List<String> traps(
      ProviderKind kind, RegistrationForm form, Application application) {
    List<String> traps = new ArrayList<>(form.traps());
    if (kind.callbackRule() != CallbackRule.EXACT) {
      traps.add(
          "Write the whole callback address. This provider also takes addresses that begin with"
              + " what stands here"
              + (kind.callbackRule() == CallbackRule.PREFIX_AND_SUBDOMAIN
                  ? ", on sub-domains too"
                  : "")
              + ", so a shorter one would let other pages receive codes.");
    }
    boolean imports =
        application.parts().stream().anyMatch(part -> part.purpose() == Purpose.IMPORT);
    if (imports && kind.scopes().choice() == Choice.FIXED_ON_CLIENT) {
      traps.add(
          "What is ticked here is asked of everybody, at each sign-in as well. Register a second"
              + " client for imports, and tick only what signing in needs for the first.");
    }
    return traps;
  }

  /** The guide as Markdown, for documents and for terminals. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("1. Open <").append(address).append(">: ").append(menu).append(".\n");
    text.append("2. Fill in the form:\n\n   | field | write |\n   |---|---|\n");
    entries.forEach(
        entry ->
            text.append("   | ")
                .append(entry.field())
                .append(" | ")
                .append(shown(entry))
                .append(" |\n"));
    text.append("\n3. Copy \"").append(idName).append("\" and \"").append(secretName);
    text.append("\" into the configuration of this application. The secret is shown ");
    text.append(secretShown).append(".\n");
    if (!permissions.isEmpty()) {
      text.append("\n### Permissions\n\n");
      text.append(
          tick
              ? "To be ticked in the form:\n\n"
              : "Asked of people when they sign in or import; nothing is ticked in the form:\n\n");
      text.append("| permission | what for |\n|---|---|\n");
      permissions.forEach(
          line ->
              text.append("| `")
                  .append(line.permission())
                  .append("` | ")
                  .append(String.join("; ", line.reasons()))
                  .append(line.remarks().isEmpty() ? "" : ". " + String.join(" ", line.remarks()))
                  .append(" |\n"));
    }
    if (!traps.isEmpty()) {
      text.append("\n### What goes wrong\n\n");
      traps.forEach(trap -> text.append("- ").append(trap).append("\n"));
    }
    return text.toString();
  }

  private static String shown(Entry entry) {
    return entry.isAddress() ? "`" + entry.type() + "`" : entry.type();
  }
}
