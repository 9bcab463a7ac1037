package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From a run one comes to all that it belongs to and back, and sees its settings beside those of another. */
class RunLinksIT extends WebOnlyIT {
    private static final UUID STUDY = UUID.randomUUID();

    private static String run;
    private static String clone;

    @BeforeAll
    static void aRunAndItsClone() {
        JudgedStudy.add(careloop.database(), STUDY, "Fever", "COLLECTING");
        Page page = signedInAt("/login", "ml-engineer", Visit.PASSWORD);
        Visit.open(page, careloop.address("/train/" + STUDY + "/reward"));
        press(page, "Start training");
        page.waitForURL("**/runs/*");
        run = id(page);
        Visit.open(page, careloop.address("/runs/" + run + "/clone"));
        page.getByLabel("epochs", new Page.GetByLabelOptions().setExact(true)).fill("4");
        page.keyboard().press("Tab");
        assertThat(page.getByText("epochs: 2 → 4")).isVisible();
        press(page, "Start the clone");
        page.waitForURL(address -> !address.contains("clone"));
        clone = id(page);
        page.context().close();
    }

    private static String id(Page page) {
        return page.url().substring(page.url().lastIndexOf('/') + 1);
    }

    private static void press(Page page, String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .click();
    }

    private static Page engineer() {
        return signedInAt("/login", "ml-engineer", Visit.PASSWORD);
    }

    private static Locator row(Page page, String setting) {
        return page.locator(".settings-table tr")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(setting, new Page.GetByTextOptions().setExact(true))));
    }

    @Test
    void aRunLeadsToItsSnapshotStudyAndModelAndEachOfThemBack() {
        Page page = engineer();
        Visit.open(page, careloop.address("/runs/" + run));
        Locator links = page.locator(".links-card");
        assertThat(links.locator("dt")).hasText(new String[] {"Study", "Snapshot", "Starts from", "Clones"});

        links.getByText("80 votes, frozen").click();
        page.waitForURL("**/snapshots/*");
        assertThat(page.getByText("All of its judgements still count")).isVisible();
        assertThat(page.locator(".facts a[href='runs/" + run + "']")).isVisible();
        assertThat(page.locator(".facts a[href='runs/" + clone + "']")).isVisible();
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.setViewportSize(390, 844);
        assertThat(Chromium.sidewaysOverflow(page)).isEmpty();
        page.setViewportSize(1360, 860);
        page.locator(".facts a[href='runs/" + run + "']").click();
        page.waitForURL("**/runs/" + run);

        page.locator(".links-card a[href^=checkpoints]").click();
        page.waitForURL("**/checkpoints/*");
        page.locator(".runs-of-checkpoint a[href='runs/" + run + "']").click();
        page.waitForURL("**/runs/" + run);

        page.locator(".links-card a[href^=study]").click();
        page.waitForURL("**/study/" + STUDY);
        page.locator(".page-actions a[href^='runs?study']").click();
        page.waitForURL("**/runs?study=" + STUDY);
        assertThat(page.locator(".facts tbody tr")).hasCount(2);
        page.context().close();
    }

    @Test
    void settingsStandBesideThoseOfARunThatTheReaderChooses() {
        Page page = engineer();
        Visit.open(page, careloop.address("/runs/%s/settings?other=%s".formatted(clone, run)));
        assertThat(page.getByText("1 setting is not at its default; 1 differs from"))
                .isVisible();
        assertThat(row(page, "epochs").locator("td").nth(1)).hasText("4 asked for");
        assertThat(row(page, "epochs").locator("td").nth(2)).hasText("2");
        assertThat(row(page, "epochs").locator("td").nth(3)).hasText("2 differs");
        assertThat(row(page, "batchPairs").locator("td").nth(3)).hasText("16 comparisons");
        assertThat(page.getByText("Passes over the training votes")).isVisible();
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();

        page.getByText("Only what differs").click();
        page.waitForURL("**&show=differing");
        assertThat(row(page, "batchPairs")).hasCount(0);
        assertThat(row(page, "epochs")).hasCount(1);
        page.setViewportSize(390, 844);
        assertThat(Chromium.sidewaysOverflow(page)).isEmpty();
        page.context().close();
    }

    @Test
    void aFormSaysWhatMemoryTheRunWouldTakeAndLessOfItWithAnotherSetting() {
        Page page = engineer();
        Visit.open(page, careloop.address("/train/" + STUDY + "/reward"));
        Locator memory = page.locator(".memory-facts");
        assertThat(memory).containsText("Memory: about");
        assertThat(memory).containsText("no worker in sight says it");
        memory.locator("vaadin-details-summary").click();
        assertThat(memory.locator(".facts tbody tr").first()).isVisible();
        String whole = memory.locator("p").first().textContent();
        page.getByText("More settings").click();
        page.getByLabel("microBatchTokens", new Page.GetByLabelOptions().setExact(true))
                .fill("64");
        page.keyboard().press("Tab");
        assertThat(memory.locator("p").first()).not().hasText(whole);
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.context().close();
    }
}
