package org.careloop.web.help;

import static org.assertj.core.api.Assertions.assertThat;

import org.careloop.web.shell.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuideTest {
    @ParameterizedTest
    @EnumSource
    void everyGuideIsThereInEveryLanguage(Guide guide) {
        for (Language language : Language.values()) {
            assertThat(guide.title(language)).isNotBlank().doesNotStartWith("#");
            assertThat(guide.text(language)).hasSizeGreaterThan(500).doesNotStartWith("#");
        }
        assertThat(guide.title(Language.CHINESE)).isNotEqualTo(guide.title(Language.ENGLISH));
        assertThat(Guide.of(guide.label())).contains(guide);
    }

    /** A list item or a heading that was added in one language alone would be missed in the other. */
    @ParameterizedTest
    @EnumSource
    void guidesSayAsMuchInEveryLanguage(Guide guide) {
        assertThat(shape(guide.text(Language.CHINESE))).isEqualTo(shape(guide.text(Language.ENGLISH)));
    }

    @Test
    void aLinkToAFileOfTheSourcesIsLeftAsItsName() {
        assertThat(Guide.STUDY_LEAD.text(Language.ENGLISH))
                .contains("data dictionary (docs/data-dictionary.md)")
                .doesNotContain("](");
        assertThat(Guide.STUDY_LEAD.text(Language.CHINESE)).doesNotContain("](");
    }

    /** How many headings, items, rows of a table and commands, in their order. */
    private static String shape(String markdown) {
        return markdown.lines()
                .filter(line -> line.matches("(#|- |\\d\\. |\\||    \\.).*"))
                .map(line -> line.substring(0, 1))
                .reduce("", String::concat);
    }
}
