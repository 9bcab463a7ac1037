package org.careloop.web.people;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.web.secret.ServerKey;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.WebUtils;

/**
 * Knows a browser in which an account has signed in before, so that it need not wait for what others guess: a cookie with a
 * random number for each account, and a seal over number and account that only this installation can make. It opens nothing
 * and names nobody. After OWASP's "Slow down online guessing attacks with device cookies".
 */
@Component
class KnownBrowsers {
    static final String COOKIE = "careloop-known";
    private static final Duration LASTS = Duration.ofDays(180);
    private static final int NUMBER_BYTES = 12;
    private static final int SEAL_BYTES = 18;
    private static final int MOST = 8;

    private final ServerKey key;
    private final SecureRandom random = new SecureRandom();

    KnownBrowsers(ServerKey key) {
        this.key = key;
    }

    static Optional<String> cookie(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, COOKIE)).map(Cookie::getValue);
    }

    /** The random number that the cookie has for an account. */
    Optional<String> number(Optional<String> cookie, String login) {
        return cookie.stream()
                .flatMap(KnownBrowsers::entries)
                .filter(entry -> isOf(entry, login))
                .map(entry -> entry.substring(0, entry.indexOf('.')))
                .findFirst();
    }

    /** Remembers that this account was proved in the browser that is being answered. */
    void remember(String login) {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes now
                && now.getResponse() != null) {
            remember(login, now.getRequest(), now.getResponse());
        }
    }

    private void remember(String login, HttpServletRequest request, HttpServletResponse response) {
        Optional<String> before = cookie(request);
        String value = Stream.concat(
                        Stream.of(entry(login)),
                        before.stream().flatMap(KnownBrowsers::entries).filter(entry -> !isOf(entry, login)))
                .limit(MOST)
                .collect(Collectors.joining("_"));
        Cookie cookie = new Cookie(COOKIE, value);
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setPath(request.getContextPath() + "/");
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge((int) LASTS.toSeconds());
        response.addCookie(cookie);
    }

    private String entry(String login) {
        byte[] number = new byte[NUMBER_BYTES];
        random.nextBytes(number);
        String text = text(number);
        return text + "." + seal(text, login);
    }

    private boolean isOf(String entry, String login) {
        int dot = entry.indexOf('.');
        return dot > 0
                && MessageDigest.isEqual(
                        entry.substring(dot + 1).getBytes(StandardCharsets.US_ASCII),
                        seal(entry.substring(0, dot), login).getBytes(StandardCharsets.US_ASCII));
    }

    private String seal(String number, String login) {
        return text(Arrays.copyOf(ServerKey.mac(key.keyFor("known browsers"), number + "\n" + login), SEAL_BYTES));
    }

    private static Stream<String> entries(String cookie) {
        return Stream.of(cookie.split("_", MOST + 1)).limit(MOST);
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder()
                .withoutPadding()
                .encodeToString(bytes)
                .replace('+', '-')
                .replace('/', '~');
    }
}
