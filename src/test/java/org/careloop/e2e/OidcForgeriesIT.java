package org.careloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;

/** What a stranger, or a provider that lies, sends in place of what was asked for lets nobody in. */
class OidcForgeriesIT extends OidcCase {
    private static final String NOT_ASKED_FOR = "is not what was asked for";

    @BeforeEach
    void provider() {
        provider.start();
        provider.groups("lind", "it");
    }

    @AfterEach
    void noProvider() {
        provider.tellTheTruth();
        provider.stop();
        assertThat(roles("lind")).isEmpty();
    }

    private static void refusedWhenTold(Consumer<JwtClaimsSet.Builder> lie) {
        provider.lie(lie);
        Page page = window();
        signIn(page, "lind");
        refused(page, NOT_ASKED_FOR);
        page.context().close();
    }

    @Test
    void anotherNonceIsRefused() {
        refusedWhenTold(claims -> claims.claim("nonce", "of-another-sign-in"));
    }

    @Test
    void aTokenForAnotherApplicationIsRefused() {
        refusedWhenTold(claims -> claims.audience(List.of("another-application")));
    }

    @Test
    void anExpiredTokenIsRefused() {
        refusedWhenTold(claims -> claims.issuedAt(Instant.now().minusSeconds(7200))
                .expiresAt(Instant.now().minusSeconds(3600)));
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() {
        refusedWhenTold(claims -> claims.issuer("https://elsewhere.example"));
    }

    @Test
    void aStateThatNobodyAskedForIsRefused() {
        Page page = window();
        Visit.open(page, careloop.address("/sign-in/provider/back?code=stolen&state=made-up"));
        refused(page, NOT_ASKED_FOR);
        page.context().close();
    }

    /** Somebody else's answer of the provider would sign this browser in as them. */
    @Test
    void theAnswerToAnotherBrowserIsRefused() {
        provider.groups("silva", "trial-office");
        Page theirs = window();
        List<String> answers = new ArrayList<>();
        theirs.onRequest(request -> {
            if (request.url().startsWith(careloop.address("/sign-in/provider/back"))) {
                answers.add(request.url());
            }
        });
        signIn(theirs, "silva");
        assertThat(answers).hasSize(1);

        Page mine = window();
        Visit.open(mine, answers.getFirst());
        refused(mine, NOT_ASKED_FOR);
        mine.context().close();
        theirs.context().close();
    }

    @Test
    void aTokenWithoutGroupsSaysSoAndChangesNoRoles() {
        provider.lie(claims -> claims.claims(all -> all.remove("groups")));
        Page page = window();
        signIn(page, "lind");
        refused(page, "did not say in which groups");
        page.context().close();
    }

    @Test
    void aLogoutThatIsNoneIsRefused() throws IOException, InterruptedException, JOSEException {
        Stream<Consumer<JwtClaimsSet.Builder>> changes = Stream.of(
                claims -> claims.subject("x").audience(List.of("another-application")),
                claims -> claims.subject("x").issuer("https://elsewhere.example"),
                claims -> claims.subject("x").claim("nonce", "as-an-id-token-has"),
                claims -> claims.subject("x").claim("events", Map.of("other", Map.of())),
                claims -> claims.subject("x").issuedAt(Instant.now().minusSeconds(900)),
                claims -> claims.subject("x")
                        .issuedAt(Instant.now().minusSeconds(200))
                        .expiresAt(Instant.now().minusSeconds(90)),
                claims -> {});
        for (Consumer<JwtClaimsSet.Builder> change : changes.toList()) {
            assertThat(OidcIT.backChannel(provider.logoutToken(change))).isEqualTo(400);
        }
        assertThat(OidcIT.backChannel("no token")).isEqualTo(400);
        assertThat(OidcIT.backChannel(signedByTheSecret())).isEqualTo(400);
        assertThat(OidcIT.backChannel(provider.logoutToken(claims -> claims.subject("x"))))
                .isEqualTo(200);
    }

    /** By what CareLoop and the provider share, in place of the provider's own key. */
    private static String signedByTheSecret() throws JOSEException {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(provider.issuer())
                .audience(SignInProvider.CLIENT)
                .issueTime(Date.from(Instant.now()))
                .subject("x")
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))
                .build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner((SignInProvider.SECRET + SignInProvider.SECRET).getBytes(StandardCharsets.UTF_8)));
        return token.serialize();
    }
}
