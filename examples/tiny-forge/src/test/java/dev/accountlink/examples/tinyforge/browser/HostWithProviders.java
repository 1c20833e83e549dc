package dev.accountlink.examples.tinyforge.browser;

import dev.accountlink.provider.Client;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;

/** A small host with two OpenID providers, "Work" and "School", which count what they are asked. */
record HostWithProviders(SmallHost host, FakeOpenIdProvider work, FakeOpenIdProvider school)
    implements AutoCloseable {

  static HostWithProviders start() throws Exception {
    SmallHost host = SmallHost.lax();
    FakeOpenIdProvider work = FakeOpenIdProvider.start();
    FakeOpenIdProvider school = FakeOpenIdProvider.start();
    work.register("client", "secret", host.callback("work"));
    school.register("client", "secret", host.callback("school"));
    host.with(provider("work", "Work", work), provider("school", "School", school));
    return new HostWithProviders(host, work, school);
  }

  private static Provider provider(String id, String label, FakeOpenIdProvider fake) {
    return OpenIdConnect.provider(id, label, fake.issuer(), Client.of("client", "secret"))
        .withRegistration(Registration.ON);
  }

  String address(String path) {
    return host.address(path);
  }

  @Override
  public void close() {
    host.close();
    work.close();
    school.close();
  }
}
