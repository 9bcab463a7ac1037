package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * In a second window, after a reload, of a text that is too long or malformed, and of a page that was tampered with,
 * what is stored is what was meant.
 */
class UnusualInputIT extends WebOnlyIT {
    private static final int HUGE = 20 * 1024 * 1024;
    private static final String ADDRESS_AT_THE_NEXT_PAIR = """
            () => new MutationObserver((_, once) => {
                once.disconnect();
                window.addressAtTheNextPair = location.href;
            }).observe(document.querySelector('.annotate'), { attributes: true, attributeFilter: ['data-pair'] })""";

    /**
     * Two windows show the same pair. The second verdict is not counted as a vote; it can be stored as a change of the
     * first.
     */
    @Test
    void aReasonWrittenInASecondWindowBecomesAChange() {
        Page first = signedIn("clinician-1");
        Page second = first.context().newPage();
        second.navigate(careloop.address("/annotate"));
        AnnotationDesk.ready(second);
        String comparison = AnnotationDesk.comparison(first);
        assertThat(AnnotationDesk.comparison(second)).isEqualTo(comparison);
        AnnotationDesk.pressForNext(first, "2");
        int before = AnnotationDesk.judgements(careloop.database(), "clinician-1");

        AnnotationDesk.press(second, "r");
        second.keyboard().type("on second thoughts");
        AnnotationDesk.press(second, "Escape");
        AnnotationDesk.pressForNext(second, "1");
        assertThat(AnnotationDesk.judgements(careloop.database(), "clinician-1"))
                .isEqualTo(before);
        assertThat(second.locator(".bar-message")).containsText("You had judged this one already");
        assertThat(second.locator(".change-row")).containsText("You said: About the same");
        assertThat(AnnotationDesk.reason(second)).hasValue("on second thoughts");
        AnnotationDesk.pressForNext(second, "3");
        Map<String, Object> last = AnnotationDesk.last(careloop.database(), "clinician-1");
        assertThat(last).containsEntry("revision", 2).containsEntry("rationale", "on second thoughts");
        first.context().close();
    }

    @Test
    void aChangeThatWasAskedForByItsAddressIsNotAskedForAgainByAReload() {
        Page page = signedIn("clinician-2");
        String comparison = AnnotationDesk.comparison(page);
        AnnotationDesk.pressForNext(page, "1");
        page.navigate(careloop.address("/annotate?change=" + comparison));
        AnnotationDesk.ready(page);
        assertThat(page.locator(".change-row")).isVisible();
        page.evaluate(ADDRESS_AT_THE_NEXT_PAIR);
        AnnotationDesk.pressForNext(page, "3");
        assertThat(page.evaluate("() => window.addressAtTheNextPair")).isEqualTo(careloop.address("/annotate"));
        page.reload();
        AnnotationDesk.ready(page);
        assertThat(page.locator(".annotate")).hasAttribute("data-mode", "judge");
        page.context().close();
    }

    @Test
    void twentyMegabytesInAFieldAreRefusedAndWhatIsTooLongIsNeitherSentNorLost() {
        Page page = signedIn("clinician-2");
        AnnotationDesk.press(page, "r");
        page.keyboard().type("before ");
        paste(page, HUGE);
        assertThat(AnnotationDesk.note(page))
                .hasText("That text has 20,971,520 characters; 10,000 can be kept here. Nothing was changed: shorten it"
                        + " where it comes from and paste again.");
        assertThat(AnnotationDesk.reason(page)).hasValue("before ");
        paste(page, 12_000);
        assertThat(page.locator(".length-note"))
                .hasText("The reason has 12,007 characters; 10,000 can be kept. Shorten it: nothing of it is cut off or"
                        + " sent until then.");
        AnnotationDesk.press(page, "Escape", "1");
        assertThat(AnnotationDesk.note(page)).containsText("The reason has 12,007 characters");
        page.reload();
        AnnotationDesk.ready(page);
        assertThat(AnnotationDesk.reason(page).inputValue()).hasSize(12_007);
        AnnotationDesk.reason(page).fill("short");
        AnnotationDesk.press(page, "Escape");
        AnnotationDesk.pressForNext(page, "1");
        assertThat(AnnotationDesk.last(careloop.database(), "clinician-2")).containsEntry("rationale", "short");
        page.context().close();
    }

    private static void paste(Page page, int length) {
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.evaluate("length => navigator.clipboard.writeText('x'.repeat(length))", length);
        page.keyboard().press("Control+v");
    }

    /** Requests that our page never sends: the server answers with an error, stores nothing and goes on. */
    @Test
    void aPageThatWasTamperedWithIsToldWhatIsWrongAndGoesOn() {
        Page page = signedIn("clinician-1");
        int before = AnnotationDesk.judgements(careloop.database(), "clinician-1");
        page.evaluate("""
            length => {
              const page = document.querySelector('.annotate');
              const answer = { verdict: 'LEFT', strength: 1, criteria: {}, flags: [], corrections: {}, ranking: [],
                               rationale: 'x'.repeat(length) };
              page.dispatchEvent(new CustomEvent('say', { detail: JSON.stringify({ what: 'verdict',
                pair: Number(page.dataset.pair), answer, active: 1, reason: '', note: '', number: 0 }) }));
            }\
            """, 5 * 1024 * 1024);
        assertThat(page.locator(".bar-message"))
                .hasText(Pattern.compile(".*5,?242,?880 characters.*10,?000.*", Pattern.DOTALL));
        assertThat(AnnotationDesk.judgements(careloop.database(), "clinician-1"))
                .isEqualTo(before);
        AnnotationDesk.pressForNext(page, "1");
        assertThat(AnnotationDesk.judgements(careloop.database(), "clinician-1"))
                .isEqualTo(before + 1);
        page.context().close();
    }

    @Test
    void rightToLeftControlAndHalfCharactersAreKeptAsFarAsTheyAreText() {
        Page page = signedIn("clinician-2");
        AnnotationDesk.press(page, "r");
        page.evaluate("""
            () => {
              const field = document.querySelector('.reason-row textarea');
              field.value = '\\u202bالجرعة\\u202c\\u0007 10 mg\\u0000 \\ud83d\\udc8a \\ud83d end';
              field.dispatchEvent(new Event('input', { bubbles: true }));
            }\
            """);
        AnnotationDesk.press(page, "Escape");
        AnnotationDesk.pressForNext(page, "1");
        assertThat(AnnotationDesk.last(careloop.database(), "clinician-2"))
                .containsEntry("rationale", "\u202bالجرعة\u202c\u0007 10 mg \ud83d\udc8a \ufffd end");
        AnnotationDesk.press(page, "s");
        page.evaluate("""
            () => { document.querySelector('.ask[data-ask=skip] textarea').value = 'half \\ud83d'; }\
            """);
        AnnotationDesk.pressForNext(page, "2");
        assertThat(careloop.database()
                        .sql("select note from skip order by created_at desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("half \ufffd");
        page.context().close();
    }

    @Test
    void aPrivacyReportNeedsNoWords() {
        Page page = signedIn("clinician-2");
        String comparison = AnnotationDesk.comparison(page);
        AnnotationDesk.press(page, "p");
        assertThat(page.locator(".ask[data-ask=privacy]")).isVisible();
        AnnotationDesk.pressForNext(page, "Control+Enter");
        assertThat(careloop.database()
                        .sql("select held from comparison where id = cast(? as uuid)")
                        .param(comparison)
                        .query(Boolean.class)
                        .single())
                .isTrue();
        page.context().close();
    }
}
