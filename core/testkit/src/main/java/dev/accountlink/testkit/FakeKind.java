package dev.accountlink.testkit;

import dev.accountlink.provider.Client;
import dev.accountlink.provider.Protocol;
import dev.accountlink.provider.Provider;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.FakeForge;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.Person;
import java.net.URI;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A kind over one of the fakes of this testkit. Whatever differs is overridden. */
public class FakeKind implements KindUnderTest {
  private static final Set<Endpoint> NOT_COUNTED =
      EnumSet.of(Endpoint.AUTHORIZE, Endpoint.CONSENT, Endpoint.DISCOVERY, Endpoint.JWKS);

  private final FakeForge fake;
  private final Function<Client, Provider> provider;
  private boolean discovered;

  /**
   * A kind with its fake.
   *
   * @param fake freshly started
   * @param provider the provider at the fake's address, given its client
   */
  public FakeKind(FakeForge fake, Function<Client, Provider> provider) {
    this.fake = fake;
    this.provider = provider;
  }

  @Override
  public final Provider provider(Client client, URI callback) {
    fake.register(client.id(), client.secret().reveal(), callback.toString());
    Provider made = provider.apply(client);
    discovered = made.protocol() instanceof Protocol.OpenIdConnect;
    return made;
  }

  @Override
  public final void consentAs(Person person) {
    fake.approveAs(person);
  }

  @Override
  public final void cancel() {
    fake.cancel();
  }

  @Override
  public final int calls() {
    return (int)
        fake.requests().stream()
            .filter(request -> !NOT_COUNTED.contains(request.endpoint()))
            .count();
  }

  @Override
  public final void breakApi(boolean html) {
    for (Endpoint endpoint : Endpoint.values()) {
      if (!NOT_COUNTED.contains(endpoint)) {
        fake.fault(endpoint, html ? Fault.html() : Fault.serverError());
      }
    }
  }

  @Override
  public int callsForIdentity() {
    return discovered ? 1 : 2;
  }

  @Override
  public Optional<URI> pictureOf(Person person) {
    return Optional.of(URI.create(person.picture()));
  }

  @Override
  public final void close() {
    fake.close();
  }
}
