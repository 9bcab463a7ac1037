package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

/** The time that a person works, on a clock that the test moves. */
class TimeIT extends WebOnlyIT {
    private static final int STEP = 50_000;

    @Test
    void aRestIsHintedAtAfterThreeQuartersOfAnHourAndPausesAreNoWork() {
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        page.clock().install();
        AnnotationDesk.signIn(page, careloop.address("/"), "clinician-1");
        work(page, 53);
        assertThat(page.locator(".rest-hint")).isHidden();
        work(page, 2);
        assertThat(page.locator(".rest-hint")).isVisible();
        assertThat(page.locator(".rest-hint")).containsText("45 minutes");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.locator("[data-rested]").click();
        assertThat(page.locator(".rest-hint")).isHidden();

        page.clock().fastForward(3 * 3600_000);
        AnnotationDesk.pressForNext(page, "1");
        // 55 steps of 50 seconds, and the moments in between; not the three hours.
        assertThat((long)
                        AnnotationDesk.last(careloop.database(), "clinician-1").get("active_ms"))
                .isBetween(55L * STEP, 58L * STEP);
        page.context().close();
    }

    @Test
    void aPageThatWasClosedForARestBeginsAnew() {
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        page.clock().install();
        AnnotationDesk.signIn(page, careloop.address("/"), "clinician-2");
        work(page, 50);
        page.clock().fastForward(3600_000);
        page.reload();
        AnnotationDesk.ready(page);
        work(page, 10);
        assertThat(page.locator(".rest-hint")).isHidden();
        page.context().close();
    }

    private static void work(Page page, int steps) {
        for (int step = 0; step < steps; step++) {
            page.clock().fastForward(STEP);
            page.mouse().move(100 + step, 200);
        }
        page.clock().runFor(1_000);
    }
}
