package org.careloop.web.provider;

import com.vaadin.flow.spring.security.UidlRedirectStrategy;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.careloop.web.people.CurrentPerson;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.RedirectStrategy;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Signs out of the provider too who has signed in there (OpenID Connect RP-Initiated Logout 1.0). Where the provider knows no such
 * thing, its next sign-in is asked to make sure of the person anew.
 */
final class ProviderSignOut implements LogoutSuccessHandler {
    private final Provider provider;
    private final RedirectStrategy redirect = new UidlRedirectStrategy();

    ProviderSignOut(Provider provider) {
        this.provider = provider;
    }

    @Override
    public void onLogoutSuccess(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication)
            throws IOException {
        redirect.sendRedirect(
                request,
                response,
                CurrentPerson.idToken(authentication)
                        .map(token -> atProvider(request, token))
                        .orElse("/"));
    }

    private String atProvider(HttpServletRequest request, String idToken) {
        Optional<String> endSession = provider.endSession();
        if (endSession.isEmpty()) {
            return "/login?signed-out";
        }
        String back = ServletUriComponentsBuilder.fromContextPath(request)
                .path("/login")
                .toUriString();
        return UriComponentsBuilder.fromUriString(endSession.get())
                .queryParam("id_token_hint", idToken)
                .queryParam("post_logout_redirect_uri", UriUtils.encode(back, StandardCharsets.UTF_8))
                .build(true)
                .toUriString();
    }
}
