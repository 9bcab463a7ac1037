package org.careloop.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SafeMarkdownTest {

    @Test
    void htmlIsReadAsTheCharactersItIsWrittenWith() {
        assertThat(SafeMarkdown.of("<img src=x><script>a</script>"))
                .isEqualTo("<\u2060img src=x><\u2060script>a<\u2060/script>");
    }

    @Test
    void aPictureBecomesALinkThatNobodyFollows() {
        assertThat(SafeMarkdown.of("![x](http://example.org/p.png)")).isEqualTo("!\u2060[x](http://example.org/p.png)");
    }

    @Test
    void figuresAndListsStayAsTheyAre() {
        String text = "- give < 5 mg/kg, SpO2 <92 %\n- **not** more!";
        assertThat(SafeMarkdown.of(text)).isEqualTo(text);
    }

    @Test
    void everySignOfAFormulaIsEscapedAndTheTextAroundItIsMarkdown() {
        assertThat(SafeMarkdown.of("The **clearance** $C_{cr} * k$ and \\(a_1 \\cdot b_2\\)."))
                .isEqualTo("The **clearance** \\$C\\_\\{cr\\} \\* k\\$ and \\\\\\(a\\_1 \\\\cdot b\\_2\\\\\\).");
        assertThat(SafeMarkdown.of("$$\na\n- b\n$$\n\n\\[x<y\\]"))
                .isEqualTo("\\$\\$\na\n\\- b\n\\$\\$\n\n\\\\\\[x\\<y\\\\\\]");
    }

    @Test
    void pricesAndCodeHoldNoFormula() {
        for (String text : List.of(
                "*between* $5 and $10",
                "a price of \\$5_000_ and 6$",
                "`$a_1$` and ``\\(b_2\\)``",
                "```\n$a_1$\n\n$b_2$\n```",
                "Code:\n\n    $a_1$\n\n    $b_2$\n",
                "$a\n\nb$")) {
            assertThat(SafeMarkdown.of(text)).isEqualTo(text);
        }
    }

    @Test
    void aFormulaInAListIsFoundHoweverDeepItStands() {
        assertThat(SafeMarkdown.of("- first\n\n    $a_1$\n")).isEqualTo("- first\n\n    \\$a\\_1\\$\n");
    }

    @Test
    void whatCannotBeReadBackFromTheMarkdownIsKnown() {
        assertThat(SafeMarkdown.isReadable("<b> **5 mg**")).isTrue();
        assertThat(SafeMarkdown.isReadable("a \u2060b")).isFalse();
        assertThat(SafeMarkdown.isReadable("$x_1$")).isFalse();
    }
}
