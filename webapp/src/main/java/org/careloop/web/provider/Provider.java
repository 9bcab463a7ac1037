package org.careloop.web.provider;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.careloop.web.people.SignInElsewhere;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.RequestEntity;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestOperations;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The provider, and what it says of itself (OpenID Connect Discovery 1.0). It is asked whenever somebody wants to sign in and not at the
 * start, which must not depend on it.
 */
final class Provider implements ClientRegistrationRepository, SignInElsewhere {
    /** In the addresses: {@code /sign-in/provider} begins, {@code /sign-in/provider/back} ends. */
    static final String ID = "provider";

    static final String BASE = "/sign-in";
    static final String BEGIN = BASE + "/" + ID;
    static final String BACK = BEGIN + "/back";
    static final String SIGNED_OUT = BEGIN + "/signed-out";

    private final ProviderSettings settings;
    private final RestOperations http;
    private volatile @Nullable ClientRegistration known;

    /** @param http gives up on a provider that does not answer */
    Provider(ProviderSettings settings, RestOperations http) {
        this.settings = settings;
        this.http = http;
    }

    /** @throws ProviderAwayException when the provider has not yet said where to go and does not say it now */
    @Override
    public @Nullable ClientRegistration findByRegistrationId(String registrationId) {
        return ID.equals(registrationId) ? registration() : null;
    }

    /**
     * Asks the provider anew whether and where it takes people: a browser that is sent to one that is away shows nothing of ours.
     *
     * @throws ProviderAwayException when it does not answer
     */
    void ask() {
        known = discover();
    }

    ClientRegistration registration() {
        ClientRegistration before = known;
        if (before != null) {
            return before;
        }
        ClientRegistration asked = discover();
        known = asked;
        return asked;
    }

    /** Where the provider lets a browser sign out (RP-Initiated Logout 1.0), where it does and has said so already. */
    Optional<String> endSession() {
        ClientRegistration registration = known;
        return registration == null
                ? Optional.empty()
                : Optional.ofNullable((String) registration
                        .getProviderDetails()
                        .getConfigurationMetadata()
                        .get("end_session_endpoint"));
    }

    private ClientRegistration discover() {
        String address = settings.issuer().replaceFirst("/$", "") + "/.well-known/openid-configuration";
        try {
            Map<String, Object> said = Objects.requireNonNull(http.exchange(
                            new RequestEntity<>(
                                    HttpMethod.GET,
                                    UriComponentsBuilder.fromUriString(address)
                                            .build()
                                            .toUri()),
                            new ParameterizedTypeReference<Map<String, Object>>() {})
                    .getBody());
            if (!settings.issuer().equals(said.get("issuer"))) {
                throw new IllegalArgumentException(
                        "it names itself %s; set CARELOOP_OIDC_ISSUER to that".formatted(said.get("issuer")));
            }
            return ClientRegistrations.fromOidcConfiguration(said)
                    .registrationId(ID)
                    .clientId(settings.clientId())
                    .clientSecret(settings.secret())
                    .clientName(settings.shownName())
                    .scope(settings.scopes())
                    .redirectUri("{baseUrl}" + BACK)
                    .clientSettings(ClientRegistration.ClientSettings.builder()
                            .requireProofKey(true)
                            .build())
                    .build();
        } catch (RestClientException | IllegalArgumentException | NullPointerException e) {
            throw new ProviderAwayException("%s: %s".formatted(address, e.getMessage()), e);
        }
    }

    @Override
    public String name() {
        return settings.shownName();
    }

    @Override
    public String issuer() {
        return settings.issuer();
    }

    @Override
    public String address() {
        return BEGIN.substring(1);
    }

    @Override
    public boolean passwordsAreForAdministrators() {
        return settings.passwords() == ProviderSettings.PasswordsOf.ADMINISTRATORS;
    }
}
