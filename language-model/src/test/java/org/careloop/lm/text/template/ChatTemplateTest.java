package org.careloop.lm.text.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.run.JsonLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Expected renderings are those of transformers; {@code src/test/referee/chat_templates.py} made them. */
class ChatTemplateTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-02-03T10:15:30Z"), ZoneOffset.UTC);

    private static final List<Map<String, String>> MESSAGES = List.of(
            Map.of("role", "user", "content", "Is {{ 38.5 }} {% a %} fever <b>?</b> é\n"),
            Map.of("role", "assistant", "content", "\u3000Yes. 是的。\u00a0\n"),
            Map.of("role", "user", "content", "B"));

    record Rendering(String name, String template, String rendered) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Rendering> renderings() throws IOException {
        Path file = Path.of("src/test/resources/org/careloop/lm/text/renderings.jsonl");
        return JsonLines.readAll(file, Rendering.class).stream();
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void rendersAsTransformersDoes(Rendering rendering) {
        assertThat(render(rendering.template())).isEqualTo(rendering.rendered());
    }

    @Test
    void theDateIsThatOfTheClock() {
        assertThat(render("{{ strftime_now('%d %b %Y, %A') }}")).isEqualTo("03 Feb 2026, Tuesday");
        assertThat(render("{% if strftime_now is defined %}y{% endif %}")).isEqualTo("y");
    }

    @Test
    void theTemplatesOwnRefusalIsToldApart() {
        assertThatThrownBy(() -> render("{{ raise_exception('No system message, please') }}"))
                .isInstanceOfSatisfying(
                        TemplateException.class,
                        e -> assertThat(e.isRaisedByTemplate()).isTrue())
                .hasMessage("No system message, please");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "{% include 'x' %} => line 1: the tag \"include\" is not supported here",
                "{% raw %}x{% endraw %} => line 1: the tag \"raw\" is not supported here",
                "{{ x | shuffle }} => line 1: the filter \"shuffle\" is not supported",
                "{{ x | tojson(sort=1) }} => line 1: the filter \"tojson\" is not supported with these arguments",
                "{{ x is callable }} => line 1: the test \"callable\" is not supported",
                "{{ x.title() }} => line 1: the method \"title\" is not supported with these arguments",
                "{{ 1 < 2 < 3 }} => line 1: a chain of comparisons is not supported",
                "{{ 2 ** 3 }} => line 1: \"*\" is not understood here",
                "{% if x %}a => the tag \"if\" is not closed",
                "{{ 'abc }} => line 1: a string is not closed",
                "{{ '\\u00g1' }} => line 1: \\u needs four hexadecimal digits",
                "{{ '\\x41' }} => line 1: the escape \"\\x\" is not supported",
                "{{ 'a' 1 }} => line 1: expected the end of the tag, found \"1\"",
                "{{ messages }} => a list cannot be printed",
                "{{ nothing.role }} => line 1: \"role\" is asked of something undefined",
                "{{ nothing('a') }} => line 1: \"nothing\" is no function",
                "{{ 'a' + 1 }} => line 1: a text + a number is not defined",
            })
    void whatCannotBeRenderedExactlyIsRefused(String template, String message) {
        assertThatThrownBy(() -> render(template))
                .isInstanceOf(TemplateException.class)
                .hasMessage(message);
    }

    private static String render(String template) {
        return ChatTemplate.parse(template, CLOCK)
                .render(Map.of("messages", MESSAGES, "bos_token", "<s>", "add_generation_prompt", true));
    }
}
