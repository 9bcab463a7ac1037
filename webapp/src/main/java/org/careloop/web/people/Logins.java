package org.careloop.web.people;

import java.util.Locale;
import java.util.regex.Pattern;
import org.careloop.run.BadInput;
import org.careloop.run.Sha256;

/** What an account and its owner may be called. */
final class Logins {
    static final int LONGEST_LOGIN = 100;
    private static final int LONGEST_NAME = 200;
    private static final int SUBJECT_DIGITS = 12;
    private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,%d}".formatted(LONGEST_LOGIN - 1));

    private Logins() {}

    /** An account name as it is stored. */
    static String checked(String given) {
        String login = given.strip().toLowerCase(Locale.ROOT);
        if (!LOGIN.matcher(login).matches()) {
            String shown = given.length() > 40 ? given.substring(0, 40) + "…" : given;
            throw BadInput.coded(
                    "account.login",
                    "account name \"%s\": expected 1 to %d of a-z, 0-9, dot, dash, underscore, @"
                            .formatted(shown, LONGEST_LOGIN),
                    shown,
                    LONGEST_LOGIN);
        }
        return login;
    }

    /** The usable account name that is nearest to one which another system gave; of the subject where nothing of it is usable. */
    static String nearest(String given, String subject) {
        String login = given.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9._@-]+", "-")
                .replaceFirst("^[^a-z0-9]+", "");
        if (login.isEmpty()) {
            return "person-" + Sha256.of(subject).substring(0, SUBJECT_DIGITS);
        }
        return login.substring(0, Math.min(login.length(), LONGEST_LOGIN));
    }

    /** A name that another system gave, as far as it fits. */
    static String nearestName(String given, String login) {
        return checkedName(given.strip().substring(0, Math.min(given.strip().length(), LONGEST_NAME)), login);
    }

    /** The name that colleagues see; the account's where none is given. */
    static String checkedName(String given, String login) {
        String name = given.strip();
        if (name.length() > LONGEST_NAME) {
            throw BadInput.coded(
                    "account.name-length",
                    "name: given %d characters, expected at most %d".formatted(name.length(), LONGEST_NAME),
                    name.length(),
                    LONGEST_NAME);
        }
        return name.isEmpty() ? login : name;
    }

    static BadInput taken(String login) {
        return BadInput.coded("account.taken", "account name \"%s\" is taken; choose another".formatted(login), login);
    }
}
