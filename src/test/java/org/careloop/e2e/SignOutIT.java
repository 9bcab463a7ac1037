package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a browser alone holds goes with the person who typed it, and never unasked. */
class SignOutIT extends WebOnlyIT {
    private static final String KEPT =
            "() => [localStorage, sessionStorage].flatMap(store => Object.keys(store)).filter(key => /^careloop-(draft|note):/.test(key)).length";

    private static void signOut(Page page) {
        page.locator(".person-menu > vaadin-button").click();
        page.getByText("Sign out", new Page.GetByTextOptions().setExact(true)).click();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    @Test
    void whoeverHasLeftNothingUnsentSignsOutAtOnceAndADraftComesAlongLater() {
        Page page = signedIn("clinician-1");
        AnnotationDesk.press(page, "r");
        page.keyboard().type("begun");
        signOut(page);
        page.waitForURL(Pattern.compile(".*/login.*"));
        assertThat(page.evaluate(KEPT)).isEqualTo(0);
        AnnotationDesk.signIn(page, careloop.address("/"), "clinician-1");
        assertThat(AnnotationDesk.reason(page)).hasValue("begun");
        page.context().close();
    }

    @Test
    void aNoteThatWasNeverSentIsAskedForAndRemovedOnlyWhenThePersonSaysSo() {
        Page page = signedIn("clinician-2");
        AnnotationDesk.press(page, "a");
        page.keyboard().type("two guidelines disagree");
        signOut(page);
        assertThat(page.getByText("One text that you typed is in this browser only"))
                .isVisible();
        Chromium.picture(page, "sign-out-en");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        button(page, "Cancel").last().click();
        assertThat(page.evaluate(KEPT)).isEqualTo(1);
        signOut(page);
        button(page, "Remove and sign out").click();
        page.waitForURL(Pattern.compile(".*/login.*"));
        assertThat(page.evaluate(KEPT)).isEqualTo(0);
        page.context().close();
    }

    @Test
    void whatAnotherPersonLeftHereStaysTheirs() {
        Page page = signedIn("clinician-1");
        page.evaluate("() => localStorage.setItem('careloop-draft:somebody-else:pair', '{}')");
        signOut(page);
        page.waitForURL(Pattern.compile(".*/login.*"));
        assertThat(page.evaluate(KEPT)).isEqualTo(1);
        page.context().close();
    }
}
