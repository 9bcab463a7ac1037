package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.UUID;
import org.careloop.run.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A lead reads the agreement of clinicians and excludes votes; a senior clinician decides by keyboard alone. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FiguresIT extends WebOnlyIT {
    private static final UUID STUDY = UUID.randomUUID();

    @BeforeAll
    static void furnish() {
        JudgedStudy.add(careloop.database(), STUDY, "Fever", "COLLECTING");
    }

    @Test
    @Order(1)
    void theLeadReadsHowFarCliniciansAgree() {
        Page page = lead("/study/" + STUDY);
        assertThat(page.locator(".notice").first()).containsText("1 comparison carries a safety flag");
        assertThat(page.locator(".figure-card").nth(1)).containsText("40 comparisons");
        Chromium.picture(page, "overview-en");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        assertThat(Chromium.sidewaysOverflow(page)).isEmpty();
        page.navigate(careloop.address("/study/" + STUDY + "/agreement"));
        assertThat(page.locator(".range-point").first()).isVisible();
        Chromium.picture(page, "agreement-en");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.context().close();
    }

    @Test
    @Order(2)
    void aSeniorClinicianJudgesBlindThenDecidesWithKeysAlone() {
        Page page = lead("/study/" + STUDY + "/adjudication");
        assertThat(page.getByText("Judge it yourself first")).isVisible();
        assertThat(page.getByText("Fever needs a doctor.")).hasCount(0);
        Chromium.picture(page, "adjudication-blind-en");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        assertThat(pressesHeardOfADoubleOne(page)).isOne();
        assertThat(page.getByText("Fever needs a doctor.").first()).isVisible();
        Chromium.picture(page, "adjudication-votes-en");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.keyboard().press("2");
        assertThat(page.locator(".problem")).containsText("Say why");
        Locator reason = page.locator("vaadin-text-area textarea");
        reason.focus();
        page.keyboard().type("12 hours would be too long");
        page.keyboard().press("Escape");
        page.keyboard().press("2");
        assertThat(page.getByText("Judge it yourself first")).isVisible();
        assertThat(careloop.database()
                        .sql("select verdict || ': ' || rationale from adjudication where stage = 'DECISION'")
                        .query(String.class)
                        .list())
                .containsExactly("SAME: 12 hours would be too long");
        page.context().close();
    }

    /** Counted in the browser, so that it does not matter how fast the server answers between the two. */
    private static int pressesHeardOfADoubleOne(Page page) {
        return (int) page.evaluate("""
            () => {
              let heard = 0;
              document.querySelector('.adjudicate-verdicts').addEventListener('click', () => heard++);
              const press = () => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '1', bubbles: true }));
              press();
              press();
              return heard;
            }\
            """);
    }

    @Test
    @Order(3)
    void votesAreLeftOutAfterADialogThatSaysWhatWillHappen() {
        Page page = lead("/study/" + STUDY);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("clinician-2"))
                .click();
        page.getByText("Leave out the votes…").click();
        assertThat(page.getByText("40 comparisons then have fewer votes")).isVisible();
        Chromium.picture(page, "exclusion-en");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.getByLabel("Why").fill("answered for somebody else");
        page.getByText("Leave out 40 votes").click();
        assertThat(page.locator(".badge.attention").getByText("Left out")).isVisible();
        assertThat(page.locator(".figure-card").first()).containsText("40 of them are left out");
        page.context().close();
    }

    @Test
    @Order(4)
    void anotherStudyTakesThePlaceOfTheOneInView() {
        Page page = lead("/study/" + STUDY);
        page.locator(".study-chooser vaadin-select").click();
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Everyday medicine"))
                .click();
        assertThat(page.locator("h1")).containsText("Everyday medicine");
        assertThat(page.locator(".study-chooser")).hasCount(1);
        assertThat(page.locator("vaadin-side-nav [slot=label]").getByText("Everyday medicine"))
                .hasCount(1);
        assertThat(page.locator(".page-heading .badge")).hasCount(1);
        page.context().close();
    }

    @Test
    @Order(5)
    void theLeadReadsWhetherTheNewModelIsBetterAndPrintsAndTakesTheReport() throws IOException {
        UUID study = UUID.randomUUID();
        VerdictStudy.add(careloop.database(), study, "Paediatric emergencies");
        Page page = lead("/study/" + study + "/verdict");
        assertThat(page.locator("h1")).hasText("carebot-ppo-14 against carebot-base-3");
        assertThat(page.locator(".verdict-head .badge")).hasText("Better, beyond chance");
        assertThat(page.locator(".gsb-bar")).containsText("Better 52.4 %");
        assertThat(page.locator("care-curve canvas")).isVisible();
        Chromium.picture(page, "verdict-en");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        Page printed = page.waitForPopup(() -> page.getByText("Print").click());
        assertThat(printed.locator("h1")).hasText("carebot-ppo-14 against carebot-base-3");
        printed.close();
        Download data = page.waitForDownload(() -> page.getByText("Data (JSON)").click());
        assertThat(Json.MAPPER.readTree(data.path().toFile()).path("decision").asString())
                .isEqualTo("BETTER");
        page.locator(".comparison-table a").first().click();
        assertThat(page.getByText("The interaction is not named.").first()).isVisible();
        page.context().close();
        readInChinese(study);
    }

    private static void readInChinese(UUID study) {
        Page page = chromium.narrow("zh-CN", ColorScheme.DARK);
        page.navigate(careloop.address("/study/" + study + "/verdict"));
        Visit.signIn(page, "study-lead");
        Visit.open(page, careloop.address("/study/" + study + "/verdict"));
        assertThat(page.locator(".verdict-head .badge")).hasText("更好，不是碰巧");
        Page printed = page.waitForPopup(() -> page.getByText("打印").click());
        assertThat(printed.locator(".decision")).hasText("更好，不是碰巧");
        printed.close();
        Chromium.picture(page, "verdict-zh-phone");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        assertThat(Chromium.sidewaysOverflow(page)).isEmpty();
        page.context().close();
    }
}
