package org.careloop.web;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import java.time.Clock;
import java.time.Duration;
import org.careloop.web.people.EndedSessions;
import org.careloop.web.people.LiveSessions;
import org.careloop.web.people.LoginView;
import org.careloop.web.people.OwnSignInForm;
import org.careloop.web.people.SignInRequest;
import org.careloop.web.people.factor.CodeSignIn;
import org.careloop.web.provider.ProviderDoor;
import org.careloop.web.secret.ServerKey;
import org.careloop.web.shell.PagePolicy;
import org.springframework.aop.Advisor;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.Pointcut;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.security.authorization.method.AuthorizationInterceptorsOrder;
import org.springframework.security.authorization.method.AuthorizationManagerBeforeMethodInterceptor;
import org.springframework.security.authorization.method.Jsr250AuthorizationManager;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may come in, and what a page of ours may load. Authorisation itself stands on the service methods. */
@Configuration
@EnableWebSecurity
@EnableMethodSecurity
class SecurityConfiguration {
    /**
     * Insists on the roles that services ask for. Views carry the same annotations for the navigation, which checks them
     * itself; around a view stands no proxy, whose final methods would run without the view's fields.
     */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor rolesOfServices(@Lazy SecurityContextHolderStrategy security) {
        Jsr250AuthorizationManager roles = new Jsr250AuthorizationManager();
        Pointcut annotated =
                AuthorizationManagerBeforeMethodInterceptor.jsr250(roles).getPointcut();
        ClassFilter noView = type -> !Component.class.isAssignableFrom(type);
        AuthorizationManagerBeforeMethodInterceptor guard = new AuthorizationManagerBeforeMethodInterceptor(
                new ComposablePointcut(annotated).intersection(noView), roles);
        guard.setSecurityContextHolderStrategy(security);
        guard.setOrder(AuthorizationInterceptorsOrder.JSR250.getOrder());
        return guard;
    }

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            LiveSessions sessions,
            SecurityContextHolderStrategy security,
            ObjectProvider<ProviderDoor> provider,
            ServerKey key,
            CodeSignIn code,
            Clock clock,
            @Value("${careloop.idle}") Duration idle) {
        key.check();
        provider.ifAvailable(door -> door.addTo(http));
        http.addFilterBefore(new OwnSignInForm(), UsernamePasswordAuthenticationFilter.class);
        http.addFilterAfter(code, UsernamePasswordAuthenticationFilter.class);
        http.addFilterAfter(new EndedSessions(sessions, security, clock, idle), AnonymousAuthenticationFilter.class);
        http.authorizeHttpRequests(requests -> requests.requestMatchers(
                        "/health",
                        "/health/**",
                        "/*.css",
                        "/shell.js",
                        "/links.js",
                        "/unsent.js",
                        "/icons/**",
                        "/aura/**")
                .permitAll());
        http.headers(headers -> headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                .contentSecurityPolicy(csp -> csp.policyDirectives(PagePolicy.withoutInlineScript()))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy("camera=(), microphone=(), geolocation=()"))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .withObjectPostProcessor(new EagerHeaders()));
        http.with(VaadinSecurityConfigurer.vaadin(), vaadin -> {
            vaadin.loginView(LoginView.class, "/login")
                    .anyRequest(AuthorizeHttpRequestsConfigurer.AuthorizedUrl::authenticated);
            provider.ifAvailable(door -> vaadin.logoutSuccessHandler(door.signedOut()));
        });
        // After the line above, which would otherwise come too late to keep Spring's own sign-in page away.
        http.formLogin(
                form -> form.authenticationDetailsSource(SignInRequest::new).failureHandler(code.afterPassword()));
        http.csrf(csrf -> csrf.ignoringRequestMatchers("/" + CodeSignIn.ADDRESS));
        return http.build();
    }

    /** Pages come by a forward, which ends the response before headers that wait for its end are written. */
    private static final class EagerHeaders implements ObjectPostProcessor<HeaderWriterFilter> {
        @Override
        public <O extends HeaderWriterFilter> O postProcess(O filter) {
            filter.setShouldWriteHeadersEagerly(true);
            return filter;
        }
    }
}
