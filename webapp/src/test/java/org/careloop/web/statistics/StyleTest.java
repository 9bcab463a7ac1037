package org.careloop.web.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StyleTest {
    @Test
    void listsHeadingsAndBoldAreCountedAsMarkdownHasThem() {
        Style style = Style.of("""
                ## What to do
                **Do not wait.** Call now, 2 * 3 minutes.
                - rest
                * drink
                1. first
                2、第二
                Not a - list, __but bold__.
                """);

        assertThat(style.listItems()).isEqualTo(4);
        assertThat(style.headings()).isEqualTo(1);
        assertThat(style.bold()).isEqualTo(2);
    }

    @Test
    void charactersAreCodePoints() {
        assertThat(Style.of("发热𠮷").characters()).isEqualTo(3);
    }

    @Test
    void differencesAreThoseOfLogarithms() {
        assertThat(Style.of("abcdefg").minus(Style.of("abc")))
                .containsExactly(new double[] {Math.log(2), 0, 0, 0}, within(1e-12));
    }
}
