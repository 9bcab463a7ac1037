package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

/** The guides are a link away from every page, and are read in the language of the screen. */
class HelpIT extends WebOnlyIT {
    @Test
    void helpIsReadBeforeTheSignIn() {
        Page page = chromium.wide("zh-CN", ColorScheme.LIGHT);
        Visit.open(page, careloop.address("/login"));
        Page help =
                page.waitForPopup(() -> page.locator(".login-corner .help-link").press("Enter"));
        assertThat(help.locator("h1")).hasText("怎样使用 CareLoop");
        help.locator(".help-contents a").first().click();
        assertThat(help.locator("h1")).hasText("临床医生：评判对比");
        assertThat(help.locator(".help-text table").first()).containsText("改写一份回答");
        page.context().close();
    }

    @Test
    void helpIsAFewKeysAwayWhereAClinicianWorks() {
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        Visit.open(page, careloop.address("/annotate"));
        Visit.signIn(page, "clinician-1");
        AnnotationDesk.ready(page);
        page.locator(".person-menu vaadin-button").press("Enter");
        Locator link = page.locator(".person-panel .help-link");
        assertThat(link).hasText("Help");
        Page help = page.waitForPopup(() -> link.press("Enter"));
        assertThat(help.locator("h1")).hasText("How CareLoop is used");
        assertThat(page.locator("#progress")).isVisible();
        page.context().close();
    }

    @Test
    void helpStandsInTheNavigation() {
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        Visit.open(page, careloop.address("/study"));
        Visit.signIn(page, "study-lead");
        Page help = page.waitForPopup(() -> page.locator(".drawer > .help-link").press("Enter"));
        Visit.open(help, careloop.address("/help/study-lead"));
        assertThat(help.locator("h1")).hasText("For study leads: a study from its design to its signature");
        assertThat(help.locator(".help-text h2").getByText("Import")).isVisible();
        Visit.open(help, careloop.address("/help/nobody"));
        assertThat(help.locator("h1")).hasText("There is no such page");
        Page back =
                help.waitForPopup(() -> help.locator(".login-card .help-link").press("Enter"));
        assertThat(back.locator("h1")).hasText("How CareLoop is used");
        page.context().close();
    }
}
