package org.careloop.web.secret;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import me.gosimple.nbvcxz.Nbvcxz;
import me.gosimple.nbvcxz.resources.ConfigurationBuilder;
import org.careloop.run.BadInput;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Which passwords may be chosen. Asked when one is set and never at sign-in, so that nobody is locked out by a new list.
 * What a guesser would try first is estimated by nbvcxz, from its lists of leaked passwords, words and names and from
 * patterns of keyboards, years and repetitions.
 */
@Component
public class PasswordRules {
    /** A thousand million guesses. */
    private static final double LEAST_BITS = 30;
    /** Of a longer password the rest only makes it better. */
    private static final int LOOKED_AT = 64;

    /** More than anybody types; a Chinese character has three. */
    private static final int MOST_BYTES = 256;

    private static final int DISTINCT = 5;

    private final Optional<BreachedFile> file;
    private @Nullable Nbvcxz guesses;

    /** @param breached a file of breached passwords; none when empty */
    PasswordRules(@Value("${careloop.breached-passwords:}") String breached) {
        this.file = breached.isBlank() ? Optional.empty() : Optional.of(new BreachedFile(Path.of(breached)));
    }

    /**
     * Checks that a password is strong enough.
     *
     * @throws BadInput when it is too short, too long, the account's name, known from a breach, or soon guessed
     */
    public void check(String password, String login) {
        if (password.length() < Passwords.SHORTEST) {
            throw BadInput.coded(
                    "account.password-length",
                    "password: given %d characters, expected %d or more"
                            .formatted(password.length(), Passwords.SHORTEST),
                    password.length(),
                    Passwords.SHORTEST);
        }
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw BadInput.coded(
                    "account.password-long",
                    "password: given %d bytes, expected at most %d; a Chinese character takes three"
                            .formatted(bytes, MOST_BYTES),
                    MOST_BYTES,
                    MOST_BYTES / 3);
        }
        if (login.length() > 2 && password.toLowerCase(Locale.ROOT).contains(login)
                || password.chars().distinct().count() < DISTINCT) {
            throw BadInput.coded(
                    "account.password-easy",
                    "password: it holds the account's name or few different characters; choose another");
        }
        checkKnown(password);
    }

    private void checkKnown(String password) {
        boolean breached = file.filter(known -> known.has(password)).isPresent();
        if (breached || guesses().estimate(password).getEntropy() < LEAST_BITS) {
            throw BadInput.coded(
                    "account.password-known",
                    "password: it is on a list of known passwords or made of such parts; choose several words that do"
                            + " not belong together");
        }
    }

    /** Made when the first password is set: its lists take a second to read. */
    private synchronized Nbvcxz guesses() {
        if (guesses == null) {
            guesses = new Nbvcxz(
                    new ConfigurationBuilder().setMaxLength(LOOKED_AT).createConfiguration());
        }
        return guesses;
    }
}
