package dev.accountlink.imports;

import dev.accountlink.model.Secret;

/**
 * What a provider's API lets the importing user do.
 *
 * @param value the token
 * @param personal whether the person made it at the provider, and did not give it by OAuth
 */
public record AccessToken(Secret value, boolean personal) {}
