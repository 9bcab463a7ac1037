package org.careloop.web.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.web.secret.ServerKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class KnownBrowsersTest {
    @TempDir
    private Path data;

    @AfterEach
    void noRequest() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void oneBrowserKnowsSeveralAccountsAndNamesNone() {
        Cookie cookie = remembered(null, "ada");
        cookie = remembered(cookie, "grace");
        assertThat(number(cookie, "ada")).isPresent().isNotEqualTo(number(cookie, "grace"));
        assertThat(number(cookie, "eve")).isEmpty();
        assertThat(cookie.getValue()).doesNotContain("ada").doesNotContain("grace");
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getAttribute("SameSite")).isEqualTo("Lax");
    }

    @Test
    void aCookieOfAnotherInstallationIsWorthNothing() throws IOException {
        Cookie cookie = remembered(null, "ada");
        Files.delete(data.resolve("sign-in.key"));
        assertThat(number(cookie, "ada")).isEmpty();
    }

    @Test
    void anythingAsACookieIsRead() {
        for (String value : new String[] {"", ".", "_", "a", "a.b", "a._.b__", "x".repeat(100_000)}) {
            assertThat(browsers().number(Optional.of(value), "ada")).isEmpty();
        }
    }

    @Test
    void itGrowsNoFurtherThanEightAccounts() {
        Cookie cookie = remembered(null, "ada");
        for (int i = 0; i < 20; i++) {
            cookie = remembered(cookie, "name-" + i);
        }
        assertThat(cookie.getValue().split("_")).hasSize(8);
        assertThat(number(cookie, "name-19")).isPresent();
        assertThat(number(cookie, "ada")).isEmpty();
    }

    @Test
    void theKeyIsItsOwnersAloneAndADamagedOneIsNamed() throws IOException {
        remembered(null, "ada");
        Path key = data.resolve("sign-in.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        try (var files = Files.list(data)) {
            assertThat(files).containsExactly(key);
        }
        Files.writeString(key, "damaged");
        assertThatThrownBy(() -> remembered(null, "ada"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("sign-in.key")
                .hasMessageContaining("64 hexadecimal digits");
    }

    private Cookie remembered(Cookie before, String login) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        if (before != null) {
            request.setCookies(before);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request, response));
        browsers().remember(login);
        return response.getCookie(KnownBrowsers.COOKIE);
    }

    private Optional<String> number(Cookie cookie, String login) {
        return browsers().number(Optional.of(cookie.getValue()), login);
    }

    private KnownBrowsers browsers() {
        return new KnownBrowsers(new ServerKey(data));
    }
}
