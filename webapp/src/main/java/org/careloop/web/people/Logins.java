package org.careloop.web.people;

import java.util.Locale;
import java.util.regex.Pattern;
import org.careloop.run.BadInput;

/** What an account and its owner may be called. */
final class Logins {
    static final int LONGEST_LOGIN = 100;
    private static final int LONGEST_NAME = 200;
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
