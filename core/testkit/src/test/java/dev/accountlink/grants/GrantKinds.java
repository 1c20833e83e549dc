package dev.accountlink.grants;

import dev.accountlink.grant.Ended;
import dev.accountlink.provider.AzureDevOps;
import dev.accountlink.provider.Bitbucket;
import dev.accountlink.provider.BitbucketDataCenter;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Entra;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.GitLab;
import dev.accountlink.provider.Gitea;
import dev.accountlink.provider.Google;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderKind;
import dev.accountlink.testkit.fake.FakeAddress;
import dev.accountlink.testkit.fake.FakeBitbucket;
import dev.accountlink.testkit.fake.FakeBitbucketDataCenter;
import dev.accountlink.testkit.fake.FakeEntra;
import dev.accountlink.testkit.fake.FakeForge;
import dev.accountlink.testkit.fake.FakeGitHub;
import dev.accountlink.testkit.fake.FakeGitLab;
import dev.accountlink.testkit.fake.FakeGitea;
import dev.accountlink.testkit.fake.FakeGoogle;
import dev.accountlink.testkit.fake.GiteaFlavour;
import dev.accountlink.testkit.fake.RefreshTokens;
import java.util.function.BiFunction;

/** Every kind at its fake, with what its grants are known to do. */
enum GrantKinds {
  GITHUB("/api/v3/user", "Bad credentials", Ended.Revoked.class) {
    @Override
    GrantScene start() {
      return scene(FakeGitHub.start(), GrantKinds::gitHub);
    }
  },
  GITHUB_TOKENS_THAT_RUN_OUT("/api/v3/user", "Bad credentials", Ended.Revoked.class) {
    @Override
    GrantScene start() {
      FakeGitHub fake = FakeGitHub.start();
      fake.giveTokensThatRunOut();
      return scene(fake, GrantKinds::gitHub);
    }
  },
  GITLAB("/api/v4/user", "Token is expired", Ended.Revoked.class) {
    @Override
    GrantScene start() {
      return scene(
          FakeGitLab.start(FakeAddress.anyPort().withPath("/gitlab")),
          (fake, client) -> GitLab.provider("demo", "Demo", fake.baseUrl(), client));
    }
  },
  BITBUCKET("/2.0/user", "Access token expired", Ended.Unsupported.class) {
    @Override
    GrantScene start() {
      FakeBitbucket fake = FakeBitbucket.start();
      fake.tick(GrantScene.CLIENT.id(), "account", "email", "project", "repository");
      return scene(fake, of(Bitbucket.KIND));
    }
  },
  BITBUCKET_DATA_CENTER("/rest/api/latest/users", "", Ended.Unsupported.class) {
    @Override
    GrantScene start() {
      FakeBitbucketDataCenter fake = FakeBitbucketDataCenter.start();
      fake.tick(GrantScene.CLIENT.id(), "REPO_READ");
      return scene(
          fake,
          (same, client) -> BitbucketDataCenter.provider("demo", "Demo", same.baseUrl(), client));
    }
  },
  GITEA("/api/v1/user", "token is required", Ended.Unsupported.class) {
    @Override
    GrantScene start() {
      return gitea(GiteaFlavour.GITEA);
    }
  },
  FORGEJO("/api/v1/user", "token is required", Ended.Unsupported.class) {
    @Override
    GrantScene start() {
      return gitea(GiteaFlavour.FORGEJO);
    }
  },
  ANY_OPENID_CONNECT("/userinfo", "invalid_token", Ended.Revoked.class) {
    @Override
    GrantScene start() {
      return GrantScene.openId();
    }
  },
  OPENID_CONNECT_THAT_PUNISHES("/userinfo", "invalid_token", Ended.Revoked.class) {
    @Override
    GrantScene start() {
      GrantScene scene = GrantScene.openId();
      scene.fake.tokens().refreshTokens(RefreshTokens.ROTATE_AND_PUNISH);
      return scene;
    }
  },
  GOOGLE("/userinfo", "invalid_token", Ended.Revoked.class) {
    @Override
    GrantScene start() {
      return scene(FakeGoogle.start(), of(Google.KIND));
    }
  },
  ENTRA("/userinfo", "invalid_token", Ended.Unsupported.class) {
    @Override
    GrantScene start() {
      return scene(FakeEntra.start(FakeEntra.TENANT), of(Entra.KIND));
    }
  },
  AZURE_DEVOPS("/userinfo", "invalid_token", Ended.Unsupported.class) {
    @Override
    GrantScene start() {
      return scene(FakeEntra.start("organizations"), of(AzureDevOps.KIND));
    }
  };

  /** Where the API says who somebody is. */
  final String api;

  /** What it says to a token that has run out. */
  final String refusal;

  /** What comes of ending a grant. */
  final Class<? extends Ended> ended;

  GrantKinds(String api, String refusal, Class<? extends Ended> ended) {
    this.api = api;
    this.refusal = refusal;
    this.ended = ended;
  }

  abstract GrantScene start();

  /** Whether a new grant takes the tokens of the one before back. */
  boolean takesReplacedBack() {
    return this != ANY_OPENID_CONNECT && this != OPENID_CONNECT_THAT_PUNISHES;
  }

  /** Whether a refresh token that was used is refused. */
  boolean rotates() {
    return this == GITHUB_TOKENS_THAT_RUN_OUT
        || this == GITLAB
        || this == BITBUCKET_DATA_CENTER
        || this == FORGEJO
        || this == OPENID_CONNECT_THAT_PUNISHES;
  }

  boolean tokensRunOut() {
    return this != GITHUB;
  }

  private static GrantScene scene(
      FakeForge fake, BiFunction<FakeForge, Client, Provider> provider) {
    return new GrantScene(fake, client -> provider.apply(fake, client));
  }

  private static Provider gitHub(FakeForge fake, Client client) {
    return GitHub.provider("demo", "Demo", fake.baseUrl(), client);
  }

  private static BiFunction<FakeForge, Client, Provider> of(ProviderKind kind) {
    return (fake, client) -> Provider.of("demo", "Demo", kind, fake.baseUrl(), client);
  }

  private static GrantScene gitea(GiteaFlavour flavour) {
    return scene(
        FakeGitea.start(FakeAddress.anyPort().withPath("/git"), flavour),
        (fake, client) -> Gitea.provider("demo", "Demo", fake.baseUrl(), client));
  }
}
