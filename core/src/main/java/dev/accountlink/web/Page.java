package dev.accountlink.web;

import dev.accountlink.flow.Refusal;
import dev.accountlink.flow.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a page shows, as data: the built-in pages render it as HTML, single-page hosts read it as
 * JSON. All texts from outside are raw and must be escaped.
 */
public sealed interface Page {
  /** The HTTP status it is shown with. */
  default int status() {
    return 200;
  }

  /**
   * A provider, as far as everybody may know it.
   *
   * @param id its name in addresses
   * @param label its name for people
   * @param kind its brand, which names the icon
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
      Form disconnect) {
    /** Prints the id only: the label belongs to a person. */
    @Override
    public String toString() {
      return "LinkView[" + id + "]";
    }
  }

  /**
   * The buttons to sign in with: {@code GET {prefix}/sign-in}.
   *
   * @param buttons one per provider that is switched on
   * @param regularSignIn the host's own sign-in page
   */
  record SignIn(List<Button> buttons, Optional<String> regularSignIn) implements Page {}

  /**
   * The current user's links: {@code GET {prefix}/links}.
   *
   * @param links what is connected
   * @param connect what can be
   * @param gitCredentialsPage where a password or token for pushing is set; present when the user
   *     has none and the host has such a page
   * @param needsGitCredential whether the user has nothing to push with
   * @param back the host's page to go back to
   */
  record Links(
      List<LinkView> links,
      List<Button> connect,
      boolean needsGitCredential,
      Optional<String> gitCredentialsPage,
      String back)
      implements Page {}

  /**
   * Asks for the user's word before a link is made, naming both sides.
   *
   * @param provider through which provider
   * @param identity what the identity is called there
   * @param username the user it will belong to
   * @param confirm what the Connect button posts
   * @param cancel where Cancel leads, a path on this origin
   */
  record Confirm(
      ProviderView provider, String identity, String username, Form confirm, String cancel)
      implements Page {
    /** Prints the provider only: names belong to people. */
    @Override
    public String toString() {
      return "Confirm[" + provider.id() + "]";
    }
  }

  /**
   * A rule said no.
   *
   * @param refusal which
   * @param hostReason the key of the host's own text, where the host said why
   * @param provider through which provider, where that is known
   * @param again a button that begins again, where that helps
   * @param signIn the host's own sign-in page, where that helps
   * @param settings the page with the user's links, where that helps
   * @param home where everything begins
   */
  record Refused(
      Refusal refusal,
      Optional<String> hostReason,
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
   * @param home where everything begins
   */
  record Failed(
      Stage stage,
      String code,
      String reference,
      Optional<ProviderView> provider,
      Optional<Button> again,
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
