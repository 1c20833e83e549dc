package dev.accountlink.web;

import dev.accountlink.flow.Refusal;
import dev.accountlink.flow.Stage;
import dev.accountlink.model.UserProblem;
import dev.accountlink.model.WayIn;
import dev.accountlink.provider.Finding;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Registration;
import dev.accountlink.provider.SetupGuide;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
   * Asks a new user for what is missing or cannot be had: {@code POST {prefix}/steps}, fields
   * {@code username} and {@code email} beside the hidden ones.
   *
   * @param provider through which provider
   * @param identity what the identity is called there
   * @param username what stands in the field: a free suggestion, or what was typed
   * @param email what stands in the field; empty where no address is asked for
   * @param problems what is wrong with what was typed; none on the first visit
   * @param form what the Register button posts besides
   * @param cancel where Cancel leads, a path on this origin
   */
  record Details(
      ProviderView provider,
      String identity,
      String username,
      Optional<String> email,
      Set<UserProblem> problems,
      Form form,
      String cancel)
      implements Page {
    /** Copies the set. */
    public Details {
      problems = Set.copyOf(problems);
    }

    /** 422 when something is wrong with what was typed. */
    @Override
    public int status() {
      return problems.isEmpty() ? 200 : 422;
    }

    /** Prints the provider only: names belong to people. */
    @Override
    public String toString() {
      return "Details[" + provider.id() + "]";
    }
  }

  /**
   * Offers to sign in here in the normal way and to connect the identity then. Names nobody here.
   *
   * @param provider through which provider
   * @param identity what the identity is called there
   * @param signIn what the button posts that leads to the host's sign-in page
   * @param newHere what the button posts for somebody who has no user here and may become one
   * @param cancel where Cancel leads, a path on this origin
   */
  record SignInFirst(
      ProviderView provider, String identity, Form signIn, Optional<Form> newHere, String cancel)
      implements Page {
    /** Prints the provider only: names belong to people. */
    @Override
    public String toString() {
      return "SignInFirst[" + provider.id() + "]";
    }
  }

  /**
   * Asks the user to prove who is at the keyboard, in one of the ways that are present.
   *
   * @param username who is signed in
   * @param password what the password form posts besides the field {@code password}
   * @param providers buttons that lead to linked providers
   * @param hostPage what the button posts that leads to a page of the host
   * @param problem why the last try did not count: WrongPassword or TooManyTries
   * @param cancel where Cancel leads, a path on this origin
   */
  record Reauthenticate(
      String username,
      Optional<Form> password,
      List<Button> providers,
      Optional<Form> hostPage,
      Optional<Refusal> problem,
      String cancel)
      implements Page {
    /** Copies the list. */
    public Reauthenticate {
      providers = List.copyOf(providers);
    }

    @Override
    public int status() {
      return problem.map(Refusal::status).orElse(200);
    }

    /** Prints the problem only: names belong to people. */
    @Override
    public String toString() {
      return "Reauthenticate[" + problem + "]";
    }
  }

  /**
   * The user has proven who is at the keyboard; one button goes on with what was begun.
   *
   * @param provider the provider to connect or to disconnect; empty where none of the configured
   *     ones has the authority of what is to be disconnected
   * @param disconnect what the identity is called that is to be disconnected, if that was begun;
   *     else it is a connect
   * @param form what the button posts
   * @param cancel where Cancel leads, a path on this origin
   */
  record Proceed(
      Optional<ProviderView> provider, Optional<String> disconnect, Form form, String cancel)
      implements Page {
    /** Prints which it is: names belong to people. */
    @Override
    public String toString() {
      return disconnect.isEmpty() ? "Proceed[connect]" : "Proceed[disconnect]";
    }
  }

  /**
   * What a rehearsal saw. Holds what belongs to a person, and is for the administrator only who
   * began it.
   *
   * @param authority who vouches
   * @param subject the immutable key of the person there
   * @param login what the provider calls the person
   * @param displayName the person's name
   * @param emails the addresses, the main one first
   * @param asked the scopes that were asked
   * @param granted the scopes that were granted; empty where the provider does not say
   * @param missing the scopes that were asked and are not covered by what was granted; none where
   *     the provider does not say
   * @param memberships what the identity is a member of; present where a gate asks for it
   * @param now what a sign-in would come to
   * @param onceSwitchedOn what it would come to if sign-in were switched on; empty where it is
   */
  record Rehearsal(
      String authority,
      String subject,
      Optional<String> login,
      Optional<String> displayName,
      Some<SeenEmail> emails,
      Some<String> asked,
      Optional<Some<String>> granted,
      Some<String> missing,
      Optional<Some<String>> memberships,
      Prospect now,
      Optional<Prospect> onceSwitchedOn) {
    /** Prints nothing of the person. */
    @Override
    public String toString() {
      return "Rehearsal[hidden]";
    }
  }

  /**
   * The first of several: what is shown travels in an address.
   *
   * @param shown the first ones
   * @param more how many there are besides
   * @param <T> what they are
   */
  record Some<T>(List<T> shown, int more) {
    /** Copies the list. */
    public Some {
      shown = List.copyOf(shown);
    }

    /** Prints how many: they belong to a person. */
    @Override
    public String toString() {
      return "Some[" + shown.size() + " and " + more + " more]";
    }
  }

  /**
   * An e-mail address that the provider told.
   *
   * @param address the address
   * @param verified whether the provider says that it is verified
   * @param trusted whether it counts by this provider's rule
   */
  record SeenEmail(String address, boolean verified, boolean trusted) {
    /** Prints the flags, never the address. */
    @Override
    public String toString() {
      return "SeenEmail[hidden, verified=" + verified + ", trusted=" + trusted + "]";
    }
  }

  /**
   * What a sign-in would come to.
   *
   * @param kind which it is
   * @param username the user who would be signed in, or registered
   * @param refusal which rule would say no
   * @param detail the key of the host's own text where it is the host that would say no; what is
   *     required where a gate is closed
   */
  record Prospect(
      Kind kind, Optional<String> username, Optional<Refusal> refusal, Optional<String> detail) {
    /** What a sign-in can come to. */
    public enum Kind {
      /** The user would be signed in. */
      SIGN_IN,
      /** A user would be registered and signed in. */
      REGISTER,
      /** A user would be registered and wait for approval. */
      REGISTER_AND_WAIT,
      /** A page would ask for what is missing. */
      ASK_DETAILS,
      /** A page would offer to sign in here first and to connect then. */
      OFFER_CONNECT,
      /** A rule would say no. */
      REFUSE
    }

    /** Prints which: names belong to people. */
    @Override
    public String toString() {
      return "Prospect[" + kind + ", " + refusal + "]";
    }
  }

  /**
   * Shows an administrator what a sign-in through a provider would come to. Nothing of it was done.
   *
   * @param provider which
   * @param seen what was seen
   * @param again a button that tries once more
   * @param back where it was begun, a path on this origin
   */
  record Rehearsed(ProviderView provider, Rehearsal seen, Button again, String back)
      implements Page {
    /** Prints the provider only: what was seen belongs to a person. */
    @Override
    public String toString() {
      return "Rehearsed[" + provider.id() + "]";
    }
  }

  /**
   * A provider as it is configured, for administrators. Holds no secret.
   *
   * @param provider its name and icon
   * @param kind the name of its kind
   * @param address where it is
   * @param callback the exact address to register there
   * @param signIn whether people may sign in and connect
   * @param registration what becomes of newcomers
   * @param importing whether people may import
   * @param page where its setup guide is, a path on this origin
   */
  record ProviderSettings(
      ProviderView provider,
      String kind,
      String address,
      String callback,
      boolean signIn,
      Registration registration,
      boolean importing,
      String page) {}

  /**
   * The configured providers: {@code GET {prefix}/admin}, for administrators.
   *
   * @param providers all of them, in the order people see them
   * @param example where there are none: properties that would configure one
   * @param kinds the kinds that are bundled
   * @param back the host's page to go back to
   */
  record ProviderList(
      List<ProviderSettings> providers, List<String> example, List<String> kinds, String back)
      implements Page {
    /** Copies the lists. */
    public ProviderList {
      providers = List.copyOf(providers);
      example = List.copyOf(example);
      kinds = List.copyOf(kinds);
    }
  }

  /**
   * How a provider is set up: {@code GET {prefix}/admin/{provider}}, for administrators; and what
   * an examination found, when the form was posted.
   *
   * @param settings how it is configured
   * @param guide where and how to register this site there, for what signing in needs
   * @param imports what has to be permitted besides, on the client for imports where it has one
   * @param idKeys where the client id belongs: a property, and a variable where there can be one
   * @param secretKeys where the client secret belongs
   * @param examine what the Examine button posts
   * @param rehearse a button that tries the provider in this browser and writes nothing
   * @param examined what was found a moment ago
   * @param back the list
   */
  record ProviderSetup(
      ProviderSettings settings,
      SetupGuide guide,
      List<SetupGuide.Line> imports,
      List<String> idKeys,
      List<String> secretKeys,
      Form examine,
      Button rehearse,
      Optional<Examined> examined,
      String back)
      implements Page {
    /** Copies the lists. */
    public ProviderSetup {
      imports = List.copyOf(imports);
      idKeys = List.copyOf(idKeys);
      secretKeys = List.copyOf(secretKeys);
    }
  }

  /**
   * What an examination found.
   *
   * @param findings one for each thing that was looked at
   * @param lockedOut how many users could not sign in any more without this provider
   */
  record Examined(List<Finding> findings, int lockedOut) {
    /** Copies the list. */
    public Examined {
      findings = List.copyOf(findings);
    }

    /** Whether nothing has to be mended. */
    public boolean isFine() {
      return findings.stream().noneMatch(found -> found.verdict() == Finding.Verdict.WRONG);
    }
  }

  /**
   * Says what will be asked for and why, before somebody is sent to a provider to grant it: {@code
   * GET {prefix}/{provider}/authorize}. What the person ticks is posted as {@code part.<PART>}.
   *
   * @param provider which
   * @param identity what the identity is called that gave a grant before
   * @param ended whether the provider has ended that grant
   * @param parts what can be asked for
   * @param form what the button posts besides
   * @param cancel where Cancel leads, a path on this origin
   */
  record Authorize(
      ProviderView provider,
      Optional<String> identity,
      boolean ended,
      List<PartView> parts,
      Form form,
      String cancel)
      implements Page {
    /** Copies the list. */
    public Authorize {
      parts = List.copyOf(parts);
    }

    /** Prints the provider only: names belong to people. */
    @Override
    public String toString() {
      return "Authorize[" + provider.id() + "]";
    }
  }

  /**
   * Something that can be asked for.
   *
   * @param part which
   * @param permissions what the provider calls it
   * @param had whether it was granted before
   * @param optional whether people choose; else it is asked for in any case
   */
  record PartView(Part part, List<String> permissions, boolean had, boolean optional) {
    /** Copies the list. */
    public PartView {
      permissions = List.copyOf(permissions);
    }
  }

  /**
   * The current user's grants: {@code GET {prefix}/grants}.
   *
   * @param grants what was given, the latest first
   * @param more where grants are asked for
   * @param back the host's page to go back to
   */
  record Grants(List<GrantView> grants, List<AuthorizeLink> more, String back) implements Page {
    /** Copies the lists. */
    public Grants {
      grants = List.copyOf(grants);
      more = List.copyOf(more);
    }
  }

  /**
   * Where a grant is asked for.
   *
   * @param provider of which provider
   * @param page a path on this origin
   */
  record AuthorizeLink(ProviderView provider, String page) {}

  /**
   * A grant.
   *
   * @param id its name
   * @param provider which provider, where it is configured
   * @param authority who vouches for the identity
   * @param identity what the identity is called
   * @param since when it was given
   * @param ended whether the provider has ended it
   * @param parts what of the provider's parts it gives
   * @param again where it is asked for once more, a path on this origin; empty where that is
   *     switched off
   * @param end what the End button posts
   */
  record GrantView(
      String id,
      Optional<ProviderView> provider,
      String authority,
      String identity,
      Instant since,
      boolean ended,
      List<GivenPart> parts,
      Optional<String> again,
      Form end) {
    /** Copies the list. */
    public GrantView {
      parts = List.copyOf(parts);
    }

    /** Prints name and authority only: names belong to people. */
    @Override
    public String toString() {
      return "GrantView[" + id + " at " + authority + "]";
    }
  }

  /**
   * A part, and whether a grant gives it.
   *
   * @param part which
   * @param given whether it does, as far as is known
   * @param unsure whether the provider does not say
   */
  record GivenPart(Part part, boolean given, boolean unsure) {}

  /**
   * What came of ending a grant.
   *
   * @param provider which provider, where it is configured
   * @param how what came of it
   * @param page where people end it at the provider themselves
   * @param back the page with the grants, a path on this origin
   */
  record GrantEnded(Optional<ProviderView> provider, How how, Optional<String> page, String back)
      implements Page {
    /** What came of it. */
    public enum How {
      /** The provider took everything back. */
      REVOKED,
      /** The provider has no way for applications. */
      UNSUPPORTED,
      /** The provider could not be asked and will be. */
      TO_BE_RETRIED
    }
  }

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
