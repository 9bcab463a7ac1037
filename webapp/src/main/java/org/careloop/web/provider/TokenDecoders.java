package org.careloop.web.provider;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestOperations;

/**
 * Reads what the provider signed, by the keys that it publishes. Signatures by a shared secret are not accepted: they would let
 * everybody who knows the client's secret sign.
 */
final class TokenDecoders {
    private static final Set<SignatureAlgorithm> ACCEPTED = Set.of(
            SignatureAlgorithm.RS256,
            SignatureAlgorithm.RS384,
            SignatureAlgorithm.RS512,
            SignatureAlgorithm.PS256,
            SignatureAlgorithm.PS384,
            SignatureAlgorithm.PS512,
            SignatureAlgorithm.ES256,
            SignatureAlgorithm.ES384,
            SignatureAlgorithm.ES512);

    /** How far the clocks of two machines may lie apart. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    /** A logout that was announced longer ago is not carried out: its token may have been overheard and sent again. */
    private static final Duration LOGOUT_LASTS = Duration.ofMinutes(5);

    private static final String LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final RestOperations http;
    private final Clock clock;
    private final Map<String, JwtDecoder> ofSignIns = new ConcurrentHashMap<>();
    private final Map<String, JwtDecoder> ofLogouts = new ConcurrentHashMap<>();

    TokenDecoders(RestOperations http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /** Reads ID tokens; the keys are asked for once, and again when a token names an unknown one. */
    JwtDecoder ofSignIns(ClientRegistration registration) {
        return ofSignIns.computeIfAbsent(keysOf(registration), keys -> {
            OidcIdTokenValidator token = new OidcIdTokenValidator(registration);
            token.setClock(clock);
            token.setClockSkew(SKEW);
            return decoder(keys, new DelegatingOAuth2TokenValidator<>(List.of(timestamps(), token)));
        });
    }

    /** Reads logout tokens (OpenID Connect Back-Channel Logout 1.0, section 2.6). */
    JwtDecoder ofLogouts(ClientRegistration registration) {
        return ofLogouts.computeIfAbsent(
                keysOf(registration),
                keys -> decoder(
                        keys,
                        new DelegatingOAuth2TokenValidator<>(List.of(
                                timestamps(),
                                new JwtIssuerValidator(Objects.requireNonNull(
                                        registration.getProviderDetails().getIssuerUri())),
                                token -> check(isLogout(token, registration.getClientId()))))));
    }

    /** Where the keys are; a decoder is made for each such address, and knows which keys it has fetched. */
    private static String keysOf(ClientRegistration registration) {
        return Objects.requireNonNull(registration.getProviderDetails().getJwkSetUri());
    }

    private boolean isLogout(Jwt token, String clientId) {
        return token.getAudience() != null
                && token.getAudience().contains(clientId)
                && token.getIssuedAt() != null
                && token.getIssuedAt().isAfter(clock.instant().minus(LOGOUT_LASTS))
                && token.getIssuedAt().isBefore(clock.instant().plus(SKEW))
                && token.getClaim("events") instanceof Map<?, ?> events
                && events.containsKey(LOGOUT_EVENT)
                && !token.hasClaim("nonce")
                && (token.getSubject() != null || token.getClaimAsString("sid") != null);
    }

    private static OAuth2TokenValidatorResult check(boolean right) {
        return right
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", "no logout of ours", null));
    }

    private OAuth2TokenValidator<Jwt> timestamps() {
        JwtTimestampValidator timestamps = new JwtTimestampValidator(SKEW);
        timestamps.setClock(clock);
        return timestamps;
    }

    private JwtDecoder decoder(String keys, OAuth2TokenValidator<Jwt> validator) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(keys)
                .restOperations(http)
                .jwsAlgorithms(algorithms -> algorithms.addAll(ACCEPTED))
                .validateType(false)
                .build();
        decoder.setClaimSetConverter(
                new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
        decoder.setJwtValidator(validator);
        return decoder;
    }
}
