package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What models write in Markdown can be read: code, tables, and formulas as they are written, on both sides alike. */
class AnswerTextsIT extends WebOnlyIT {
    private static final String CODE = "Use `8 h`:\n\n```\n08:00  500 mg\n```\n\nor\n\n    08:00  250 mg\n";
    private static final String TABLE = "| Drug | Dose |\n| --- | --- |\n| one | 5 mg |\n| two | 7 mg |\n";
    private static final List<String> FORMULAS = List.of(
            "$CrCl = \\frac{(140 - a) * w}{72 * S_{Cr}}$",
            "\\(a_1 * b_2 * c_3\\)",
            "\\[x < y_{max} \\\\ z\\]",
            "$$k_e = \\frac{\\ln(C_1/C_2)}{t_2 - t_1}$$");
    /** The contrast of each element's text with what is painted behind it, by WCAG 2. */
    private static final String CONTRAST = """
        selector => [...document.querySelectorAll(selector)].map(one => {
            const pen = document.createElement('canvas').getContext('2d');
            const rgb = colour => {
                pen.clearRect(0, 0, 1, 1);
                pen.fillStyle = colour;
                pen.fillRect(0, 0, 1, 1);
                return [...pen.getImageData(0, 0, 1, 1).data];
            };
            const light = colour => rgb(colour).slice(0, 3).map(c => c / 255)
                .map(c => (c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4))
                .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
            let behind = one;
            while (rgb(getComputedStyle(behind).backgroundColor)[3] < 255) behind = behind.parentElement;
            const [a, b] = [getComputedStyle(one).color, getComputedStyle(behind).backgroundColor].map(light);
            return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
        })\
        """;

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void codeIsLegible(ColorScheme colours) {
        Page page = reads(colours, CODE, CODE);
        List<?> contrasts = (List<?>) page.evaluate(CONTRAST, ".response pre code, .response p code");
        assertThat(contrasts).hasSize(6).allMatch(contrast -> ((Number) contrast).doubleValue() >= 4.5);
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.context().close();
    }

    @Test
    void aLinkShowsWhereItLeadsAndOpensApart() {
        String text = "See [the leaflet](https://example.org/leaflet) or https://example.org/dose.";
        Page page = reads(ColorScheme.LIGHT, text, text);
        Locator named = page.locator(".response a").first();
        assertThat(named).hasAttribute("target", "_blank");
        assertThat(named).hasAttribute("rel", "noopener noreferrer");
        assertThat(named).hasAttribute("data-target", "https://example.org/leaflet");
        assertThat(named.evaluate("link => getComputedStyle(link, '::after').content"))
                .isEqualTo("\" (https://example.org/leaflet)\"");
        Locator bare = page.locator(".response a").nth(1);
        assertThat(bare).hasAttribute("rel", "noopener noreferrer");
        assertThat(bare).not().hasAttribute("data-target", Pattern.compile(".*"));
        page.context().close();
    }

    @Test
    void aLinkLeadsNowhereWhereTheStudyWantsThat() {
        AnnotationDesk.design(careloop.database(), "{\"plainLinks\": true}");
        String text = "See [the leaflet](https://example.org/leaflet) or https://example.org/dose.";
        Page page = reads(ColorScheme.LIGHT, text, text);
        Locator named = page.locator(".response a").first();
        assertThat(named).hasAttribute("data-target", "https://example.org/leaflet");
        assertThat(page.locator(".response a[href]")).hasCount(0);
        assertThat(Chromium.accessibilityFaults(page)).isEmpty();
        page.context().close();
        AnnotationDesk.design(careloop.database(), "{\"plainLinks\": false}");
    }

    @Test
    void everyCellOfATableHasItsFourLines() {
        Page page = reads(ColorScheme.LIGHT, TABLE, TABLE);
        List<?> widths = (List<?>) page.evaluate("""
            () => [...document.querySelectorAll('.response :is(th, td)')].map(cell => {
                const style = getComputedStyle(cell);
                return ['Top', 'Right', 'Bottom', 'Left'].map(side => style[`border${side}Width`]).join(' ');
            })\
            """);
        assertThat(widths).hasSize(12).allMatch("1px 1px 1px 1px"::equals);
        page.context().close();
    }

    @Test
    void formulasAreShownAsTheyAreWrittenAndCanBeQuoted() {
        String a = "Give **5 mg**: " + String.join(" and\n\n", FORMULAS);
        String b = "Wait: " + String.join(" then\n\n", FORMULAS);
        AnnotationDesk.design(careloop.database(), "{\"flags\": [\"HALLUCINATED\"], \"corrections\": true}");
        Page page = reads(ColorScheme.DARK, a, b);
        for (int side = 0; side < 2; side++) {
            for (String formula : FORMULAS) {
                assertThat(page.locator(".response vaadin-markdown").nth(side).innerText())
                        .contains(formula);
            }
        }
        assertThat(page.locator(".response em")).hasCount(0);
        assertThat(page.locator(".response strong")).hasText("5 mg");
        AnnotationDesk.press(page, "c", "1");
        boolean aOnLeft = AnnotationDesk.aOnLeft(careloop.database(), page);
        assertThat(page.locator(".correction:not([hidden]) textarea")).hasValue(aOnLeft ? a : b);
        page.context().close();
    }

    private static Page reads(ColorScheme colours, String a, String b) {
        Page page = signedIn("clinician-1", colours);
        AnnotationDesk.responses(careloop.database(), AnnotationDesk.comparison(page), a, b, List.of());
        page.reload();
        AnnotationDesk.ready(page);
        assertThat(page.locator(".response vaadin-markdown > *").first()).isVisible();
        return page;
    }
}
