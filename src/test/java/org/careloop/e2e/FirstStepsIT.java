package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The first days of a study are five ticks on its page, and the next step is its button. */
class FirstStepsIT extends WebOnlyIT {
    private static final UUID STUDY = UUID.randomUUID();

    @Test
    void theNextStepIsTheButtonUntilTheStudyCollects() {
        JudgedStudy.add(careloop.database(), STUDY, "Fever", "DRAFT");
        Page page = lead("/study/" + STUDY);
        assertThat(page.locator(".first-steps .first-done")).hasCount(2);
        assertThat(page.locator(".first-steps [aria-current=step]")).containsText("Shape what is asked");
        assertThat(page.locator(".first-steps .primary-link")).hasText("Open the design");
        careloop.database()
                .sql("update study set version = version + 1 where id = ?")
                .param(STUDY)
                .update();
        page.reload();
        assertThat(page.locator(".first-steps [aria-current=step]")).containsText("Try it in a pilot");
        assertThat(button(page, "Start a pilot")).isVisible();
        button(page, "Lock and collect").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("40 comparisons will be handed out.");
        assertThat(dialog).containsText("80 votes are asked for.");
        assertThat(dialog).containsText("clinicians can judge.");
        Chromium.settle(page);
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Lock and collect"))
                .click();
        assertThat(page.locator(".page-heading .badge")).hasText("Collecting");
        assertThat(page.locator(".first-steps")).isHidden();
        page.context().close();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
