package org.careloop.web.provider;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.careloop.web.people.ProvidedPerson;
import org.careloop.web.people.ProviderProof;
import org.careloop.web.people.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** What a provider's token says of a person, in CareLoop's terms. */
final class ProvidedClaims {
    private final ProviderSettings settings;

    ProvidedClaims(ProviderSettings settings) {
        this.settings = settings;
    }

    /** @return empty where groups give roles and the token says nothing of groups, not even that there are none */
    Optional<ProvidedPerson> person(OidcUser user) {
        Optional<Set<Role>> roles = Optional.empty();
        if (settings.groupsGiveRoles()) {
            Object groups = claim(user.getClaims(), settings.groupsClaim());
            if (groups == null) {
                return Optional.empty();
            }
            roles = Optional.of(settings.roles(names(groups)));
        }
        String subject = Objects.requireNonNull(user.getSubject());
        String login = text(user, settings.loginClaim());
        String name = text(user, settings.nameClaim());
        return Optional.of(new ProvidedPerson(
                settings.issuer(),
                subject,
                login.isBlank() ? subject : login,
                name,
                roles,
                Optional.ofNullable(user.getClaimAsString("sid")),
                new ProviderProof(user.getIdToken().getTokenValue(), user.getAuthenticatedAt())));
    }

    private static String text(OidcUser user, String claim) {
        Object value = claim(user.getClaims(), claim);
        return value == null ? "" : value.toString();
    }

    /** A claim by its name, which may have dots itself; otherwise dots lead into objects. */
    private static @Nullable Object claim(Map<String, Object> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        Object value = claims;
        for (String step : path.split("\\.")) {
            value = value instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return value;
    }

    private static Set<String> names(Object groups) {
        return groups instanceof Collection<?> several
                ? several.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet())
                : Set.of(groups.toString());
    }
}
