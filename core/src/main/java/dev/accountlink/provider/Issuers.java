package dev.accountlink.provider;

import java.util.Set;
import java.util.regex.Pattern;

/** Which names a provider may call itself by in its metadata, ID tokens and callbacks. */
public sealed interface Issuers {

  /** Whether the metadata may name this issuer. */
  boolean inMetadata(String issuer);

  /** Whether an ID token with these claims may be from this issuer. */
  boolean inToken(String issuer, Claims claims);

  /** Whether {@code iss} on a callback may be this (RFC 9207). */
  boolean onCallback(String issuer);

  /** What is right, for messages. */
  String expected();

  /**
   * One name, or several spellings of it, compared byte for byte.
   *
   * @param names the spellings
   */
  record OneOf(Set<String> names) implements Issuers {
    /** Copies the set. */
    public OneOf {
      names = Set.copyOf(names);
    }

    @Override
    public boolean inMetadata(String issuer) {
      return names.contains(issuer);
    }

    @Override
    public boolean inToken(String issuer, Claims claims) {
      return names.contains(issuer);
    }

    @Override
    public boolean onCallback(String issuer) {
      return names.contains(issuer);
    }

    @Override
    public String expected() {
      return String.join(" or ", names.stream().sorted().toList());
    }
  }

  /**
   * A name for each tenant: the metadata holds the template, a token the tenant in {@code tid}.
   *
   * @param template with {@code {tenantid}} where the tenant stands
   * @param except tenants that are not let in
   */
  record PerTenant(String template, Set<String> except) implements Issuers {
    private static final String PLACE = "{tenantid}";
    private static final Pattern TENANT =
        Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Copies the set. */
    public PerTenant {
      except = Set.copyOf(except);
    }

    @Override
    public boolean inMetadata(String issuer) {
      return issuer.equals(template);
    }

    @Override
    public boolean inToken(String issuer, Claims claims) {
      return claims
          .text("tid")
          .filter(tenant -> TENANT.matcher(tenant).matches())
          .filter(tenant -> !except.contains(tenant))
          .filter(tenant -> issuer.equals(template.replace(PLACE, tenant)))
          .isPresent();
    }

    @Override
    public boolean onCallback(String issuer) {
      String[] around = template.split(Pattern.quote(PLACE), 2);
      int tenantEnd = issuer.length() - around[1].length();
      return issuer.startsWith(around[0])
          && issuer.endsWith(around[1])
          && tenantEnd > around[0].length()
          && TENANT.matcher(issuer.substring(around[0].length(), tenantEnd)).matches();
    }

    @Override
    public String expected() {
      return template;
    }
  }
}
