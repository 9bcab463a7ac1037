package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A senior clinician decides what a colleague flagged: first blind, then with the vote in view, by keys. */
class AdjudicationIT extends WebOnlyIT {
    private static final String REASON = "the dose would kill a child";

    @BeforeAll
    static void aColleagueFlagsAResponse() {
        AnnotationDesk.adjudicator(careloop.database(), "clinician-2");
        AnnotationDesk.design(careloop.database(), "{\"scale\": \"FIVE\", \"flags\": [\"UNSAFE\"]}");
        Page page = signedIn("clinician-1");
        AnnotationDesk.press(page, "f", "1", "1", "r");
        page.keyboard().type(REASON);
        AnnotationDesk.press(page, "Escape");
        AnnotationDesk.pressForNext(page, "5");
        page.context().close();
    }

    @Test
    void theVoteIsHiddenUntilTheBlindVerdictAndStandsBesideTheDecision() {
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        Map<String, String> received = AnnotationDesk.traffic(page);
        AnnotationDesk.signIn(page, careloop.address("/"), "clinician-2");
        page.locator(".person-menu vaadin-button").click();
        assertThat(page.locator(".person-work")).containsText("Adjudication");
        page.locator(".person-work button").click();
        page.waitForURL("**/adjudicate");
        assertThat(page.locator("vaadin-side-nav-item .badge:visible")).containsText("1");
        page.locator(".link-list a").click();
        assertThat(page.locator("[data-adjudicate]")).hasCount(5);
        Chromium.settle(page);
        assertThat(received.toString()).contains("data-adjudicate").doesNotContain(REASON);
        assertThat(page.content())
                .doesNotContain(REASON)
                .doesNotContain("A vote flags a response")
                .doesNotContain("clinician-1");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();

        AnnotationDesk.press(page, "2");
        assertThat(page.locator("main, body").first()).containsText(REASON);
        assertThat(page.locator("body")).containsText("Before you saw these you said: A slightly better.");
        assertThat(page.locator("body")).containsText("A vote flags a response as unsafe or private.");
        assertThat(page.content()).doesNotContain("clinician-1");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        AnnotationDesk.press(page, "5");
        assertThat(page.locator(".problem")).isVisible();
        AnnotationDesk.tabTo(page, "vaadin-text-area textarea, vaadin-text-area");
        page.keyboard().type("1 is right: see the label");
        AnnotationDesk.press(page, "Escape", "5");
        assertThat(page.locator("body")).containsText("Nothing waits for a decision");
        assertThat(page.locator("vaadin-side-nav-item .badge:visible")).hasCount(0);

        assertThat(careloop.database()
                        .sql("select stage || ' ' || strength || ' ' || rationale from adjudication order by stage")
                        .query(String.class)
                        .list())
                .isEqualTo(List.of("BLIND 1 ", "DECISION 3 1 is right: see the label"));
        assertThat(careloop.database()
                        .sql("select count(*) from counted_judgement")
                        .query(Integer.class)
                        .single())
                .isOne();
        page.context().close();
    }
}
