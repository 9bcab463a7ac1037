package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The annotation page in rare states: hostile texts, and each of its questions. */
class AnnotationScreensIT extends WebOnlyIT {

    @Test
    void aHostileResponseIsReadAsText() {
        AnnotationDesk.design(careloop.database(), "{\"criteria\": [], \"scale\": \"FIVE_BOTH_BAD\"}");
        Page page = signedIn("clinician-2", ColorScheme.DARK);
        AnnotationDesk.responses(
                careloop.database(),
                AnnotationDesk.comparison(page),
                "<img src=x onerror=\"window.harmed = 1\"> <script>window.harmed = 2</script>"
                        + " ![seen](http://127.0.0.1:1/pixel.png) [link](javascript:window.harmed=3)",
                "=HYPERLINK(\"http://127.0.0.1:1\") \u202edesrever\u202c \u0007 مرحبا بالعالم",
                List.of());
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> asked.add(request.url()));
        page.reload();
        AnnotationDesk.ready(page);
        assertThat(page.locator(".response-pages")).containsText("<\u2060img src=x onerror");
        assertThat(page.locator(".response-pages")).containsText("=HYPERLINK(");
        assertThat(page.locator(".response img, .response script")).hasCount(0);
        assertThat(page.evaluate("() => window.harmed ?? 0")).isEqualTo(0);
        assertThat(asked).noneMatch(url -> url.contains("pixel.png") || url.contains("127.0.0.1:1/"));
        assertThat(page.locator(".verdict:visible")).hasCount(6);
        assertThat(Chromium.sidewaysOverflow(page)).isEmpty();
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.context().close();
    }

    @Test
    void everyQuestionAboveTheVerdictsIsAccessible() {
        AnnotationDesk.design(careloop.database(), """
            {"criteria": [{"key": "safety", "label": null, "required": true},
                          {"key": "clarity", "label": "Clarity", "required": false}], "scale": "FIVE"}\
            """);
        Page page = signedIn("clinician-2", ColorScheme.LIGHT);
        List<String> faults = new ArrayList<>();
        for (String key : List.of("1", "f", "Escape", "s", "Escape", "a", "Escape", "p", "Escape", "c", "1")) {
            AnnotationDesk.press(page, key);
            faults.addAll(Chromium.accessibilityFaults(page));
        }
        AnnotationDesk.press(page, "Escape", "f", "1", "1", "d");
        faults.addAll(Chromium.accessibilityFaults(page));
        assertThat(page.locator(".flag-chip")).hasCount(1);
        assertThat(faults).isEmpty();
        Chromium.picture(page, "annotate-criteria");
        page.context().close();
    }

    @Test
    void aVerdictThatTheServerNeverGotIsNamedWithItsGradeAndItsKey() {
        AnnotationDesk.design(careloop.database(), "{\"criteria\": [], \"scale\": \"FIVE\"}");
        Page page = signedIn("clinician-1");
        BrowserContext browser = page.context();
        page.route(address -> address.contains("v-r=uidl"), Route::abort);
        AnnotationDesk.press(page, "2");
        page.waitForFunction("() => Object.values(localStorage).some(kept => kept.includes('LEFT'))");
        // Closed at once it would try again while nothing holds it back any more.
        page.navigate("about:blank");
        page.close();

        Page again = browser.newPage();
        Visit.open(again, careloop.address("/annotate"));
        AnnotationDesk.ready(again);
        assertThat(AnnotationDesk.note(again))
                .hasText("Your verdict was not received: A slightly better. Press 2 to send it.");
        browser.close();
    }
}
