package dev.accountlink.provider;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kinds that this library brings along, by name. A host adds its own beside them. */
public final class BundledKinds {
  /** All of them, in the order of their documents. */
  public static final Map<String, ProviderKind> ALL =
      byName(
          List.of(
              GitHub.KIND,
              GitLab.KIND,
              Bitbucket.KIND,
              BitbucketDataCenter.KIND,
              Gitea.KIND,
              Google.KIND,
              Entra.KIND,
              AzureDevOps.KIND,
              OpenIdConnect.KIND));

  private BundledKinds() {}

  private static Map<String, ProviderKind> byName(List<ProviderKind> kinds) {
    Map<String, ProviderKind> byName = new LinkedHashMap<>();
    kinds.forEach(kind -> byName.put(kind.name(), kind));
    return Collections.unmodifiableMap(byName);
  }
}
