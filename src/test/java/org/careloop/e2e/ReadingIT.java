package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person does with the texts themselves: mark what is wrong, see what differs, write it better, read long ones. */
class ReadingIT extends WebOnlyIT {
    private static final String A = "Take **10 mg** now. Take 10 mg at night.";
    private static final String B = "Take **20 mg** now. Take 10 mg at night.";
    private static final String SCROLLED_HALF = """
            () => { const second = document.querySelectorAll('.response')[1];
                    return Math.abs(second.scrollTop / (second.scrollHeight - second.clientHeight) - .5) < .05; }""";

    @Test
    void aFlagKeepsThePassageThatWasMarkedAndWhereItStands() {
        AnnotationDesk.design(careloop.database(), "{\"flags\": [\"HALLUCINATED\", \"REFUSES\"]}");
        Page page = reads("clinician-1", A, B);
        boolean aOnLeft = AnnotationDesk.aOnLeft(careloop.database(), page);
        mark(page, aOnLeft ? 0 : 1, "10 mg", 1);
        AnnotationDesk.press(page, "f");
        assertThat(page.locator(".ask[data-ask=flag] .ask-about")).containsText("\u201c10 mg\u201d");
        assertThat(page.locator(".ask[data-ask=flag] [data-kind]")).hasCount(2);
        AnnotationDesk.press(page, "1");
        assertThat(page.locator(".flag-chip")).containsText("10 mg");
        assertThat(highlighted(page, "care-flag")).containsExactly("10 mg");
        AnnotationDesk.saved(page);
        page.reload();
        AnnotationDesk.ready(page);
        mark(page, aOnLeft ? 0 : 1, "10 mg", 1);
        AnnotationDesk.press(page, "f", "1");
        assertThat(page.locator(".flag-chip")).hasCount(1);
        AnnotationDesk.pressForNext(page, "2");
        assertThat(AnnotationDesk.last(careloop.database(), "clinician-1").get("flags"))
                .isEqualTo("[{\"kind\": \"HALLUCINATED\", \"quote\": \"10 mg\", \"start\": %d, \"response\": 0}]"
                        .formatted(A.lastIndexOf("10 mg")));
        page.context().close();
    }

    @Test
    void aStudyThatAsksForThePassageTakesNoFlagWithoutOne() {
        AnnotationDesk.design(
                careloop.database(), "{\"flags\": [\"UNSAFE\"], \"required\": [\"FLAG_SPAN\"], \"corrections\": true}");
        Page page = reads("clinician-2", A, B);
        AnnotationDesk.press(page, "f");
        assertThat(AnnotationDesk.note(page)).hasText("Mark the passage that shows it first, then press f.");
        assertThat(page.locator(".ask:not([hidden])")).hasCount(0);
        AnnotationDesk.design(careloop.database(), "{\"required\": []}");
        page.context().close();
    }

    @Test
    void whatDiffersIsMarkedOnDemandAndAgainAfterTheNextPair() {
        Page page = reads("clinician-1", A, B);
        assertThat(highlighted(page, "care-diff")).isEmpty();
        AnnotationDesk.press(page, "d");
        assertThat(page.locator(".announcer")).hasText("Differences are marked: 1 passages in A, 1 in B.");
        assertThat(highlighted(page, "care-diff")).containsExactlyInAnyOrder("10", "20");
        assertThat(page.locator("[data-key=d]")).hasAttribute("aria-pressed", "true");
        AnnotationDesk.press(page, "d");
        assertThat(highlighted(page, "care-diff")).isEmpty();
        page.context().close();
    }

    @Test
    void aBetterTextIsWrittenFromTheResponseItself() {
        AnnotationDesk.design(careloop.database(), "{\"corrections\": true, \"required\": []}");
        Page page = reads("clinician-2", A, B);
        boolean aOnLeft = AnnotationDesk.aOnLeft(careloop.database(), page);
        AnnotationDesk.press(page, "c", "1");
        assertThat(page.locator(".correction:not([hidden]) textarea")).hasValue(aOnLeft ? A : B);
        AnnotationDesk.press(page, "Control+End");
        page.keyboard().type(" Then 1 rest.");
        AnnotationDesk.press(page, "Escape");
        AnnotationDesk.pressForNext(page, "1");
        assertThat(AnnotationDesk.last(careloop.database(), "clinician-2"))
                .containsEntry("verdict", aOnLeft ? "A" : "B")
                .containsEntry(
                        "corrections",
                        aOnLeft
                                ? "{\"0\": \"%s Then 1 rest.\"}".formatted(A)
                                : "{\"1\": \"%s Then 1 rest.\"}".formatted(B));
        page.context().close();
    }

    @Test
    void longAnswersScrollTogetherUntilTheyAreParted() {
        String line = "A line of a long answer.\n\n";
        Page page = reads("clinician-1", line.repeat(80), line.repeat(160));
        assertThat(page.locator("[data-key=l]")).isVisible();
        scroll(page, 0, .5);
        page.waitForFunction(SCROLLED_HALF);
        AnnotationDesk.press(page, "l");
        assertThat(page.locator(".announcer")).hasText("Each response scrolls by itself.");
        scroll(page, 0, 0);
        page.waitForFunction("() => document.querySelectorAll('.response')[0].scrollTop === 0");
        page.evaluate("() => new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)))");
        assertThat((boolean) page.evaluate(SCROLLED_HALF)).isTrue();
        AnnotationDesk.press(page, "l");
        page.context().close();
    }

    private static void scroll(Page page, int response, double share) {
        page.evaluate(
                "([i, share]) => { const one = document.querySelectorAll('.response')[i];"
                        + " one.scrollTop = share * (one.scrollHeight - one.clientHeight); }",
                List.of(response, share));
    }

    private static Page reads(String login, String a, String b) {
        Page page = signedIn(login);
        AnnotationDesk.responses(careloop.database(), AnnotationDesk.comparison(page), a, b, List.of());
        page.reload();
        AnnotationDesk.ready(page);
        assertThat(page.locator(".response vaadin-markdown p").first()).isVisible();
        return page;
    }

    /** Marks a passage as a mouse does, the n-th of its kind, counted from 0, once its text is rendered. */
    private static void mark(Page page, int response, String passage, int n) {
        page.waitForFunction("""
                ({ response, passage, n }) => {
                  const text = document.querySelectorAll('.response vaadin-markdown')[response];
                  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
                  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                    for (let at = node.data.indexOf(passage); at >= 0; at = node.data.indexOf(passage, at + 1)) {
                      if (n-- > 0) continue;
                      document.getSelection().setBaseAndExtent(node, at, node, at + passage.length);
                      return true;
                    }
                  }
                  return false;
                }""", Map.of("response", response, "passage", passage, "n", n));
    }

    /** The passages that are drawn over the texts under a name. */
    private static List<String> highlighted(Page page, String name) {
        String passages =
                (String) page.evaluate("name => [...(CSS.highlights.get(name) ?? [])].map(String).join('|')", name);
        return passages.isEmpty() ? List.of() : List.of(passages.split("\\|"));
    }
}
