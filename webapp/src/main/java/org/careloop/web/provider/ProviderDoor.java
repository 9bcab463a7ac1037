package org.careloop.web.provider;

import com.vaadin.flow.spring.security.VaadinDefaultRequestCache;
import com.vaadin.flow.spring.security.VaadinSavedRequestAwareAuthenticationSuccessHandler;
import org.careloop.web.people.ProviderAccounts;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** The way in by the provider, among the filters of the application. */
public final class ProviderDoor {
    private final Provider provider;
    private final ProviderSettings settings;
    private final TokenDecoders decoders;
    private final ProviderAccounts accounts;
    private final RestTemplate http;
    private final SecurityContextHolderStrategy security;
    private final VaadinDefaultRequestCache requests;
    private final ApplicationEventPublisher events;

    ProviderDoor(
            Provider provider,
            ProviderSettings settings,
            TokenDecoders decoders,
            ProviderAccounts accounts,
            RestTemplate http,
            SecurityContextHolderStrategy security,
            VaadinDefaultRequestCache requests,
            ApplicationEventPublisher events) {
        this.provider = provider;
        this.settings = settings;
        this.decoders = decoders;
        this.accounts = accounts;
        this.http = http;
        this.security = security;
        this.requests = requests;
        this.events = events;
    }

    /** What happens after a sign-out. */
    public LogoutSuccessHandler signedOut() {
        return new ProviderSignOut(provider);
    }

    /** Opens the door: one filter sends people to the provider, one takes them back. */
    public void addTo(HttpSecurity security) {
        security.addFilterBefore(toProvider(), UsernamePasswordAuthenticationFilter.class);
        security.addFilterBefore(fromProvider(), UsernamePasswordAuthenticationFilter.class);
    }

    private OAuth2AuthorizationRequestRedirectFilter toProvider() {
        OAuth2AuthorizationRequestRedirectFilter filter =
                new OAuth2AuthorizationRequestRedirectFilter(new SignInRequests(provider));
        filter.setAuthenticationFailureHandler(new ProviderRefusals(events));
        return filter;
    }

    private ProviderSignIn fromProvider() {
        ProviderSignIn filter = new ProviderSignIn(provider, settings, accounts);
        filter.setAuthenticationManager(new ProviderManager(authentication()));
        filter.setApplicationEventPublisher(events);
        filter.setAuthenticationFailureHandler(new ProviderRefusals(events));
        filter.setSecurityContextHolderStrategy(security);
        filter.setSecurityContextRepository(new HttpSessionSecurityContextRepository());
        filter.setSessionAuthenticationStrategy(new ChangeSessionIdAuthenticationStrategy());
        VaadinSavedRequestAwareAuthenticationSuccessHandler onwards =
                new VaadinSavedRequestAwareAuthenticationSuccessHandler();
        onwards.setRequestCache(requests);
        filter.setAuthenticationSuccessHandler(onwards);
        return filter;
    }

    private OidcAuthorizationCodeAuthenticationProvider authentication() {
        RestClientAuthorizationCodeTokenResponseClient tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(http.getRequestFactory())
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        DefaultOAuth2UserService claims = new DefaultOAuth2UserService();
        RestTemplate userInfo = new RestTemplate(http.getRequestFactory());
        userInfo.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        claims.setRestOperations(userInfo);
        OidcUserService users = new OidcUserService();
        users.setOauth2UserService(claims);
        OidcAuthorizationCodeAuthenticationProvider checks =
                new OidcAuthorizationCodeAuthenticationProvider(tokens, users);
        checks.setJwtDecoderFactory(decoders::ofSignIns);
        return checks;
    }
}
