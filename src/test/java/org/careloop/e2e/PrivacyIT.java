package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** A clinician reports a comparison for privacy, which holds it back; a lead who is no clinician releases it. */
class PrivacyIT extends WebOnlyIT {
    private static final String NOTE = "the house number of a patient";

    @Test
    void whatAClinicianReportsIsHeldBackUntilALeadHasLooked() {
        Page page = signedIn("clinician-1");
        String reported = AnnotationDesk.comparison(page);
        AnnotationDesk.press(page, "p");
        page.keyboard().type(NOTE);
        AnnotationDesk.pressForNext(page, "Control+Enter");
        assertThat(isHeld(reported)).isTrue();
        page.context().close();

        Page lead = lead(ofStudy("/adjudication"));
        assertThat(lead.getByText(NOTE)).isVisible();
        assertThat(Chromium.accessibilityFaults(lead)).isEmpty();

        lead.locator(".facts a").click();
        assertThat(lead.locator(".case")).isVisible();
        assertThat(lead.locator(".privacy-decision")).containsText(NOTE);
        Locator decision = lead.locator(".privacy-decision");
        release(decision).click();
        assertThat(decision.locator("[role=alert]")).containsText("Say why");
        decision.getByLabel("Reason").fill("it is the hospital's");
        Chromium.still(lead);
        assertThat(Chromium.accessibilityFaults(lead)).isEmpty();
        release(decision).click();
        assertThat(decision).isHidden();
        assertThat(lead.locator("body")).containsText("Released by");
        assertThat(isHeld(reported)).isFalse();
        lead.context().close();
    }

    private static Locator release(Locator within) {
        return within.getByRole(
                AriaRole.BUTTON,
                new Locator.GetByRoleOptions().setName("Release").setExact(true));
    }

    private static boolean isHeld(String comparison) {
        return careloop.database()
                .sql("select held from comparison where id = cast(? as uuid)")
                .param(comparison)
                .query(Boolean.class)
                .single();
    }
}
