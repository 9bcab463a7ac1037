package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A lead looks through comparisons: the address keeps the filter, a row opens all that was said, and blind eyes stay blind. */
class ComparisonsIT extends WebOnlyIT {
    private static final UUID STUDY = UUID.randomUUID();
    private static final UUID CLOSED = UUID.randomUUID();

    @BeforeAll
    static void furnish() {
        JudgedStudy.add(careloop.database(), STUDY, "Fever", "COLLECTING");
        JudgedStudy.add(careloop.database(), CLOSED, "Cough", "CLOSED");
        careloop.database().sql("update comparison set model_a = 'zebrafinch'").update();
    }

    private static String comparisons(String query) {
        return careloop.address("/study/%s/comparisons%s".formatted(STUDY, query));
    }

    private static Page admin(String address) {
        Page page = signedInAt("/login", "admin", Visit.PASSWORD);
        Visit.open(page, address);
        return page;
    }

    private static Locator rows(Page page) {
        return page.locator(".comparison-table tbody tr");
    }

    @Test
    void theAddressKeepsTheFilterThroughReloadAndBack() {
        Page page = admin(comparisons("?divided"));
        assertThat(rows(page)).hasCount(10);
        assertThat(page.getByText("10 of 40 comparisons")).isVisible();
        page.getByLabel("Search in question, answers and id").fill("f-8");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("\\?q=f-8&divided$"));
        assertThat(rows(page)).hasCount(1);
        page.reload();
        assertThat(rows(page)).hasCount(1);
        assertThat(page.getByLabel("Search in question, answers and id")).hasValue("f-8");
        page.goBack();
        assertThat(rows(page)).hasCount(10);
        assertThat(page.getByLabel("Search in question, answers and id")).hasValue("");
        page.context().close();
    }

    @Test
    void aSearchThatFindsNothingSaysSoAndLeadsBackToAll() {
        Page page = admin(comparisons("?q=zebra"));
        assertThat(page.getByText("No comparison fits")).isVisible();
        page.getByText("Show all", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(rows(page)).hasCount(40);
        page.context().close();
    }

    @Test
    void aRowIsOpenedByKeysAndTellsTheVotesAndNoModelWhileTheStudyCollects() {
        Page page = admin(comparisons("?flag=unsafe"));
        assertThat(rows(page)).hasCount(1);
        AnnotationDesk.tabTo(page, ".comparison-table a");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile("/comparisons/[0-9a-f-]+\\?flag=unsafe$"));
        assertThat(page.locator(".case")).containsText("A fever of 39.5?");
        assertThat(page.locator(".case")).containsText("See a doctor today, please.");
        assertThat(page.locator("body")).containsText("Fever needs a doctor.");
        assertThat(page.locator("body")).containsText("B: Unsafe");
        assertThat(page.locator("body")).not().containsText("zebrafinch");
        page.getByText("All in this list").click();
        page.waitForURL(comparisons("?flag=unsafe"));
        assertThat(rows(page)).hasCount(1);
        page.context().close();
    }

    @Test
    void modelsAreNamedInAClosedStudy() {
        Page page = admin(careloop.address("/study/%s/comparisons".formatted(CLOSED)));
        rows(page).first().locator("a").click();
        assertThat(page.locator(".case")).containsText("Response A: zebrafinch");
        page.context().close();
    }

    /** The lead of these studies is a clinician too. */
    @Test
    void aLeadWhoMayJudgeGivesUpAComparisonToSeeItsVotes() {
        Page page = lead("/study/%s/comparisons?vote=b".formatted(STUDY));
        assertThat(page.locator("body")).containsText("how the votes go is not shown");
        assertThat(page.locator(".comparison-split")).hasCount(0);
        rows(page).first().locator("a").click();
        assertThat(page.locator(".case")).isVisible();
        assertThat(page.locator("body")).not().containsText("Fever needs a doctor.");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show the votes"))
                .click();
        assertThat(page.locator("body")).containsText("Fever needs a doctor.");
        assertThat(careloop.database()
                        .sql("select count(*) from skip where reason = 'SAW_VOTES'")
                        .query(Integer.class)
                        .single())
                .isOne();
        page.context().close();
    }

    @Test
    void whoIsNoLeadSeesNone() {
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        AnnotationDesk.signIn(page, careloop.address("/"), "clinician-1");
        page.navigate(comparisons(""));
        assertThat(page.locator("body")).containsText("This page belongs to another role.");
        page.context().close();
    }
}
