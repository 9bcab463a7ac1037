package org.careloop.lm.text.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expressions of known tokenizers are taken; those that turn back more often than a text is long are not. */
class PatternEffortTest {
    /** GPT-2, Llama 3, Qwen, a vocabulary that parts words by their capitals, DeepSeek, and digits in threes from the right. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '`',
            value = {
                "2§'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
                "3§(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
                "3§(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
                "5§[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{M}]*[\\p{Ll}\\p{M}]+|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{M}]+[\\p{Ll}\\p{M}]*|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
                "1§[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[\\p{L}\\p{M}]+",
                "1§[一-龥぀-ゟ゠-ヿ]+",
                "3§(?=(\\d{3})+(?!\\d))",
                "1§a*+b",
                "2§(?>a*)a*b"
            })
    void aKnownExpressionTurnsBackAFewTimesACharacter(long times, String pattern) {
        assertThat(PatternEffort.of(pattern)).hasValue(times);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+$",
                "(a|a)*$",
                "(a|aa)+b",
                "(a?){30}a{30}",
                "a+a+b",
                "a*a*a*b",
                "\\s+(?!\\s*x)",
                "(?=(a+)+b)a",
                "(a{1000}){1000}",
                "(\\w+)\\1",
                "(?<n>a)\\g<n>",
                "(",
                "[a",
                "a)",
                "\\",
                "*a",
                "(?~a)"
            })
    void whatTurnsBackWithoutEndOrIsNotUnderstoodIsTooMuch(String pattern) {
        assertThat(PatternEffort.of(pattern)).isEmpty();
    }

    @Test
    void bracketsNestedBeyondReasonAreTooMuch() {
        assertThat(PatternEffort.of("(".repeat(10_000) + "a" + ")".repeat(10_000)))
                .isEmpty();
    }

    @Test
    void anExpressionThatNeedNotTakeACharacterIsKnown() {
        assertThat(PatternEffort.matchesNothing("a*")).isTrue();
        assertThat(PatternEffort.matchesNothing("^|b")).isTrue();
        assertThat(PatternEffort.matchesNothing("(?=a)")).isTrue();
        assertThat(PatternEffort.matchesNothing(" {2,}")).isFalse();
        assertThat(PatternEffort.matchesNothing("^a+")).isFalse();
    }
}
