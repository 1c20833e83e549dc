package dev.accountlink.web;

import dev.accountlink.flow.Refusal;
import dev.accountlink.flow.Stage;
import dev.accountlink.model.WayIn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a page shows, as data: the built-in pages render it as HTML, single-page hosts read it as
 * JSON. All texts from outside are raw and must be escaped.
 */
public sealed interface Page
    permits GrantPage,
        StepPage,
        AdminPage,
        RehearsalPage,
        Page.SignIn,
        Page.Links,
        Page.Refused,
        Page.Failed,
        Page.Onward {
  /** The HTTP status it is shown with. */
  default int status() {
    return 200;
  }

  /**
   * A provider, as far as everybody may know it.
   *
   * @param id its name in addresses
   * @param label its name for people
   * @param kind the name of its icon, usually that of its kind
   */
  record ProviderView(String id, String label, String kind) {}

  /**
   * A form with one button: POST the fields to the action.
   *
   * @param action a path on this origin
   * @param fields names and values of hidden fields, in order
   */
  record Form(String action, List<Field> fields) {
    /** Copies the list. */
    public Form {
      fields = List.copyOf(fields);
    }
  }

  /**
   * A hidden field.
   *
   * @param name its name
   * @param value its value
   */
  record Field(String name, String value) {
    /** Prints the name only. */
    @Override
    public String toString() {
      return "Field[" + name + "]";
    }
  }

  /**
   * A provider to sign in with or to connect.
   *
   * @param provider which
   * @param form what the button posts
   */
  record Button(ProviderView provider, Form form) {}

  /**
   * One link of the current user.
   *
   * @param id its name in addresses
   * @param provider its provider; empty when none of the configured ones has its authority
   * @param authority who vouches, for a link whose provider is gone
   * @param label what the identity is called
   * @param linkedAt when it was made
   * @param lastSeenAt when it last signed in
   * @param worksForSignIn whether it can be signed in with today
   * @param remains what the user could still sign in with after disconnecting it; where that is
   *     nothing, disconnecting is refused
   * @param disconnect what the Disconnect button posts
   */
  record LinkView(
      String id,
      Optional<ProviderView> provider,
      String authority,
      Optional<String> label,
      Optional<Instant> linkedAt,
      Optional<Instant> lastSeenAt,
      boolean worksForSignIn,
      Remains remains,
      Form disconnect) {
    /** Prints the id only: the label belongs to a person. */
    @Override
    public String toString() {
      return "LinkView[" + id + "]";
    }
  }

  /**
   * What somebody could sign in with.
   *
   * @param ways besides links
   * @param providers labels of the providers of links that work today
   */
  record Remains(Set<WayIn> ways, List<String> providers) {
    /** Copies both. */
    public Remains {
      ways = Set.copyOf(ways);
      providers = List.copyOf(providers);
    }

    /** Whether that is nothing. */
    public boolean isNothing() {
      return ways.isEmpty() && providers.isEmpty();
    }
  }

  /**
   * The buttons to sign in with: {@code GET {prefix}/sign-in}.
   *
   * @param buttons one per provider that is switched on
   * @param signUp one per provider through which people register only when they say so
   * @param regularSignIn the host's own sign-in page
   * @param home where everything begins
   */
  record SignIn(
      List<Button> buttons, List<Button> signUp, Optional<String> regularSignIn, String home)
      implements Page {
    /** Copies the lists. */
    public SignIn {
      buttons = List.copyOf(buttons);
      signUp = List.copyOf(signUp);
    }
  }

  /**
   * The current user's links: {@code GET {prefix}/links}.
   *
   * @param links what is connected
   * @param connect what can be
   * @param gitCredentialsPage where a password or token for pushing is set; present when the user
   *     has none and the host has such a page
   * @param needsGitCredential whether the user has nothing to push with
   * @param grants the page with the user's grants, a path on this origin; empty where none are kept
   * @param back the host's page to go back to
   */
  record Links(
      List<LinkView> links,
      List<Button> connect,
      boolean needsGitCredential,
      Optional<String> gitCredentialsPage,
      Optional<String> grants,
      String back)
      implements Page {}

  /**
   * A rule said no.
   *
   * @param refusal which
   * @param hostReason the key of the host's own text, where the host said why
   * @param required what this provider's rules ask for, where a gate is closed
   * @param signUp a button that signs up, where that is how people register
   * @param provider through which provider, where that is known
   * @param again a button that begins again, where that helps
   * @param signIn the host's own sign-in page, where that helps
   * @param settings the page with the user's links, where that helps
   * @param home where everything begins
   */
  record Refused(
      Refusal refusal,
      Optional<String> hostReason,
      Optional<String> required,
      Optional<Button> signUp,
      Optional<ProviderView> provider,
      Optional<Button> again,
      Optional<String> signIn,
      Optional<String> settings,
      String home)
      implements Page {
    @Override
    public int status() {
      return refusal.status();
    }
  }

  /**
   * A provider, the store or the host failed.
   *
   * @param stage where
   * @param code what, from a closed list
   * @param reference what to tell the administrator
   * @param provider through which provider, where that is known
   * @param again a button that begins again, where that helps
   * @param settings the page with the user's links, where that helps
   * @param home where everything begins
   */
  record Failed(
      Stage stage,
      String code,
      String reference,
      Optional<ProviderView> provider,
      Optional<Button> again,
      Optional<String> settings,
      String home)
      implements Page {
    /** 502 when it was the provider, else 500. */
    @Override
    public int status() {
      return switch (stage) {
        case BEGIN, AUTHORIZATION, TOKEN, ID_TOKEN, IDENTITY -> 502;
        case STORE, HOST_USERS, HOST_SESSIONS, PAGE -> 500;
      };
    }
  }

  /**
   * Nothing to read: the browser goes on by itself, without a script.
   *
   * @param next where, a path on this origin
   * @param seconds after how many seconds
   */
  record Onward(String next, int seconds) implements Page {
    /** Prints no address: it may hold a provider's sealed answer. */
    @Override
    public String toString() {
      return "Onward[in " + seconds + " s]";
    }
  }
}
