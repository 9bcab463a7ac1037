package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What comes before the first pair: the guidelines once, and the choice of a study where there are several. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StartIT extends WebOnlyIT {
    private static Page arrive(String login) {
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        page.navigate(careloop.address("/login"));
        page.locator("input[name=username]").fill(login);
        page.locator("input[name=password]").fill(Visit.PASSWORD);
        page.locator("button[type=submit]").click();
        assertThat(page).not().hasURL(Pattern.compile("login"));
        Chromium.settle(page);
        return page;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    @Order(1)
    void theGuidelinesAreReadOnceBeforeTheFirstPair() {
        Page page = arrive("clinician-1");
        assertThat(page).hasURL(Pattern.compile("/start$"));
        assertThat(page.locator(".guidelines")).isVisible();
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        Chromium.picture(page, "start-guidelines-en");
        page.setViewportSize(390, 844);
        assertThat(Chromium.sidewaysOverflow(page)).isEmpty();
        page.setViewportSize(1360, 640);
        assertThat(button(page, "Begin")).isInViewport();
        page.keyboard().press("1");
        page.keyboard().press("PageDown");
        assertThat(page).hasURL(Pattern.compile("/start$"));
        page.keyboard().press("Enter");
        AnnotationDesk.ready(page);
        page.setViewportSize(1360, 860);
        page.reload();
        AnnotationDesk.ready(page);
        AnnotationDesk.pressForNext(page, "1");
        page.context().close();
        Page again = arrive("clinician-1");
        AnnotationDesk.ready(again);
        again.context().close();
    }

    @Test
    @Order(2)
    void whoCouldWorkInSeveralStudiesChooses() {
        careloop.database().sql("""
                    with made as (
                        insert into study (id, name, state, created_at) values (:study, 'Cough', 'COLLECTING', now()) returning id),
                    asked as (
                        insert into study_design (study_id, version, design, reason, created_at)
                        select id, 1, '{"overlap": 1}', 'first', now() from made),
                    compared as (
                        insert into comparison (id, study_id, external_id, prompt, response_a, response_b, position, created_at)
                        select gen_random_uuid(), id, 'c-' || i, '[{"role": "user", "content": "A cough?"}]', 'Rest.', 'Run.', i,
                               now() from made, generate_series(1, 2) i returning id, study_id, position)
                    insert into slot (comparison_id, ordinal, study_id, position)
                    select id, 1, study_id, position from compared""").param("study", UUID.randomUUID()).update();
        Page page = arrive("clinician-1");
        assertThat(page).hasURL(Pattern.compile("/start$"));
        assertThat(page.locator(".start-card")).hasCount(2);
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        Chromium.picture(page, "start-choice-en");
        button(page, "Work in it: Cough").click();
        AnnotationDesk.ready(page);
        assertThat(page.locator("h1")).hasText("Cough");
        AnnotationDesk.pressForNext(page, "1");
        assertThat(page.locator("h1")).hasText("Cough");
        page.keyboard().press("1");
        assertThat(page.getByText("This study is done for now")).isVisible();
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.getByText("Choose a study").click();
        button(page, "Go on").click();
        AnnotationDesk.ready(page);
        assertThat(page.locator("h1")).containsText("Everyday medicine");
        page.context().close();
    }
}
