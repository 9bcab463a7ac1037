package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A senior clinician ranks what a colleague flagged: first blind, then with the vote in view, by keys. */
class RankedAdjudicationIT extends WebOnlyIT {
    private static final String REASON = "the dose would kill a child";

    @BeforeAll
    static void aColleagueRanksFourResponsesAndFlagsOne() {
        careloop.database().sql("""
                update comparison set response_a = 'text r0', response_b = 'text r1',
                    further_responses = array['text r2', 'text r3']""").update();
        AnnotationDesk.adjudicator(careloop.database(), "clinician-2");
        AnnotationDesk.design(careloop.database(), "{\"flags\": [\"UNSAFE\"]}");
        Page page = signedIn("clinician-1");
        AnnotationDesk.press(page, "f", "1", "1", "r");
        page.keyboard().type(REASON);
        AnnotationDesk.press(page, "Escape", "4", "2", "2", "1");
        AnnotationDesk.pressForNext(page, "Enter");
        page.context().close();
    }

    @Test
    void fourResponsesAreRankedBlindAndThenDecidedByKeys() {
        Page page = chromium.wide("en-US", ColorScheme.LIGHT);
        Map<String, String> received = AnnotationDesk.traffic(page);
        AnnotationDesk.signIn(page, careloop.address("/"), "clinician-2");
        Visit.open(page, careloop.address(ofStudy("/adjudication")));
        assertThat(page.locator(".adjudicate-rank")).hasCount(4);
        Chromium.settle(page);
        assertThat(received.toString()).contains("rank-of-3").doesNotContain(REASON);
        assertThat(page.content()).doesNotContain(REASON).doesNotContain("clinician-1");
        List<String> texts = page.locator(".case-responses vaadin-markdown").allInnerTexts();

        AnnotationDesk.press(page, "Enter");
        assertThat(page.locator(".problem")).hasText("Give every response a place first.");
        AnnotationDesk.press(page, "2", "1", "1", "t", "3");
        assertThat(radio(page, 3, 1)).isFocused();
        fitsAndIsAccessible(page);
        AnnotationDesk.press(page, "4");
        assertThat(page.locator(".adjudicate-ranks button")).isFocused();
        AnnotationDesk.press(page, "Enter");

        assertThat(page.locator("body")).containsText("Before you saw these you said: B = C > A > D.");
        assertThat(page.locator("body")).containsText(REASON);
        assertThat(page.locator("body")).containsText("A vote flags a response as unsafe or private.");
        assertThat(page.locator("table")).containsText(votedFor(texts));
        assertThat(page.locator("table")).containsText(letter(texts.indexOf("text r" + flagged())) + ": Unsafe");
        assertThat(page.content()).doesNotContain("clinician-1");
        assertThat(page.locator(".case-responses vaadin-markdown").allInnerTexts())
                .isEqualTo(texts);

        AnnotationDesk.press(page, "1", "3", "2", "3", "Enter");
        assertThat(page.locator(".problem")).containsText("Say why");
        AnnotationDesk.tabTo(page, "vaadin-text-area textarea, vaadin-text-area");
        page.keyboard().type("1 is right, not 2: see the label");
        fitsAndIsAccessible(page);
        AnnotationDesk.press(page, "Escape", "Enter");
        assertThat(page.locator("body")).containsText("Nothing waits for a decision");
        assertThat(careloop.database()
                        .sql("select stage || ' ' || array_to_string(ranking, '') from adjudication order by stage")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "BLIND " + ofStored(texts, List.of(3, 1, 1, 4)),
                        "DECISION " + ofStored(texts, List.of(1, 3, 2, 3)));
        page.context().close();
    }

    private static Locator radio(Page page, int place, int rank) {
        return page.locator("input[name=rank-of-%d][value='%d']".formatted(place, rank));
    }

    /** On a desk in the light and on a telephone in the dark. */
    private static void fitsAndIsAccessible(Page page) {
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.setViewportSize(390, 844);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        assertThat(Chromium.sidewaysOverflow(page)).isEmpty();
        Chromium.picture(page, "adjudication-ranking-phone-en");
        page.setViewportSize(1360, 860);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        Chromium.picture(page, "adjudication-ranking-en");
    }

    /** What the database must hold: the rank of r0, of r1 and so on, wherever they stand on the screen. */
    private static String ofStored(List<String> texts, List<Integer> shown) {
        return IntStream.range(0, shown.size())
                .mapToObj(stored -> String.valueOf(shown.get(texts.indexOf("text r" + stored))))
                .collect(Collectors.joining());
    }

    /** The colleague's vote in the letters of this screen, 1 and 2 and 2 and 4 of what is stored. */
    private static String votedFor(List<String> texts) {
        List<Integer> stored = List.of(careloop.database()
                        .sql("select array_to_string(ranking, ' ') from judgement")
                        .query(String.class)
                        .single()
                        .split(" "))
                .stream()
                .map(Integer::valueOf)
                .toList();
        return List.of(1, 2, 4).stream()
                .map(rank -> IntStream.range(0, texts.size())
                        .filter(place ->
                                stored.get(texts.get(place).charAt(6) - '0').equals(rank))
                        .mapToObj(RankedAdjudicationIT::letter)
                        .collect(Collectors.joining(" = ")))
                .collect(Collectors.joining(" > "));
    }

    private static int flagged() {
        return careloop.database()
                .sql("select (flags -> 0 ->> 'response')::int from judgement")
                .query(Integer.class)
                .single();
    }

    private static String letter(int place) {
        return "ABCD".substring(place, place + 1);
    }
}
