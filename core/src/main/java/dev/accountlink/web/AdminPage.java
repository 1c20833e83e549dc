package dev.accountlink.web;

import dev.accountlink.provider.Finding;
import dev.accountlink.provider.Registration;
import dev.accountlink.provider.SetupGuide;
import java.util.List;
import java.util.Optional;

/** The configured providers and how each is set up, for administrators. */
public sealed interface AdminPage extends Page {
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
      implements AdminPage {
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
      implements AdminPage {
    /** Copies the lists. */
    public ProviderSetup {
      imports = List.copyOf(imports);
      idKeys = List.copyOf(idKeys);
      secretKeys = List.copyOf(secretKeys);
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
}
