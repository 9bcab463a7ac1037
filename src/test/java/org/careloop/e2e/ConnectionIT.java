package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The line that says that there is no connection goes when there is one again, while nobody touches anything. */
class ConnectionIT extends WebOnlyIT {
    private static final Pattern ROUND_TRIP = Pattern.compile("v-r=(uidl|heartbeat)");

    private static Locator away(Page page) {
        return page.locator("vaadin-connection-indicator:is([reconnecting], [offline])");
    }

    @Test
    void afterADraftThatDidNotComeThrough() {
        Page page = signedIn("clinician-1");
        page.route(ROUND_TRIP, Route::abort);
        AnnotationDesk.press(page, "r");
        page.keyboard().type("a dose");
        assertThat(away(page)).hasCount(1);
        page.unroute(ROUND_TRIP);
        assertThat(away(page)).hasCount(0);
        page.context().close();
    }

    @Test
    void afterTheBrowserWasOffline() {
        Page page = lead(ofStudy(""));
        page.context().setOffline(true);
        assertThat(away(page)).hasCount(1);
        page.context().setOffline(false);
        assertThat(away(page)).hasCount(0);
        page.context().close();
    }
}
