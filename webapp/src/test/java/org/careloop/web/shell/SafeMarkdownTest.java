package org.careloop.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

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
}
