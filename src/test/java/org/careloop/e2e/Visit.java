package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import java.util.regex.Pattern;

/** How a person comes to a page: signs in, opens it, and waits until it stands. */
public final class Visit {
    /** The password of the demo's accounts. */
    static final String PASSWORD = "careloop-demo";

    private Visit() {}

    /** Fills in the sign-in form in view as one of the demo's people, and waits for the page behind it. */
    static void signIn(Page page, String login) {
        signIn(page, login, PASSWORD);
    }

    /** Fills in the sign-in form in view, and waits for the page behind it. */
    public static void signIn(Page page, String login, String password) {
        page.locator("input[name=username]").fill(login);
        page.locator("input[name=password]").fill(password);
        page.locator("button[type=submit]").click();
        comeIn(page);
    }

    /** Waits until the sign-in is behind, and goes on to the first pair of whoever has pairs. */
    static void comeIn(Page page) {
        assertThat(page).not().hasURL(Pattern.compile("login"));
        Chromium.settle(page);
        begin(page);
    }

    /** Goes on from the page before the first pair, where it is in view, in the first study that is offered. */
    private static void begin(Page page) {
        page.locator(".start-page, .annotate, .my-work, .page, .login").first().waitFor();
        if (page.locator(".start-page").count() == 0) {
            return;
        }
        for (String button : List.of(".start-card > vaadin-button", ".start-way-on > vaadin-button")) {
            if (page.locator(button).count() > 0) {
                page.locator(button).first().click();
                Chromium.settle(page);
            }
        }
        assertThat(page).hasURL(Pattern.compile("annotate"));
        Chromium.settle(page);
    }

    /** Opens a page and waits until it stands. */
    static void open(Page page, String address) {
        page.navigate(address);
        Chromium.settle(page);
    }

    /** As after a restart of the server: it no longer knows the session that the browser names. */
    static void endSession(Page page) {
        List<Cookie> cookies = page.context().cookies();
        cookies.forEach(cookie -> cookie.value = "0".repeat(32));
        page.context().addCookies(cookies);
    }
}
