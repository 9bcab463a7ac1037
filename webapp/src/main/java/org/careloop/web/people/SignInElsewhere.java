package org.careloop.web.people;

import java.util.Locale;

/** The provider at which people sign in beside, or in place of, passwords. There is a bean of it where one is set up. */
public interface SignInElsewhere {
    /** The parameter of the sign-in page that says why somebody comes back from the provider; a value of {@link Refusal}. */
    String REFUSED = "provider";

    /** Where the session keeps the subject that nobody has been linked to, for the sign-in page to show it once. */
    String UNKNOWN_SUBJECT = SignInElsewhere.class.getName() + ".subject";

    /** Why nobody was signed in by the provider. */
    enum Refusal {
        /** The provider does not answer. */
        AWAY,
        /** What came back is not what was asked for: another state or nonce, a token for others or expired. */
        REFUSED,
        /** No account belongs to the subject, and none is made for it. */
        UNKNOWN,
        /** An account of that name exists and belongs to nobody at the provider, or to somebody else there. */
        TAKEN,
        /** The account is closed. */
        CLOSED,
        /** The person is in none of the groups that may use CareLoop. */
        GROUPS,
        /** The provider did not say in which groups the person is. */
        CLAIM;

        /** The value in the address of the sign-in page. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Event: the provider sent somebody, or was to send them, and nobody was signed in. */
    record Refused(Refusal why) {}

    /** What people call the provider. */
    String name();

    /** Its address as it names itself in tokens. */
    String issuer();

    /** Where a browser begins the sign-in, below the root of the application. */
    String address();

    /** Whether passwords let administrators in only. */
    boolean passwordsAreForAdministrators();
}
