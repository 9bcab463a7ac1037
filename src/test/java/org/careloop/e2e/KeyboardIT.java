package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A clinician's day without a mouse: nothing here clicks. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeyboardIT extends WebOnlyIT {
    private static Page page;

    @BeforeAll
    static void begin() {
        AnnotationDesk.design(careloop.database(), """
                {"criteria": [{"key": "safety", "label": null, "required": true},
                              {"key": "accuracy", "label": null, "required": false}],
                 "criteriaFirst": true, "sessionGoal": 40}""");
        page = chromium.wide("en-US", ColorScheme.LIGHT);
    }

    @Test
    @Order(1)
    void onesHandsStayOnTheKeysFromSigningInToTheFirstVerdict() {
        page.navigate(careloop.address("/"));
        assertThat(page.locator("input[name=username]")).isVisible();
        AnnotationDesk.tabTo(page, "input[name=username]");
        page.keyboard().type("clinician-1");
        AnnotationDesk.press(page, "Tab");
        page.keyboard().type(Visit.PASSWORD);
        AnnotationDesk.press(page, "Enter");
        assertThat(page.locator(".start-page")).isVisible();
        AnnotationDesk.tabTo(page, ".start-way-on > vaadin-button");
        AnnotationDesk.press(page, "Enter");
        AnnotationDesk.ready(page);

        AnnotationDesk.press(page, "1");
        assertThat(AnnotationDesk.note(page)).hasText("Still to answer: Safety. Then press your verdict.");
        AnnotationDesk.press(page, "q", "w");
        assertThat(page.locator(".announcer")).containsText("Accuracy: same");
        AnnotationDesk.pressForNext(page, "1");

        Map<String, Object> row = lastJudgement();
        assertThat(row.get("verdict")).isEqualTo(row.get("safety")).isIn("A", "B");
        assertThat(row).containsEntry("accuracy", "SAME");
        assertThat(page.locator("#progress")).hasText("1 of 40 today");
    }

    @Test
    @Order(2)
    void aContradictionIsAskedAboutOnce() {
        AnnotationDesk.press(page, "q", "3");
        assertThat(AnnotationDesk.note(page))
                .hasText("Safety speaks for A, your verdict for B. If both are meant, press 3 again.");
        AnnotationDesk.pressForNext(page, "3");
        Map<String, Object> row = lastJudgement();
        assertThat(row.get("verdict")).isNotEqualTo(row.get("safety"));
    }

    @Test
    @Order(3)
    void aReasonAndAFlagAreWrittenWithoutTheKeysTakingPart() {
        AnnotationDesk.press(page, "f", "1", "2", "r");
        page.keyboard().type("1 is not safer than 2, says s");
        AnnotationDesk.press(page, "Escape", "w");
        AnnotationDesk.pressForNext(page, "2");
        Map<String, Object> row = lastJudgement();
        assertThat(row).containsEntry("verdict", "SAME").containsEntry("rationale", "1 is not safer than 2, says s");
        assertThat(row.get("flags").toString()).contains("HALLUCINATED");
    }

    @Test
    @Order(4)
    void aPairIsSkippedAndAnotherPassedOn() {
        AnnotationDesk.press(page, "s");
        AnnotationDesk.pressForNext(page, "2");
        AnnotationDesk.press(page, "a");
        page.keyboard().type("two guidelines disagree");
        AnnotationDesk.pressForNext(page, "Control+Enter");
        assertThat(careloop.database()
                        .sql("select reason from skip")
                        .query(String.class)
                        .list())
                .contains("CANNOT_TELL");
        assertThat(careloop.database()
                        .sql("select explanation from escalation where kind = 'ADJUDICATE'")
                        .query(String.class)
                        .list())
                .containsExactly("two guidelines disagree");
    }

    @Test
    @Order(5)
    void theLastVerdictIsRevised() {
        AnnotationDesk.pressForNext(page, "z");
        assertThat(page.locator(".change-row")).containsText("You said: About the same");
        AnnotationDesk.pressForNext(page, "1");
        assertThat(careloop.database()
                        .sql("select verdict from judgement order by created_at desc, revision desc limit 1")
                        .query(String.class)
                        .single())
                .isIn("A", "B");
        assertThat(careloop.database()
                        .sql("select max(revision) from judgement")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(page.locator(".last")).containsText("Last: A is better");
    }

    @Test
    @Order(6)
    void onesOwnWorkIsOneKeyAwayAndLeadsBack() {
        AnnotationDesk.press(page, "m");
        assertThat(page.locator(".my-work h1")).hasText("My work");
        assertThat(page.locator(".own-judgements li")).hasCount(3);
        assertThat(page.locator(".my-work")).containsText("Too few to say");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        AnnotationDesk.tabTo(page, ".my-work .primary-link");
        AnnotationDesk.press(page, "Enter");
        AnnotationDesk.ready(page);
    }

    @Test
    @Order(7)
    void signingOutNeedsNoMouseEither() {
        AnnotationDesk.tabTo(page, ".person-menu *, .person-menu");
        openMenu();
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        AnnotationDesk.press(page, "Escape");
        assertThat(page.getByText("Sign out")).isHidden();
        assertThat(page.locator(".person-menu vaadin-button")).isFocused();
        openMenu();
        for (int i = 0; i < 12 && !focused().equals("Sign out"); i++) {
            AnnotationDesk.press(page, "Tab");
        }
        assertThat(focused()).isEqualTo("Sign out");
        AnnotationDesk.press(page, "Enter");
        page.waitForURL(url -> url.contains("login"));
        assertThat(page.locator("input[name=username]")).isVisible();
    }

    /** The panel takes the focus when it has opened, and only then does Tab go through it. */
    private static void openMenu() {
        AnnotationDesk.press(page, "Enter");
        assertThat(page.getByText("Sign out")).isVisible();
        page.waitForFunction("() => document.activeElement?.closest('.person-panel')");
    }

    private static String focused() {
        return (String) page.evaluate("() => document.activeElement?.textContent?.trim() ?? ''");
    }

    private static Map<String, Object> lastJudgement() {
        return AnnotationDesk.last(careloop.database(), "clinician-1");
    }
}
