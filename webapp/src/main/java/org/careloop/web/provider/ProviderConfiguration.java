package org.careloop.web.provider;

import com.vaadin.flow.spring.security.VaadinDefaultRequestCache;
import java.time.Clock;
import java.time.Duration;
import org.careloop.run.BadInput;
import org.careloop.web.people.ProviderAccounts;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.client.RestTemplate;

/** Where a provider is set up. Without one nothing of this exists. */
@Configuration
@ConditionalOnProperty("careloop.oidc.issuer")
@EnableConfigurationProperties(ProviderSettings.class)
class ProviderConfiguration {
    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(3);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    private final ProviderSettings settings;
    private final RestTemplate http;

    ProviderConfiguration(ProviderSettings settings, ConfigurableEnvironment environment) {
        refuseSecretForAll(environment);
        this.settings = settings.checked();
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(CONNECTS_WITHIN);
        requests.setReadTimeout(ANSWERS_WITHIN);
        this.http = new RestTemplate(requests);
    }

    /** Everybody on the machine sees a command line. */
    private static void refuseSecretForAll(ConfigurableEnvironment environment) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof CommandLinePropertySource<?>
                    && (source.containsProperty("careloop.oidc.client-secret")
                            || source.containsProperty("careloop.oidc.clientSecret"))) {
                throw new BadInput("careloop.oidc.client-secret: everybody on this machine sees a secret on a command"
                        + " line; set CARELOOP_OIDC_CLIENT_SECRET or CARELOOP_OIDC_CLIENT_SECRET_FILE instead");
            }
        }
    }

    @Bean
    Provider provider() {
        return new Provider(settings, http);
    }

    @Bean
    TokenDecoders tokenDecoders(Clock clock) {
        return new TokenDecoders(http, clock);
    }

    @Bean
    ProviderDoor providerDoor(
            Provider provider,
            TokenDecoders decoders,
            ProviderAccounts accounts,
            SecurityContextHolderStrategy security,
            VaadinDefaultRequestCache requests,
            ApplicationEventPublisher events) {
        return new ProviderDoor(provider, settings, decoders, accounts, http, security, requests, events);
    }

    /** The provider comes without a session, a form or a person: its signature is what counts. */
    @Bean
    @Order(2)
    SecurityFilterChain backChannelFilterChain(
            HttpSecurity http, Provider provider, TokenDecoders decoders, ProviderAccounts accounts) {
        return http.securityMatcher(Provider.SIGNED_OUT)
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                .addFilterBefore(new BackChannelLogout(provider, decoders, accounts), AuthorizationFilter.class)
                .build();
    }
}
