package org.careloop.web.people;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a session keeps of a sign-in at a provider.
 *
 * @param idToken as the provider signed it; the provider wants to see it again when the person signs out
 * @param authenticatedAt when the person proved there who they are, which may be long before they came here; null where the
 *     provider does not say
 */
public record ProviderProof(String idToken, @Nullable Instant authenticatedAt) implements Serializable {
    @Override
    public String toString() {
        return "ProviderProof[" + authenticatedAt + "]";
    }
}
