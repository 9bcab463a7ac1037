package org.careloop.run.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.careloop.run.identifier.MarkedSentences.Half;
import org.careloop.run.identifier.MarkedSentences.Sentence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of what is marked in 400 sentences is found, and how much is found that is not marked. Prints a table. */
class IdentifierBenchmarkTest {
    /** Marked and found, marked and missed, found and not marked; a passage counts only with its exact beginning and end. */
    private static final class Counts {
        int found;
        int missed;
        int wrong;

        double recall() {
            return found + missed == 0 ? 1 : (double) found / (found + missed);
        }

        double precision() {
            return found + wrong == 0 ? 1 : (double) found / (found + wrong);
        }
    }

    @ParameterizedTest
    @CsvSource({"en, WRITTEN_BY", "en, HELD_OUT", "zh, WRITTEN_BY", "zh, HELD_OUT"})
    void nineOfTenIdentifiersOfEveryKindAreFoundAndNineOfTenFindsAreRight(String language, Half half)
            throws IOException {
        Map<IdentifierKind, Counts> counts = count(language, half);

        System.out.printf("%s %s%n", language, half);
        counts.forEach((kind, each) -> System.out.printf(
                "| %s | %d of %d | %d of %d |%n",
                kind.label(), each.found, each.found + each.missed, each.found, each.found + each.wrong));
        assertThat(counts).hasSize(IdentifierKind.values().length).allSatisfy((kind, each) -> {
            assertThat(each.recall()).as("recall of %s", kind).isGreaterThanOrEqualTo(.9);
            assertThat(each.precision()).as("precision of %s", kind).isGreaterThanOrEqualTo(.9);
        });
    }

    @Test
    void halfOfTheSentencesHoldAnIdentifierAndHalfLookLikeIt() throws IOException {
        for (String language : new String[] {"en", "zh"}) {
            for (Half half : Half.values()) {
                assertThat(MarkedSentences.read(language, half))
                        .hasSize(100)
                        .filteredOn(sentence -> sentence.identifiers().isEmpty())
                        .hasSize(50);
            }
        }
    }

    private static Map<IdentifierKind, Counts> count(String language, Half half) throws IOException {
        Map<IdentifierKind, Counts> counts = new EnumMap<>(IdentifierKind.class);
        for (Sentence sentence : MarkedSentences.read(language, half)) {
            var found = IdentifierSearch.in(sentence.text());
            for (Identifier marked : sentence.identifiers()) {
                Counts each = counts.computeIfAbsent(marked.kind(), kind -> new Counts());
                if (found.contains(marked)) {
                    each.found++;
                } else {
                    each.missed++;
                }
            }
            found.stream()
                    .filter(one -> !sentence.identifiers().contains(one))
                    .forEach(one -> counts.computeIfAbsent(one.kind(), kind -> new Counts()).wrong++);
        }
        return counts;
    }
}
