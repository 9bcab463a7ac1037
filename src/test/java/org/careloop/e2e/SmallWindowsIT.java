package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A window that is low or narrow, by itself or because everything is enlarged, leaves the height to the answers. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SmallWindowsIT extends WebOnlyIT {
    private static final String LONG = "A line of a long answer that goes on for a while.\n\n".repeat(40);
    /** Whether half of the window's height shows each response, what lies over it left out. */
    private static final String HALF = """
        () => .5 <= Math.min(...[...document.querySelectorAll('.response')].slice(0, 2)
            .filter(response => response.getBoundingClientRect().left < innerWidth * .6).map(response => {
            const box = response.getBoundingClientRect();
            const x = Math.min(box.left + box.width / 2, innerWidth - 5);
            let seen = 0;
            for (let y = 0; y < innerHeight; y++) {
                if (response.contains(document.elementFromPoint(Math.max(5, x), y))) seen++;
            }
            return seen / innerHeight;
        }))\
        """;

    /**
     * Twice the size on windows of 1360 by 860, 1280 by 720 and 1920 by 1080; telephones on their side, the smallest of which
     * shows one response at a time.
     */
    @Test
    void theAnswersHaveHalfOfTheHeight() {
        Page page = reads(2);
        for (int[] size : List.of(
                new int[] {680, 430}, new int[] {640, 360}, new int[] {960, 470}, new int[] {844, 390}, new int[] {
                    568, 320
                })) {
            resize(page, size[0], size[1]);
            page.waitForFunction(HALF);
            assertThat(page.locator(".verdict").last()).isInViewport();
            assertThat(page.locator(".text-sizes [data-key='+']")).isVisible();
            assertThat(Chromium.sidewaysOverflow(page)).isEmpty();
        }
        page.locator(".response-tabs button").last().click();
        assertThat(page.locator(".response").last()).isInViewport();
        page.context().close();
    }

    /** The last: a pair that was handed out with four responses cannot be one of two again. */
    @Test
    @Order(Integer.MAX_VALUE)
    void soDoTheAnswersOfARanking() {
        Page page = reads(4);
        for (int[] size : List.of(new int[] {680, 430}, new int[] {844, 390})) {
            resize(page, size[0], size[1]);
            page.waitForFunction(HALF);
            assertThat(page.locator(".rank-place[data-rank='4']")).isInViewport();
            assertThat(Chromium.sidewaysOverflow(page)).isEmpty();
        }
        page.context().close();
    }

    @Test
    void theBarStaysWhereItIsWhenADraftIsSaved() {
        Page page = reads(2);
        for (int width : List.of(1920, 1360, 1024, 844, 390)) {
            careloop.database().sql("delete from draft").update();
            page.setViewportSize(width, width == 844 ? 390 : 860);
            page.reload();
            AnnotationDesk.ready(page);
            assertThat(page.locator(".draft-state")).hasText("");
            String bar = width == 390 ? ".bar-steady" : ".verdict-bar";
            Object before = rectangle(page, bar);
            AnnotationDesk.press(page, "q");
            AnnotationDesk.saved(page);
            assertThat(rectangle(page, bar)).as("at a width of %d", width).isEqualTo(before);
        }
        page.context().close();
    }

    @Test
    void theBarStandsUnderTheAnswersAndTheTextIsEnlargedOnATelephoneToo() {
        Page page = reads(2, "# Title\n\n- point\n\n> quote\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n`code`\n\n" + LONG);
        resize(page, 1920, 1080);
        BoundingBox answers = page.locator(".response-pages").boundingBox();
        BoundingBox bar = page.locator(".bar-work").boundingBox();
        assertThat(bar.x).isEqualTo(answers.x);
        assertThat(bar.width).isEqualTo(answers.width);
        resize(page, 390, 844);
        List<Long> before = sizes(page);
        assertThat(before).hasSizeGreaterThan(8);
        page.locator(".text-sizes [data-key='+']").click();
        becomes(page, before.stream().map(size -> size * 9 / 8).toList());
        page.locator(".text-sizes [data-key='-']").click();
        becomes(page, before);
        assertThat(Chromium.sidewaysOverflow(page)).isEmpty();
        page.context().close();
    }

    /** Waits until the letters have these sizes. */
    private static void becomes(Page page, List<Long> wanted) {
        page.waitForCondition(() -> sizes(page).equals(wanted));
    }

    /** Of the letters in every element of the first response, its heading and table among them, in tenths of a pixel. */
    private static List<Long> sizes(Page page) {
        Object sizes = page.locator(".response vaadin-markdown")
                .first()
                .evaluate("text => [...text.querySelectorAll('*')].map(e => parseFloat(getComputedStyle(e).fontSize))");
        return ((List<?>) sizes)
                .stream()
                        .map(size -> Math.round(((Number) size).doubleValue() * 10))
                        .toList();
    }

    /** Waits until what follows the size of the window has followed. */
    private static void resize(Page page, int width, int height) {
        page.setViewportSize(width, height);
        page.evaluate("() => new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)))");
    }

    private static Object rectangle(Page page, String element) {
        return page.evaluate("""
            element => {
              const { x, y, width, height } = document.querySelector(element).getBoundingClientRect();
              return { x, y, width, height };
            }""", element);
    }

    private static Page reads(int responses) {
        return reads(responses, LONG);
    }

    private static Page reads(int responses, String text) {
        Page page = signedIn("clinician-1");
        AnnotationDesk.responses(
                careloop.database(),
                AnnotationDesk.comparison(page),
                text,
                text,
                responses == 2 ? List.of() : List.of(text, text));
        page.reload();
        AnnotationDesk.ready(page);
        assertThat(page.locator(".response vaadin-markdown p").first()).isVisible();
        return page;
    }
}
