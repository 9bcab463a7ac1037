package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When keys act on the page, and when they must not. */
class KeysIT extends WebOnlyIT {

    @Test
    void keysPressedWhileTheAnswerIsOnItsWayFallOnNothing() {
        Page page = signedIn("clinician-1");
        boolean aOnLeft = AnnotationDesk.aOnLeft(careloop.database(), page);
        int judged = AnnotationDesk.judgements(careloop.database(), "clinician-1");
        String before = AnnotationDesk.pair(page);
        List<Route> held = new ArrayList<>();
        page.route(url -> url.contains("v-r=uidl"), held::add);
        AnnotationDesk.press(page, "1");
        page.waitForCondition(() -> !held.isEmpty());
        AnnotationDesk.press(page, "1", "3", "z", "s", "2");
        Object later = page.evaluate("() => performance.now() + 1100");
        page.waitForFunction("later => performance.now() > later", later);
        AnnotationDesk.press(page, "Escape", "3");
        page.unrouteAll();
        held.forEach(Route::resume);
        assertThat(page.locator(".annotate")).not().hasAttribute("data-pair", before);
        Chromium.settle(page);
        assertThat(AnnotationDesk.judgements(careloop.database(), "clinician-1"))
                .isEqualTo(judged + 1);
        assertThat(AnnotationDesk.last(careloop.database(), "clinician-1"))
                .containsEntry("verdict", aOnLeft ? "A" : "B");
        assertThat(page.locator(".ask:not([hidden])")).hasCount(0);
        page.context().close();
    }

    @Test
    void theSecondHalfOfADoublePressDoesNotJudgeThePairThatHasJustCome() {
        Page page = signedIn("clinician-2");
        int judged = AnnotationDesk.judgements(careloop.database(), "clinician-2");
        String first = AnnotationDesk.pair(page);
        page.evaluate("""
                first => {
                  const press = () => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '1', bubbles: true }));
                  new MutationObserver((_, once) => {
                    if (document.querySelector('.annotate').dataset.pair === first) return;
                    once.disconnect();
                    press();
                  }).observe(document.querySelector('.annotate'), { attributes: true });
                  press();
                }\
                """, first);
        assertThat(page.locator(".annotate")).not().hasAttribute("data-pair", first);
        Chromium.settle(page);
        assertThat(AnnotationDesk.judgements(careloop.database(), "clinician-2"))
                .isEqualTo(judged + 1);
        page.context().close();
    }

    @Test
    void aKeyThatIsHeldDownJudgesOnce() {
        Page page = signedIn("clinician-2");
        int judged = AnnotationDesk.judgements(careloop.database(), "clinician-2");
        String first = AnnotationDesk.pair(page);
        for (int i = 0; i < 10; i++) {
            page.keyboard().down("2");
        }
        page.keyboard().up("2");
        assertThat(page.locator(".annotate")).not().hasAttribute("data-pair", first);
        Chromium.settle(page);
        assertThat(AnnotationDesk.judgements(careloop.database(), "clinician-2"))
                .isEqualTo(judged + 1);
        page.context().close();
    }

    /** While an input method composes, Enter and Escape belong to it. */
    @Test
    void chineseIsWrittenWithoutItsKeysTakingPart() {
        AnnotationDesk.design(careloop.database(), "{\"required\": [\"RATIONALE\"]}");
        Page page = signedIn("clinician-1");
        String pair = AnnotationDesk.pair(page);
        AnnotationDesk.press(page, "1");
        assertThat(AnnotationDesk.note(page)).containsText("asks for a reason");
        CDPSession keys = page.context().newCDPSession(page);
        keys.send("Input.imeSetComposition", composition("jiliang"));
        AnnotationDesk.press(page, "Control+Enter", "Escape");
        assertThat((boolean) page.evaluate("() => document.activeElement.matches('.reason-row textarea')"))
                .isTrue();
        assertThat(AnnotationDesk.pair(page)).isEqualTo(pair);
        JsonObject text = new JsonObject();
        text.addProperty("text", "剂量");
        keys.send("Input.insertText", text);
        assertThat(AnnotationDesk.reason(page)).hasValue("剂量");
        AnnotationDesk.pressForNext(page, "Control+Enter");
        assertThat(AnnotationDesk.last(careloop.database(), "clinician-1")).containsEntry("rationale", "剂量");
        AnnotationDesk.design(careloop.database(), "{\"required\": []}");
        page.context().close();
    }

    private static JsonObject composition(String letters) {
        JsonObject composition = new JsonObject();
        composition.addProperty("text", letters);
        composition.addProperty("selectionStart", letters.length());
        composition.addProperty("selectionEnd", letters.length());
        return composition;
    }

    @Test
    void keysAreSilentBehindADialogAndWorkWithCapsLock() {
        Page page = signedIn("clinician-2");
        String pair = AnnotationDesk.pair(page);
        AnnotationDesk.press(page, "?");
        assertThat(page.locator("vaadin-dialog[opened]")).hasCount(1);
        AnnotationDesk.press(page, "1", "s", "2");
        Chromium.settle(page);
        assertThat(AnnotationDesk.pair(page)).isEqualTo(pair);
        AnnotationDesk.press(page, "Escape");
        assertThat(page.locator("vaadin-dialog[opened]")).hasCount(0);
        AnnotationDesk.press(page, "S");
        assertThat(page.locator(".ask[data-ask=skip]")).isVisible();
        AnnotationDesk.press(page, "Escape");
        assertThat(page.locator(".ask[data-ask=skip]")).isHidden();
        page.context().close();
    }

    @Test
    void backSaysSoWhereThereIsNothingToGoBackTo() {
        careloop.database().sql("update study set state = 'CLOSED'").update();
        Page page = signedIn("clinician-2");
        AnnotationDesk.press(page, "z");
        assertThat(page.locator(".bar-message")).hasText("There is no judgement of yours that can be changed.");
        careloop.database().sql("update study set state = 'COLLECTING'").update();
        page.context().close();
    }

    @Test
    void anEarlierVerdictCanBeChangedAfterTheStudyStoppedAskingForACriterion() {
        AnnotationDesk.design(careloop.database(), """
            {"criteria": [{"key": "safety", "label": null, "required": true}], "criteriaFirst": true}\
            """);
        Page page = signedIn("clinician-1");
        AnnotationDesk.press(page, "q");
        AnnotationDesk.pressForNext(page, "1");
        AnnotationDesk.design(careloop.database(), "{\"criteria\": []}");
        AnnotationDesk.pressForNext(page, "z");
        AnnotationDesk.pressForNext(page, "3");
        assertThat(AnnotationDesk.last(careloop.database(), "clinician-1"))
                .containsEntry("revision", 2)
                .containsEntry("safety", null);
        page.context().close();
    }

    /** A study that asks for criteria after the verdict: the last of them sends it. */
    @Test
    void aVerdictWaitsForTheCriteriaThatComeAfterIt() {
        AnnotationDesk.design(careloop.database(), """
            {"criteria": [{"key": "safety", "label": null, "required": true},
                          {"key": "accuracy", "label": null, "required": true}], "criteriaFirst": false}\
            """);
        Page page = signedIn("clinician-1");
        AnnotationDesk.press(page, "1");
        assertThat(AnnotationDesk.note(page)).containsText("Safety");
        AnnotationDesk.press(page, "q");
        AnnotationDesk.pressForNext(page, "w");
        assertThat(AnnotationDesk.last(careloop.database(), "clinician-1")).containsEntry("accuracy", "SAME");
        AnnotationDesk.design(careloop.database(), "{\"criteria\": [], \"criteriaFirst\": true}");
        page.context().close();
    }
}
