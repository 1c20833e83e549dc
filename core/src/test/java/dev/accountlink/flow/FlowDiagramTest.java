package dev.accountlink.flow;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Draws {@code docs/flow.md} from the sealed types: intents, the question each of them asks, what
 * may be decided, and what comes of it. Run it with {@code -Daccountlink.writeDocs=true} to write
 * the file.
 */
class FlowDiagramTest {
  private static final Path DOCUMENT = Path.of("../docs/flow.md");

  /** What comes of a decision that is applied; the types do not say. */
  private static final Map<String, List<String>> OUTCOMES =
      Map.ofEntries(
          entry("SignInAs", List.of("SignedIn", "ContinuesAtHost", "Refused")),
          entry("StaySignedIn", List.of("StayedSignedIn")),
          entry("Register", List.of("SignedIn", "ContinuesAtHost", "Refused")),
          entry("AskDetails", List.of("NeedsDetails")),
          entry("OfferConnect", List.of("NeedsSignIn")),
          entry("AddLink", List.of("Connected")),
          entry("KeepLink", List.of("Connected")),
          entry("AskConfirmation", List.of("NeedsConfirmation")),
          entry("AskReauthentication", List.of("NeedsReauthentication")),
          entry("AcceptReauthentication", List.of("Reauthenticated")),
          entry("StoreGrant", List.of("Granted")),
          entry("ShowRehearsal", List.of("Rehearsed")),
          entry("RemoveLink", List.of("Disconnected")),
          entry("Refuse", List.of("Refused")));

  /** Intents that ask the question of another. */
  private static final Map<String, String> SHARED_QUESTIONS =
      Map.of("SignUp", "OnSignIn", "ConnectFor", "OnConnect");

  /** Steps that do not resume the question that led to them. */
  private static final Map<String, List<String>> GOES_ON_AT =
      Map.of("NeedsSignIn", List.of("OnConnect", "OnSignIn"), "ContinuesAtHost", List.of("[*]"));

  /** Comes of every step and not of a decision. */
  private static final String FAILED = "Failed";

  @Test
  void everyDecisionHasAnOutcomeAndEveryOutcomeADecision() {
    Set<String> reached = new LinkedHashSet<>(Set.of(FAILED));
    decisions().forEach(decision -> reached.addAll(outcomesOf(decision)));
    assertThat(reached)
        .as("the outcomes that the table OUTCOMES of this test names, and those that there are")
        .containsExactlyInAnyOrderElementsOf(names(leaves(Outcome.class)));
  }

  @Test
  void theDocumentShowsTheTypesThatThereAre() throws IOException {
    String drawn = document();
    if (Boolean.getBoolean("accountlink.writeDocs")) {
      Files.writeString(DOCUMENT, drawn);
    }
    assertThat(Files.readString(DOCUMENT))
        .as("docs/flow.md is old: run this test with -Daccountlink.writeDocs=true")
        .isEqualTo(drawn);
  }

  private static String document() {
    return """
        # The flow

        Drawn by `FlowDiagramTest` from the sealed types of `dev.accountlink.flow`. A flow is begun with
        an intent, which asks a question (`OnSignIn`); disconnecting proves no identity and has a question
        only. A question leads to the decisions that its arrows show, and to no other: that would not
        compile. Which of them it is says the [decision table](decision-table.md), and what every `Refused`
        means [refusals.md](refusals.md).

        ```mermaid
        stateDiagram-v2
          direction LR
        %s```

        Not drawn: any step may end in `Failed`, without a session, when a provider, the store or the
        host's own code fails. What the store or the host refuses while a decision is applied becomes a
        fact and is decided once more. What is resumed gathers its facts anew.
        """
        .formatted(String.join("", lines()));
  }

  private static List<String> lines() {
    Set<String> arrows = new LinkedHashSet<>();
    List<String> questions = names(questions());
    for (String intent : names(leaves(Intent.class))) {
      arrows.add(arrow("[*]", "intent " + intent));
      arrows.add(arrow("intent " + intent, questionOf(intent)));
    }
    for (String question : questions) {
      if (arrows.stream().noneMatch(arrow -> arrow.endsWith(" --> " + question + "\n"))) {
        arrows.add(arrow("[*]", question));
      }
      decisionsOn(question).forEach(decision -> arrows.add(arrow(question, decision)));
    }
    for (String decision : decisions()) {
      outcomesOf(decision).forEach(outcome -> arrows.add(arrow(decision, outcome)));
    }
    for (Class<?> outcome : leaves(Outcome.class)) {
      String name = outcome.getSimpleName();
      if (Outcome.Next.class.isAssignableFrom(outcome)) {
        goesOnAt(name).forEach(next -> arrows.add(arrow(name, next + resumed(next))));
      } else if (!name.equals(FAILED)) {
        arrows.add(arrow(name, "[*]"));
      }
    }
    return Stream.concat(intentNames(), arrows.stream()).toList();
  }

  /** Intents and outcomes may have one name, so intents get ids of their own. */
  private static Stream<String> intentNames() {
    return names(leaves(Intent.class)).stream()
        .map(intent -> "  state \"Intent.%s\" as intent_%s\n".formatted(intent, intent));
  }

  private static String arrow(String from, String to) {
    return "  " + (from + " --> " + to).replace("intent ", "intent_") + "\n";
  }

  private static String resumed(String next) {
    return next.equals("[*]") ? " : at the host" : " : resumed";
  }

  private static List<String> goesOnAt(String step) {
    if (GOES_ON_AT.containsKey(step)) {
      return GOES_ON_AT.get(step);
    }
    return names(questions()).stream().filter(asksFor(step)).toList();
  }

  private static Predicate<String> asksFor(String step) {
    return question ->
        decisionsOn(question).stream().anyMatch(decision -> outcomesOf(decision).contains(step));
  }

  private static String questionOf(String intent) {
    String question = SHARED_QUESTIONS.getOrDefault(intent, "On" + intent);
    assertThat(names(questions()))
        .as("the question of Intent.%s; if it shares one, say so in SHARED_QUESTIONS", intent)
        .contains(question);
    return question;
  }

  private static List<String> outcomesOf(String decision) {
    assertThat(OUTCOMES)
        .as("Decision.%s is new: say in OUTCOMES of this test what comes of it", decision)
        .containsKey(decision);
    return OUTCOMES.get(decision);
  }

  private static List<String> decisions() {
    return names(leaves(Decision.class));
  }

  private static List<Class<?>> questions() {
    return sorted(Arrays.stream(Decision.class.getPermittedSubclasses()));
  }

  private static List<String> decisionsOn(String question) {
    return questions().stream()
        .filter(type -> type.getSimpleName().equals(question))
        .flatMap(type -> leaves(type).stream())
        .map(Class::getSimpleName)
        .toList();
  }

  private static List<Class<?>> leaves(Class<?> type) {
    Class<?>[] permitted = type.getPermittedSubclasses();
    return permitted == null
        ? List.of(type)
        : sorted(Arrays.stream(permitted).flatMap(below -> leaves(below).stream()).distinct());
  }

  /** Compilers are free to list what is permitted in any order. */
  private static List<Class<?>> sorted(Stream<Class<?>> types) {
    return types.sorted(Comparator.comparing(Class::getSimpleName)).toList();
  }

  private static List<String> names(List<Class<?>> types) {
    return types.stream().map(Class::getSimpleName).toList();
  }
}
