package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A key, a click or a touch belongs to the pair that it was meant for; nothing points at an answer when a pair comes. */
class PaceIT extends WebOnlyIT {
    private static final int PAIRS = 20;
    private static final Keyboard.TypeOptions FAST = new Keyboard.TypeOptions().setDelay(30);
    /** The element with the focus and whatever has a ring; empty when neither is there. */
    private static final String RING = """
        () => [document.activeElement, ...document.querySelectorAll(':focus-visible')]
            .filter(one => one !== document.body && one !== document.documentElement)
            .map(one => one.className || one.tagName).join(', ')\
        """;

    private static final String DEMO_CRITERIA = """
        {"criteria": [{"key": "safety", "label": null, "required": false},
                      {"key": "accuracy", "label": null, "required": false}], "criteriaFirst": false, "required": []}\
        """;

    @AfterEach
    void asTheDemoAsks() {
        AnnotationDesk.design(careloop.database(), DEMO_CRITERIA);
    }

    /** In the demo study: the verdict sends at once, and the keys that follow it come while the next pair is already there. */
    @Test
    void keysThatFollowAVerdictAtOnceNeverReachTheNextPair() {
        Page page = signedIn("clinician-1");
        for (int pair = 0; pair < PAIRS; pair++) {
            String before = AnnotationDesk.pair(page);
            page.keyboard().type(pair % 2 == 0 ? "1qqwe" : "w1qwefszd", FAST);
            AnnotationDesk.next(page, before);
            assertThat(page.locator(".ask:not([hidden]), .change-row:visible")).hasCount(0);
        }
        List<String> criteria = careloop.database().sql("""
            select (select coalesce(string_agg(c.key || ' ' || (c.value ->> 'verdict'), ', '), '') from jsonb_each(j.criteria) c)
            from judgement j join person p on p.id = j.annotator where p.login = 'clinician-1' order by j.created_at\
            """).query(String.class).list();
        assertThat(criteria).hasSize(PAIRS);
        for (int pair = 0; pair < PAIRS; pair++) {
            assertThat(criteria.get(pair)).isEqualTo(pair % 2 == 0 ? "" : "safety SAME");
        }
        assertThat(careloop.database()
                        .sql("select count(*) from draft where content ->> 'criteria' <> '{}'")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(page.locator(".criterion [aria-pressed=true]")).hasCount(0);
        page.context().close();
    }

    /** A hand that does not rest goes on with the pair on which it began. */
    @Test
    void keysAreSilentUntilTheHandHasRestedOnce() {
        Page page = signedIn("clinician-2");
        int judged = AnnotationDesk.judgements(careloop.database(), "clinician-2");
        String before = AnnotationDesk.pair(page);
        page.keyboard().type("12qw3e12qw3e12qw3e12qw3e12qw3e", FAST);
        AnnotationDesk.next(page, before);
        assertThat(AnnotationDesk.judgements(careloop.database(), "clinician-2"))
                .isEqualTo(judged + 1);
        assertThat(page.locator(".criterion [aria-pressed=true]")).hasCount(0);
        page.context().close();
    }

    @Test
    void aClickBelongsToThePairOnWhichItWasBegun() {
        Page page = signedIn("clinician-2");
        int judged = AnnotationDesk.judgements(careloop.database(), "clinician-2");
        String before = AnnotationDesk.pair(page);
        over(page, page.locator(".verdict").first());
        page.mouse().down();
        AnnotationDesk.press(page, "3");
        AnnotationDesk.next(page, before);
        page.mouse().up();
        page.locator(".verdict").nth(1).dblclick();
        AnnotationDesk.next(page, String.valueOf(Integer.parseInt(before) + 1));
        assertThat(AnnotationDesk.judgements(careloop.database(), "clinician-2"))
                .isEqualTo(judged + 2);
        assertThat(AnnotationDesk.last(careloop.database(), "clinician-2")).containsEntry("verdict", "SAME");
        page.context().close();
    }

    @Test
    void textTypedWithThePairThatIsGoneIsNoReasonForTheNext() {
        Page page = signedIn("clinician-2");
        String before = AnnotationDesk.pair(page);
        AnnotationDesk.press(page, "r");
        page.keyboard().type("first");
        AnnotationDesk.press(page, "Escape", "1");
        page.keyboard().type("second", FAST);
        AnnotationDesk.next(page, before);
        assertThat(AnnotationDesk.reason(page)).isHidden();
        assertThat(AnnotationDesk.reason(page)).hasValue("");
        page.context().close();
    }

    @Test
    void missingCriteriaArePointedAtWithoutARingOnAnAnswer() {
        AnnotationDesk.design(careloop.database(), """
            {"criteria": [{"key": "accuracy", "label": null, "required": false},
                          {"key": "safety", "label": null, "required": true}], "criteriaFirst": true}\
            """);
        Page page = signedIn("clinician-2");
        assertThat(page.evaluate(RING)).isEqualTo("");
        AnnotationDesk.press(page, "1");
        assertThat(AnnotationDesk.note(page)).hasText("Still to answer: Safety. Then press your verdict.");
        assertThat(page.locator(".criterion.missing")).hasCount(1);
        assertThat(page.locator(".criterion.missing.marked .criterion-name")).containsText("Safety");
        assertThat(page.evaluate(RING)).isEqualTo("");
        page.locator(".verdict").first().click();
        assertThat(page.evaluate(RING)).isEqualTo("");
        page.locator(".criterion.missing button").nth(1).click();
        assertThat(page.locator(".criterion.missing")).hasCount(0);
        assertThat(page.evaluate(RING)).isEqualTo("");
        BoundingBox criteria = page.locator(".criteria").boundingBox();
        assertThat(criteria.y + criteria.height)
                .isLessThanOrEqualTo(page.locator(".verdicts").boundingBox().y);
        AnnotationDesk.pressForNext(page, "1");
        assertThat(page.evaluate(RING)).isEqualTo("");
        page.context().close();
    }

    @Test
    void nothingHasARingAtTheStartOfAPairHoweverTheLastOneEnded() {
        Page page = signedIn("clinician-2");
        String before = AnnotationDesk.pair(page);
        page.locator(".verdict").nth(1).click();
        AnnotationDesk.next(page, before);
        AnnotationDesk.press(page, "q");
        assertThat(page.evaluate(RING)).isEqualTo("");
        AnnotationDesk.press(page, "f");
        assertThat(page.locator(".ask[data-ask=flag]")).isFocused();
        AnnotationDesk.press(page, "Escape");
        assertThat(page.evaluate(RING)).isEqualTo("");
        AnnotationDesk.tabTo(page, ".verdict");
        AnnotationDesk.pressForNext(page, "Enter");
        assertThat(page.evaluate(RING)).isEqualTo("");
        page.context().close();
    }

    /** A numeric pad, the row of digits of an AZERTY keyboard without Shift, and full-width digits. */
    @Test
    void everyWayToWriteADigitVotes() {
        Page page = signedIn("clinician-2");
        for (Map<String, String> key : List.of(
                Map.of("key", "1", "code", "Numpad1"),
                Map.of("key", "&", "code", "Digit1"),
                Map.of("key", "\"", "code", "Digit3"),
                Map.of("key", "３", "code", "Digit3"),
                Map.of("key", "２", "code", "Unidentified"))) {
            String before = AnnotationDesk.pair(page);
            boolean aOnLeft = AnnotationDesk.aOnLeft(careloop.database(), page);
            down(page, key);
            AnnotationDesk.next(page, before);
            String said = key.get("key").equals("２") ? "SAME" : key.get("code").contains("1") == aOnLeft ? "A" : "B";
            assertThat(AnnotationDesk.last(careloop.database(), "clinician-2")).containsEntry("verdict", said);
        }
        String pair = AnnotationDesk.pair(page);
        down(page, Map.of("key", "End", "code", "Numpad1"));
        assertThat(AnnotationDesk.note(page)).containsText("Num Lock is off");
        assertThat(AnnotationDesk.pair(page)).isEqualTo(pair);
        page.context().close();
    }

    private static void down(Page page, Map<String, String> key) {
        page.evaluate(
                "key => document.body.dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true }))"
                        + " && document.body.dispatchEvent(new KeyboardEvent('keyup', { ...key, bubbles: true }))",
                key);
    }

    private static void over(Page page, Locator button) {
        BoundingBox box = button.boundingBox();
        page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
    }
}
