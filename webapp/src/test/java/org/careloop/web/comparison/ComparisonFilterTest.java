package org.careloop.web.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.web.comparison.ComparisonFilter.Flagged;
import org.careloop.web.comparison.ComparisonFilter.Said;
import org.careloop.web.comparison.ComparisonFilter.Trait;
import org.careloop.web.study.StudyDesign.FlagKind;
import org.junit.jupiter.api.Test;

class ComparisonFilterTest {
    private static final ComparisonFilter FULL = new ComparisonFilter(
            "fever & <b>",
            Optional.of(Said.BOTH_BAD),
            Optional.of(Flagged.HALLUCINATED),
            Set.of(Trait.SKIPPED, Trait.DIVIDED),
            Optional.of("zh"),
            Optional.of("ward"));

    private static ComparisonFilter again(ComparisonFilter filter) {
        return ComparisonFilter.read(filter.parameters().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue()))));
    }

    @Test
    void whatStandsInAnAddressIsReadBackAsItWas() {
        assertThat(FULL.parameters())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "q", "fever & <b>",
                        "vote", "both-bad",
                        "flag", "hallucinated",
                        "divided", "",
                        "skipped", "",
                        "language", "zh",
                        "tag", "ward"));
        assertThat(again(FULL)).isEqualTo(FULL);
        assertThat(again(ComparisonFilter.ALL)).isEqualTo(ComparisonFilter.ALL);
    }

    @Test
    void aWordThatAnAddressShouldNotHaveSetsNothing() {
        assertThat(ComparisonFilter.read(Map.of(
                        "vote", List.of("c"), "flag", List.of(""), "language", List.of(" "), "from", List.of("x"))))
                .isEqualTo(ComparisonFilter.ALL);
        assertThat(ComparisonFilter.read(Map.of("q", List.of("x".repeat(300)))).text())
                .hasSize(ComparisonFilter.LONGEST_TEXT);
    }

    @Test
    void whoMayBeHandedAComparisonFiltersByNoVerdict() {
        assertThat(FULL.withoutVerdicts().said()).isEmpty();
        assertThat(ComparisonFilter.read(Map.of("vote", List.of("none")))
                        .withoutVerdicts()
                        .said())
                .contains(Said.NONE);
    }

    @Test
    void everyKindOfFlagCanBeLookedFor() {
        assertThat(Stream.of(Flagged.values()).filter(kind -> kind != Flagged.ANY))
                .extracting(Enum::name)
                .containsExactlyElementsOf(
                        Stream.of(FlagKind.values()).map(Enum::name).toList());
    }
}
