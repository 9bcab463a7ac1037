package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of the study in view stand in the navigation, for those who may open them. */
class NavigationIT extends WebOnlyIT {
    private static final UUID STUDY = UUID.randomUUID();
    private static final String NAME = "Fever in children";

    @BeforeAll
    static void addStudy() {
        JudgedStudy.add(careloop.database(), STUDY, NAME, "COLLECTING");
    }

    @Test
    void thePagesOfTheStudyStandUnderItsNameAndStayOnTheWayToTheRuns() {
        Page page = signedInAt("/login", "study-lead", Visit.PASSWORD);
        Visit.open(page, careloop.address("/study/" + STUDY + "/agreement"));

        assertThat(pages(page))
                .containsExactly(
                        "Overview",
                        "Design",
                        "People",
                        "Comparisons",
                        "Agreement",
                        "Verdict",
                        "Export",
                        "Signature",
                        "Webhooks");
        assertThat(page.locator("vaadin-side-nav-item[current]")).containsText("Agreement");
        assertThat(page.locator("h1")).hasText("Agreement");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();

        page.locator("vaadin-side-nav-item").getByText("Runs").click();
        assertThat(page.locator("h1")).hasText("Runs");
        assertThat(section(page, NAME)).isVisible();
        AnnotationDesk.tabTo(page, "vaadin-side-nav-item[path='study/" + STUDY + "/comparisons']");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Comparisons");
        page.locator(".comparison-table a").first().click();
        assertThat(page).hasURL(Pattern.compile("/comparisons/"));
        assertThat(page.locator("vaadin-side-nav-item[current]")).containsText("Comparisons");
        page.context().close();
    }

    @Test
    void whoAdjudicatesFindsThatOnceWithItsCount() {
        Page page = lead("/study/" + STUDY + "/adjudication");

        Locator entries =
                page.locator("vaadin-side-nav-item").filter(new Locator.FilterOptions().setHasText("Adjudication"));
        assertThat(entries).hasCount(1);
        assertThat(entries.locator(".badge")).isVisible();
        assertThat(page.locator("vaadin-side-nav-item[current]")).containsText("Adjudication");
        page.context().close();
    }

    @Test
    void onATelephoneTheyWaitBehindTheButtonAndAnEngineerSeesOnlyTheirOwn() {
        Page page = chromium.narrow("zh-CN", ColorScheme.DARK);
        page.navigate(careloop.address("/login"));
        Visit.signIn(page, "ml-engineer");
        Visit.open(page, careloop.address("/study/" + STUDY));
        assertThat(section(page, NAME)).not().isInViewport();

        page.locator("vaadin-drawer-toggle").click();
        assertThat(section(page, NAME)).isInViewport();
        assertThat(pages(page)).containsExactly("概览", "一致性");
        section(page, NAME).getByText("一致性").click();
        assertThat(page.locator("h1")).hasText("一致性");
        assertThat(section(page, NAME)).not().isInViewport();
        assertThat(Chromium.sidewaysOverflow(page)).isEmpty();
        page.context().close();
    }

    @Test
    void aNewNameOfTheStudyStandsThereAtOnce() {
        UUID study = UUID.randomUUID();
        JudgedStudy.add(careloop.database(), study, "Coughs", "DRAFT");
        Page page = lead("/study/" + study + "/design");
        assertThat(section(page, "Coughs")).isVisible();
        page.getByLabel("Name").fill("Coughs in winter");
        page.keyboard().press("Tab");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Save").setExact(true))
                .click();
        assertThat(section(page, "Coughs in winter")).isVisible();
        page.context().close();
    }

    @Test
    void whoHasNothingToAnnotateBeginsWhereADecisionIsWaitedFor() {
        careloop.database()
                .sql("update study set state = 'CLOSED' where id <> :study")
                .param("study", STUDY)
                .update();
        Page page = signedInAt("/", "study-lead", Visit.PASSWORD);

        assertThat(page).hasURL(Pattern.compile("/study/" + STUDY + "/adjudication"));
        page.context().close();
    }

    private static List<String> pages(Page page) {
        assertThat(section(page, NAME)).isVisible();
        return section(page, NAME).locator("vaadin-side-nav-item").allInnerTexts();
    }

    private static Locator section(Page page, String name) {
        return page.locator("vaadin-side-nav").filter(new Locator.FilterOptions().setHasText(name));
    }
}
