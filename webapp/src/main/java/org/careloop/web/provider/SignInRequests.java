package org.careloop.web.provider;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * Begins a sign-in: makes sure that the provider is there, and asks it to make sure of the person anew, where the address says so:
 * {@code /sign-in/provider?anew}.
 */
final class SignInRequests implements OAuth2AuthorizationRequestResolver {
    private static final String ANEW = "anew";

    private final Provider provider;
    private final OAuth2AuthorizationRequestResolver usual;

    SignInRequests(Provider provider) {
        this.provider = provider;
        this.usual = withProofKey(provider);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        if (Provider.BEGIN.equals(request.getServletPath())) {
            provider.ask();
        }
        return anew(request, usual.resolve(request));
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registrationId) {
        return anew(request, usual.resolve(request, registrationId));
    }

    private static OAuth2AuthorizationRequestResolver withProofKey(Provider provider) {
        DefaultOAuth2AuthorizationRequestResolver resolver =
                new DefaultOAuth2AuthorizationRequestResolver(provider, Provider.BASE);
        resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        return resolver;
    }

    private static @Nullable OAuth2AuthorizationRequest anew(
            HttpServletRequest request, @Nullable OAuth2AuthorizationRequest asked) {
        if (asked == null || request.getParameter(ANEW) == null) {
            return asked;
        }
        return OAuth2AuthorizationRequest.from(asked)
                .additionalParameters(parameters -> parameters.put("prompt", "login"))
                .build();
    }
}
