package org.careloop.e2e;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/**
 * A sign-in provider on the loopback: Spring Security's authorisation server, with its own people, groups and sign-in page. It stands
 * at another host name than CareLoop, as a provider does. It can be made to lie.
 */
final class SignInProvider implements AutoCloseable {
    static final String CLIENT = "careloop-of-the-ward";
    static final String SECRET = "seven swans on the lake";
    static final String PASSWORD = "a word for the directory";

    private final int port;
    private final RSAKey key;
    private final Map<String, List<String>> groups = new ConcurrentHashMap<>();
    private volatile String careloop = "http://127.0.0.1";
    private volatile Consumer<JwtClaimsSet.Builder> lie = claims -> {};
    private @Nullable ConfigurableApplicationContext server;

    SignInProvider() throws IOException, JOSEException {
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        key = new RSAKeyGenerator(2048).keyID("of-the-tests").generate();
    }

    String issuer() {
        return "http://localhost:" + port;
    }

    /** Where CareLoop stands, which has registered. */
    void register(String address) {
        careloop = address;
    }

    void groups(String person, String... of) {
        groups.put(person, List.of(of));
    }

    /** What tokens say from now on beside the truth. */
    void lie(Consumer<JwtClaimsSet.Builder> told) {
        lie = told;
    }

    void tellTheTruth() {
        lie = claims -> {};
    }

    void start() {
        server = new SpringApplicationBuilder(Server.class)
                .initializers((ApplicationContextInitializer<GenericApplicationContext>)
                        context -> context.registerBean(SignInProvider.class, () -> this))
                .run(
                        "--server.port=" + port,
                        "--server.address=127.0.0.1",
                        "--server.servlet.session.cookie.name=directory",
                        "--logging.level.root=warn");
    }

    void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** A token that announces a sign-out, as the protocol has it, changed by the test. */
    String logoutToken(Consumer<JwtClaimsSet.Builder> change) {
        Instant now = Instant.now();
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .issuer(issuer())
                .audience(List.of(CLIENT))
                .issuedAt(now)
                .expiresAt(now.plusSeconds(120))
                .id("logout-" + now.toEpochMilli())
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        change.accept(claims);
        return new NimbusJwtEncoder(keys())
                .encode(JwtEncoderParameters.from(claims.build()))
                .getTokenValue();
    }

    private JWKSource<SecurityContext> keys() {
        return new ImmutableJWKSet<>(new JWKSet(key));
    }

    private RegisteredClient client() {
        return RegisteredClient.withId("careloop")
                .clientId(CLIENT)
                .clientSecret("{noop}" + SECRET)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(careloop + "/sign-in/provider/back")
                .postLogoutRedirectUri(careloop + "/login")
                .scope(OidcScopes.OPENID)
                .scope(OidcScopes.PROFILE)
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .build();
    }

    private void tell(JwtEncodingContext token) {
        if (token.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
            String person = token.getPrincipal().getName();
            token.getClaims()
                    .subject("id-of-" + person)
                    .claim("preferred_username", person)
                    .claim("name", "Dr. " + person)
                    .claim("groups", groups.getOrDefault(person, List.of()));
            lie.accept(token.getClaims());
        }
    }

    /** The provider's own application; nothing of CareLoop is in it. */
    @EnableWebSecurity
    @ImportAutoConfiguration({TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class})
    static class Server {
        @Bean
        SecurityFilterChain chain(HttpSecurity http) {
            return http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .build();
        }

        @Bean
        UserDetailsService people() {
            return new InMemoryUserDetailsManager(Set.of("wang", "okafor", "silva", "meyer", "haddad", "lind").stream()
                    .map(name -> User.withUsername(name)
                            .password("{noop}" + PASSWORD)
                            .roles("STAFF")
                            .build())
                    .toList());
        }

        @Bean
        RegisteredClientRepository clients(SignInProvider provider) {
            return new RegisteredClientRepository() {
                /** With the secret in another form, which is not kept. */
                @Override
                public void save(RegisteredClient client) {}

                @Override
                public RegisteredClient findById(String id) {
                    return provider.client();
                }

                @Override
                public @Nullable RegisteredClient findByClientId(String clientId) {
                    return clientId.equals(CLIENT) ? provider.client() : null;
                }
            };
        }

        @Bean
        JWKSource<SecurityContext> jwkSource(SignInProvider provider) {
            return provider.keys();
        }

        @Bean
        JwtDecoder jwtDecoder(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        AuthorizationServerSettings settings(SignInProvider provider) {
            return AuthorizationServerSettings.builder()
                    .issuer(provider.issuer())
                    .build();
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims(SignInProvider provider) {
            return provider::tell;
        }
    }
}
