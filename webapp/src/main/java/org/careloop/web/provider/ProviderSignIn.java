package org.careloop.web.provider;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.careloop.web.people.ProvidedPerson;
import org.careloop.web.people.ProviderAccounts;
import org.careloop.web.people.SignInElsewhere;
import org.careloop.web.people.SignInElsewhere.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * Takes whom the provider sends back. State, nonce, proof key and signature are checked by Spring Security; then the person gets the
 * session of an account, the same as with a password. What the provider issued is kept nowhere but for the ID token.
 */
final class ProviderSignIn extends OAuth2LoginAuthenticationFilter {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderSignIn.class);

    private final ProviderSettings settings;
    private final ProvidedClaims claims;
    private final ProviderAccounts accounts;

    ProviderSignIn(Provider provider, ProviderSettings settings, ProviderAccounts accounts) {
        super(provider, new NoTokensKept(), Provider.BACK);
        this.settings = settings;
        this.claims = new ProvidedClaims(settings);
        this.accounts = accounts;
    }

    /** Nobody is signed in, for this reason. */
    static final class NotIn extends AuthenticationException {
        private static final long serialVersionUID = 1L;
        private final Refusal why;

        NotIn(Refusal why) {
            super(why.name());
            this.why = why;
        }

        Refusal why() {
            return why;
        }
    }

    @Override
    public Authentication attemptAuthentication(HttpServletRequest request, HttpServletResponse response) {
        Authentication provided = super.attemptAuthentication(request, response);
        if (provided == null || !(provided.getPrincipal() instanceof OidcUser user)) {
            throw new NotIn(Refusal.REFUSED);
        }
        ProvidedPerson person = claims.person(user).orElseThrow(() -> {
            LOG.warn("the provider sent no claim {}, which says who may do what", settings.groupsClaim());
            return new NotIn(Refusal.CLAIM);
        });
        try {
            return accounts.signIn(person, settings.accounts() == ProviderSettings.Accounts.MAKE);
        } catch (ProviderAccounts.RefusedException e) {
            if (e.why() == Refusal.UNKNOWN || e.why() == Refusal.TAKEN) {
                request.getSession().setAttribute(SignInElsewhere.UNKNOWN_SUBJECT, person.subject());
            }
            throw new NotIn(e.why());
        }
    }
}
