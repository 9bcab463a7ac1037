package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who filters by an account that there is not is told so at the field, and gets no empty result. */
class UnknownAccountIT extends WebOnlyIT {
    private static final UUID STUDY = UUID.randomUUID();

    @Test
    void anExportOfAnUnknownAccountIsRefusedAtTheField() {
        JudgedStudy.add(careloop.database(), STUDY, "Fever", "COLLECTING");
        Page page = lead("/study/%s/export".formatted(STUDY));
        Locator field = page.locator("vaadin-text-field").filter(new Locator.FilterOptions().setHasText("Account of"));
        field.locator("input").fill("clinican-1");
        page.keyboard().press("Tab");
        assertThat(field.locator("[slot=error-message]"))
                .containsText(
                        "The account \"clinican-1\" has no votes in this study. With votes: clinician-1, clinician-2");
        assertThat(page.locator(".choice-card a[href]")).hasCount(0);
        field.locator("input").fill("clinician-1");
        page.keyboard().press("Tab");
        assertThat(field.locator("[slot=error-message]")).isHidden();
        assertThat(page.locator(".choice-card a[href]")).not().hasCount(0);
        page.context().close();
    }

    @Test
    void theTrailOfAnUnknownAccountIsRefusedAtTheField() {
        Page page = signedInAt("/audit", "admin", Visit.PASSWORD);
        Locator field = page.locator(".audit-filters vaadin-combo-box").nth(1);
        field.locator("input").fill("nobody");
        page.keyboard().press("Enter");
        assertThat(field.locator("[slot=error-message]")).containsText("Nothing in the trail is called \"nobody\"");
        assertThat(field.locator("input")).hasValue("nobody");
        page.context().close();
    }
}
