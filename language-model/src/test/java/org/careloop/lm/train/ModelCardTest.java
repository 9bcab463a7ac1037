package org.careloop.lm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCardTest {

    @Test
    void aCardIsFrontMatterATitleAndSectionsOfTextTablesAndCode() {
        ModelCard card = new ModelCard("Policy of run r")
                .front("pipeline_tag", "text-generation")
                .front("tags", List.of("careloop", "dpo"))
                .text("Not for clinical use.\n");
        card.section("Lineage").facts().row("run", "r").row("started from", CardTable.code("demo"));
        card.section("Accuracy")
                .table("votes", "all", "decisive")
                .row("this model", .5)
                .rows(Map.of("coin", "0.500"));
        card.section("Settings").code("json", "{}");

        assertThat(card.text()).isEqualTo("""
                ---
                pipeline_tag: text-generation
                tags: [careloop, dpo]
                ---
                # Policy of run r

                Not for clinical use.

                ## Lineage

                | | |
                | --- | --- |
                | run | r |
                | started from | `demo` |

                ## Accuracy

                | votes | all | decisive |
                | --- | --- | --- |
                | this model | 0.5 | |
                | coin | 0.500 | |

                ## Settings

                ```json
                {}
                ```
                """);
    }

    @Test
    void aCardWithoutFrontMatterBeginsWithItsTitle() {
        assertThat(new ModelCard("r").text("One.").text()).isEqualTo("# r\n\nOne.\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\u00a7',
            value = {
                "a: b; \"a: b\"",
                "a \"b\"; \"a \\\"b\\\"\"",
                "a, b]; \"a, b]\"",
                "a #b; \"a #b\"",
                "- a; \"- a\"",
                "12; \"12\"",
                "yes; \"yes\"",
                "no-one; no-one",
                "---; \"---\"",
                "甲; \"甲\""
            })
    void aValueOfTheFrontMatterIsThatValueWhateverItHolds(String value, String yaml) {
        assertThat(new ModelCard("t").front("name", value).text()).isEqualTo("---\nname: " + yaml + "\n---\n# t\n");
    }

    @Test
    void aLineEndInAValueEndsNoFrontMatter() {
        assertThat(new ModelCard("t")
                        .front("tags", List.of("a\n---\nb: c", "d\r\u0085\u2028e"))
                        .text())
                .isEqualTo("---\ntags: [\"a\\n---\\nb: c\", \"d\\r\\u0085\\u2028e\"]\n---\n# t\n");
    }

    @Test
    void aNameInACellStaysOneCellOfOneLine() {
        String table = new CardTable(List.of("", ""))
                .row("Dr. A|B", "one\ntwo\u2028three")
                .row("`code`", "back\\|slash")
                .row("<img src=x>", "[click](http://127.0.0.1)")
                .row("a < b", "[0.1, 0.2]")
                .toString();

        assertThat(table).isEqualTo("""
                | | |
                | --- | --- |
                | Dr. A\\|B | one two three |
                | \\`code\\` | back\\\\\\|slash |
                | \\<img src=x> | [click]\\(http://127.0.0.1) |
                | a < b | [0.1, 0.2] |""");
    }

    @Test
    void aNameAsCodeEndsItsCodeOnlyWhereItEnds() {
        String table = new CardTable(List.of(""))
                .row(CardTable.code("a`b``c|d"))
                .row(CardTable.code("`a\nb"))
                .toString();

        assertThat(table).endsWith("| ```a`b``c\\|d``` |\n| `` `a b `` |");
    }

    @Test
    void headingsAndTheTitleStayOnTheirLine() {
        assertThat(new ModelCard("r\n---\n## x").section("a\n| b").text()).isEqualTo("# r --- ## x\n\n## a \\| b\n");
    }

    @Test
    void codeThatHoldsAFenceEndsWhereItEnds() {
        assertThat(new ModelCard("r").code("", "a\n```\nb").text()).isEqualTo("# r\n\n````\na\n```\nb\n````\n");
    }

    @Test
    void aRowWiderThanItsTableIsRefused() {
        assertThatThrownBy(() -> new ModelCard("r").facts().row(1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 cells in a table of 2 columns");
    }
}
