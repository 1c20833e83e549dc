package dev.accountlink.flows;

import dev.accountlink.AccountLinkingBuilder;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.provider.Conflict;
import dev.accountlink.provider.EmailTrust;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.HostSessions.Reauthentication;
import dev.accountlink.spi.SignInProof;
import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.web.WebRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Every place where a step waits for its person, from the click before it to what it does. */
enum WaitingStep {
  /** The page that asks a new user for an address. */
  DETAILS {
    @Override
    ProviderRules rules(ProviderRules usual) {
      return usual.withEmailTrust(new EmailTrust.Never());
    }

    @Override
    Tab begin(Scene scene, TestBrowser browser) {
      BrowserPage page = scene.begin(browser, "Work").followAll();
      return () -> named(page.formOf("Register")).submit().followAll();
    }

    @Override
    int done(Scene scene, TestBrowser browser) {
      return scene.host.users().count();
    }
  },

  /** After a conflict: the host's sign-in page, with the step in a cookie. */
  SIGN_IN_FIRST {
    @Override
    ProviderRules rules(ProviderRules usual) {
      return usual.withConflict(Conflict.SIGN_IN_THEN_CONNECT);
    }

    @Override
    void prepare(Scene scene, TestBrowser browser) {
      scene.host.users().register("ada", "else@example.org");
    }

    @Override
    Tab begin(Scene scene, TestBrowser browser) {
      scene.host.signOut(browser);
      BrowserPage offered = scene.begin(browser, "Work").followAll();
      String away = offered.formOf("Sign in here").submit().location().toString();
      URI step = offered.uri().resolve(away.replaceFirst(".*continue=", ""));
      return () -> {
        scene.host.signIn(browser, user(scene, "ada"));
        return press(browser.get(step.toString()).followAll(), "Confirm");
      };
    }

    @Override
    int done(Scene scene, TestBrowser browser) {
      return linksOf(scene, "ada");
    }
  },

  /** The page that names identity and user before they are connected. */
  CONFIRM {
    @Override
    void prepare(Scene scene, TestBrowser browser) {
      lady(scene, browser);
    }

    @Override
    Tab begin(Scene scene, TestBrowser browser) {
      scene.host.renew(browser);
      BrowserPage page = scene.beginConnect(browser, "Work").followAll();
      return () -> press(page, "Confirm");
    }

    @Override
    int done(Scene scene, TestBrowser browser) {
      return linksOf(scene, "lady");
    }
  },

  /** A connect that waits for a password. */
  PASSWORD_TO_CONNECT {
    @Override
    void prepare(Scene scene, TestBrowser browser) {
      lady(scene, browser);
      grownOld(scene);
    }

    @Override
    Tab begin(Scene scene, TestBrowser browser) {
      BrowserPage page = scene.beginConnect(browser, "Work").followAll();
      return () -> press(prove(page), "Confirm");
    }

    @Override
    int done(Scene scene, TestBrowser browser) {
      return linksOf(scene, "lady");
    }
  },

  /** A disconnect that waits for a password. */
  PASSWORD_TO_DISCONNECT {
    @Override
    void prepare(Scene scene, TestBrowser browser) {
      lady(scene, browser);
      linkedForADay(scene);
      grownOld(scene);
    }

    @Override
    Tab begin(Scene scene, TestBrowser browser) {
      BrowserPage page = scene.host.linksPage(browser).submit("Disconnect linked").followAll();
      return () -> prove(page);
    }

    @Override
    int done(Scene scene, TestBrowser browser) {
      return 1 - linksOf(scene, "lady");
    }
  },

  /** A connect that waits at a linked provider, with the step in a cookie. */
  LINKED_PROVIDER {
    @Override
    void prepare(Scene scene, TestBrowser browser) {
      lady(scene, browser);
      linkedForADay(scene);
      grownOld(scene);
      scene.host.proveBy(continueTo -> new Reauthentication.ByLinkedProvider());
      scene.openId.approveAs(People.bob());
    }

    @Override
    Tab begin(Scene scene, TestBrowser browser) {
      BrowserPage page = scene.beginConnect(browser, "GitHub").followAll();
      BrowserPage away = Scene.consent(page.formOf("Prove with Work").submit());
      return () -> press(press(away.followAll(), "Go on"), "Confirm");
    }

    @Override
    int done(Scene scene, TestBrowser browser) {
      return linksOf(scene, "lady") - 1;
    }
  },

  /** A connect that waits at the host's own page, with the step in a cookie. */
  HOST_PAGE {
    @Override
    void prepare(Scene scene, TestBrowser browser) {
      lady(scene, browser);
      grownOld(scene);
      scene.host.proveBy(
          continueTo ->
              new Reauthentication.AtHostPage(URI.create("/host/prove?to=" + continueTo)));
    }

    @Override
    Tab begin(Scene scene, TestBrowser browser) {
      BrowserPage page = scene.beginConnect(browser, "Work").followAll();
      String away = page.formOf("Prove at the host").submit().location().toString();
      return () -> {
        scene.host.renew(browser);
        BrowserPage back = browser.get(away.replaceFirst(".*to=", "")).followAll();
        return press(press(back, "Go on"), "Confirm");
      };
    }

    @Override
    int done(Scene scene, TestBrowser browser) {
      return linksOf(scene, "lady");
    }
  },

  /** A sign-in that waits at the host's page for a second factor. */
  SECOND_FACTOR {
    @Override
    AccountLinkingBuilder wire(Scene scene, AccountLinkingBuilder builder) {
      return builder.sessions(new AsksForMore(scene.host.sessions()));
    }

    @Override
    Tab begin(Scene scene, TestBrowser browser) {
      scene.host.signOut(browser);
      BrowserPage page = scene.begin(browser, "Work").followAll();
      String onward = page.uri().toString().replaceFirst(".*to=", "");
      return () -> {
        scene.host.signIn(browser, user(scene, "ada"));
        return browser.get(onward).followAll();
      };
    }

    @Override
    int done(Scene scene, TestBrowser browser) {
      return scene.host.who(browser).equals("ada") ? scene.host.users().count() : 0;
    }
  };

  /** A tab in which a step waits. */
  interface Tab {
    /** Does all that its person has to do, and gives the page at the end. */
    BrowserPage goOn();
  }

  /** A host whose sign-ins all go on at a page of its own. */
  private record AsksForMore(HostSessions real) implements HostSessions {
    @Override
    public Optional<CurrentUser> current(WebRequest request) {
      return real.current(request);
    }

    @Override
    public SessionStart start(
        WebRequest request, HostUser user, SignInProof proof, URI continueTo) {
      return new SessionStart.ContinuesAt(URI.create("/host/second-factor?to=" + continueTo));
    }
  }

  /** How often what was begun has been done. */
  abstract int done(Scene scene, TestBrowser browser);

  /** Clicks until the step waits. */
  abstract Tab begin(Scene scene, TestBrowser browser);

  /** Who is here before, and in which state. */
  void prepare(Scene scene, TestBrowser browser) {}

  ProviderRules rules(ProviderRules usual) {
    return usual;
  }

  AccountLinkingBuilder wire(Scene scene, AccountLinkingBuilder builder) {
    return builder;
  }

  /** The library as this step needs it. */
  final UnaryOperator<AccountLinkingBuilder> node(Scene scene) {
    return node(scene, usual -> usual);
  }

  /** The same under other rules of both providers. */
  final UnaryOperator<AccountLinkingBuilder> node(
      Scene scene, UnaryOperator<ProviderRules> changed) {
    Provider github = scene.github();
    Provider work = scene.work();
    return builder ->
        wire(
            scene,
            builder
                .provider(github.withRules(changed.apply(github.rules())))
                .provider(work.withRules(changed.apply(rules(work.rules())))));
  }

  private static HostUser user(Scene scene, String username) {
    return scene.host.users().named(username).orElseThrow();
  }

  private static int linksOf(Scene scene, String username) {
    return scene.host.links().findAll(user(scene, username).id()).size();
  }

  private static void lady(Scene scene, TestBrowser browser) {
    scene.host.signIn(browser, scene.host.users().register("lady", "lady@example.org"));
  }

  /** The session is old enough to ask for a proof. */
  private static void grownOld(Scene scene) {
    scene.host.clock().pass(Duration.ofMinutes(16));
  }

  private static void linkedForADay(Scene scene) {
    Instant at = scene.host.clock().instant().minus(Duration.ofHours(25));
    HostUser lady = user(scene, "lady");
    IdentityKey bob = scene.identity(People.bob());
    LinkNote note = new LinkNote("linked", at, Optional.empty());
    scene.host.users().since(lady.id(), at.minusSeconds(3600));
    scene.host.links().insert(new Link(lady.id(), bob, Optional.of(note)));
  }

  /** Takes the name that is suggested, where there is one. */
  private static BrowserForm named(BrowserForm form) {
    BrowserForm typed = form.with("email", "typed@example.org");
    return form.fields().get("username").isEmpty() ? typed.with("username", "lovelace") : typed;
  }

  private static BrowserPage prove(BrowserPage page) {
    return page.formOf("Prove by password").with("password", "lady-password").submit().followAll();
  }

  /** Presses a button where there is one; else the page is the end. */
  private static BrowserPage press(BrowserPage page, String button) {
    return page.document().select("button").eachText().contains(button)
        ? page.submit(button).followAll()
        : page;
  }
}
