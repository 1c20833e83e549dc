package dev.accountlink.flows;

import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.provider.Protocol;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderApi;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderKind;
import dev.accountlink.provider.ScopeCatalogue;

/** A kind that claims to say when it asked the person, and does not have it asked again. */
record AsksNobody(ProviderKind kind) implements ProviderKind {
  static Provider in(Provider provider) {
    return new Provider(
        provider.id(),
        provider.label(),
        new AsksNobody(provider.kind()),
        provider.baseUrl(),
        provider.clients(),
        provider.rules(),
        provider.formPost(),
        provider.icon());
  }

  @Override
  public String name() {
    return kind.name();
  }

  @Override
  public Protocol protocol(String baseUrl) {
    return kind.protocol(baseUrl);
  }

  @Override
  public ScopeCatalogue scopes() {
    return kind.scopes();
  }

  @Override
  public boolean tellsAuthTime() {
    return true;
  }

  @Override
  public ExternalIdentity identity(ProviderApi api) throws ProviderException {
    return kind.identity(api);
  }

  @Override
  public ExternalIdentity withDetails(ProviderApi api, ExternalIdentity known)
      throws ProviderException {
    return kind.withDetails(api, known);
  }
}
