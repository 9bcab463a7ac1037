package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Six responses are put in order: by digits, by arrows and by dragging; places are shared; a reload changes nothing. */
class RankingIT extends WebOnlyIT {

    @BeforeAll
    static void sixResponsesEach() {
        careloop.database().sql("""
            update comparison set response_a = 'text r0', response_b = 'text r1',
                further_responses = array['text r2', 'text r3', 'text r4', 'text r5']\
            """).update();
    }

    @Test
    void digitsPlaceAndWalkOnPlacesAreSharedAndAReloadKeepsThem() {
        Page page = signedIn("clinician-1");
        assertThat(chips(page, 0)).hasText(new String[] {"A", "B", "C", "D", "E", "F"});
        AnnotationDesk.press(page, "1", "1", "3");
        assertThat(chips(page, 1)).hasText(new String[] {"A", "B"});
        assertThat(chips(page, 3)).hasText(new String[] {"C"});
        assertThat(page.locator(".rank-chip.marked")).hasText("D");
        AnnotationDesk.press(page, "ArrowRight", "ArrowRight");
        assertThat(chips(page, 2)).hasText(new String[] {"D"});
        AnnotationDesk.press(page, "Backspace");
        assertThat(chips(page, 0)).hasText(new String[] {"D", "E", "F"});
        AnnotationDesk.press(page, "Enter");
        assertThat(AnnotationDesk.note(page)).hasText("Give every response a place first.");

        drag(page, "D", 6);
        assertThat(chips(page, 6)).hasText(new String[] {"D"});
        AnnotationDesk.press(page, "t", "4");
        assertThat(chips(page, 4)).hasText(new String[] {"E"});
        assertThat(page.locator(".rank-chip.marked")).hasText("F");
        AnnotationDesk.saved(page);
        page.reload();
        AnnotationDesk.ready(page);
        assertThat(chips(page, 1)).hasText(new String[] {"A", "B"});
        assertThat(chips(page, 6)).hasText(new String[] {"D"});
        assertThat(page.locator(".rank-chip.marked")).hasText("F");
        AnnotationDesk.press(page, "4");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();

        String expected = ranksOfStored(page, List.of(1, 1, 3, 6, 4, 4));
        AnnotationDesk.pressForNext(page, "Enter");
        assertThat(AnnotationDesk.last(careloop.database(), "clinician-1")).containsEntry("ranking", expected);
        AnnotationDesk.pressForNext(page, "z");
        assertThat(page.locator(".change-row")).containsText("You said: A = B > C > E = F > D");
        page.context().close();
    }

    /** Six places of which two stay empty: what is sent is counted as ranks are, 1 1 3 4 4 6. */
    @Test
    void placesThatWereLeftOutAreClosedUpWhenTheOrderIsSent() {
        Page page = signedIn("clinician-2");
        AnnotationDesk.press(page, "6", "6", "2", "2", "2", "3");
        String expected = ranksOfStored(page, List.of(5, 5, 1, 1, 1, 4));
        AnnotationDesk.pressForNext(page, "Enter");
        assertThat(AnnotationDesk.last(careloop.database(), "clinician-2")).containsEntry("ranking", expected);
        page.context().close();
    }

    /** By touch, as by keys: a letter, then its place; the next letter without a place is marked. */
    @Test
    void anOrderIsTappedWithoutDragging() {
        Page page = chromium.narrow("zh-CN", ColorScheme.DARK);
        AnnotationDesk.signIn(page, careloop.address("/"), "clinician-2");
        for (int place : List.of(2, 1, 3, 3)) {
            page.locator(".rank-place[data-rank='%d'] .rank-put".formatted(place))
                    .tap();
        }
        assertThat(chips(page, 3)).hasText(new String[] {"丙", "丁"});
        assertThat(page.locator(".rank-place[data-rank='4'] .rank-put")).hasAttribute("aria-label", "把回答戊排到第 4 名");
        page.locator(".rank-place[data-rank='6'] .rank-put").tap();
        page.locator(".rank-chip")
                .filter(new Locator.FilterOptions().setHasText("甲"))
                .tap();
        page.locator(".rank-place[data-rank='0'] .rank-put").tap();
        assertThat(chips(page, 0)).hasText(new String[] {"甲", "己"});
        page.locator(".rank-place[data-rank='5'] .rank-put").tap();
        page.locator(".rank-place[data-rank='6'] .rank-put").tap();
        assertThat(page.evaluate("() => document.activeElement.tagName")).isEqualTo("BODY");
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        String before = AnnotationDesk.pair(page);
        String expected = ranksOfStored(page, List.of(4, 1, 2, 2, 5, 5));
        page.locator(".ranking .verdict").tap();
        AnnotationDesk.next(page, before);
        assertThat(AnnotationDesk.last(careloop.database(), "clinician-2")).containsEntry("ranking", expected);
        page.context().close();
    }

    private static Locator chips(Page page, int place) {
        return page.locator(".rank-place[data-rank='%d'] .rank-chip".formatted(place));
    }

    /** Drags a chip to a place. The bar grows by a line when it says something, so the way is measured until it has arrived. */
    private static void drag(Page page, String letter, int place) {
        Locator target = page.locator(".rank-place[data-rank='%d']".formatted(place));
        page.locator(".rank-chip")
                .filter(new Locator.FilterOptions().setHasText(letter))
                .hover();
        page.mouse().down();
        assertThat(page.locator(".rank-chip.marked")).hasText(letter);
        for (int tries = 0; tries < 5 && !isOver(target); tries++) {
            BoundingBox to = target.boundingBox();
            page.mouse().move(to.x + to.width / 2, to.y + to.height / 2, new Mouse.MoveOptions().setSteps(4));
        }
        assertThat(target).hasClass(Pattern.compile("\\bover\\b"));
        page.mouse().up();
    }

    private static boolean isOver(Locator place) {
        return (boolean) place.evaluate("one => one.classList.contains('over')");
    }

    /** What the database must hold: the rank of r0, of r1 and so on, wherever they stand on the screen. */
    private static String ranksOfStored(Page page, List<Integer> shown) {
        List<String> texts = page.locator(".response vaadin-markdown").allInnerTexts();
        List<String> ranks = new ArrayList<>();
        for (int stored = 0; stored < shown.size(); stored++) {
            ranks.add(String.valueOf(shown.get(texts.indexOf("text r" + stored))));
        }
        return String.join(" ", ranks);
    }
}
