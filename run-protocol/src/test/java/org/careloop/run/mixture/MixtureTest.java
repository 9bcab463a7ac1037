package org.careloop.run.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixtureTest {
    private static final String SOURCES = """
        "sources": [
          {"name": "medical", "languages": {"zh": ["m/zh"], "en": ["m/en"]}},
          {"name": "web", "role": "general", "languages": {"zh": ["w/zh"], "en": ["w/en"]}, "passes": 3}]\
        """;

    @TempDir
    Path folder;

    @Test
    void stableCptIsNineteenToOneWithATenthOfChinese() throws IOException {
        MixturePlan plan = plan("[{\"name\": \"s\", \"tokens\": 1000, \"preset\": \"stable-cpt\"}]");

        assertThat(plan.tokens()).isEqualTo(1000);
        assertThat(plan.streams())
                .extracting(Source.Stream::label)
                .containsExactly("medical/zh", "medical/en", "web/zh", "web/en");
        assertShares(plan.at(0), .095, .855, .005, .045);
        assertThat(plan.streams().get(2).passes()).isEqualTo(3);
    }

    @Test
    void boostCptIsHalfAndHalfWithTwoFifthsOfChinese() throws IOException {
        Path file = folder.resolve("mixture.json");
        Files.writeString(file, """
            {"sources": [{"name": "best", "role": "best-medical", "languages": {"zh": ["a"], "en": ["b"]}},
                         {"name": "supervised", "languages": {"zh": ["c"], "en": ["d"]}}],
             "stages": [{"name": "boost", "tokens": 10, "preset": "boost-cpt"}]}\
            """);

        assertShares(Mixture.read(file).plan().at(0), .2, .3, .2, .3);
    }

    @Test
    void languagesChangeStepByStepAndAStageFollowsTheOther() throws IOException {
        MixturePlan plan = plan("""
            [{"name": "one", "tokens": 300, "shares": {"medical": 1}, "languages": {"zh": 1, "en": 9},
              "languagesAtEnd": {"zh": 5, "en": 5}, "languageSteps": 3},
             {"name": "two", "tokens": 0, "shares": {"medical": 3, "web": 1}, "languages": {"zh": 1, "en": 1},
              "languagesOf": {"web": {"zh": 0, "en": 1}}}]\
            """);

        assertShares(plan.at(0), .1, .9, 0, 0);
        assertShares(plan.at(99), .1, .9, 0, 0);
        assertShares(plan.at(100), .3, .7, 0, 0);
        assertShares(plan.at(200), .5, .5, 0, 0);
        assertShares(plan.at(300), .375, .375, 0, .25);
        assertThat(plan.at(300).stage()).isEqualTo("two");
        assertThat(plan.endOfPart(150)).isEqualTo(200);
        assertThat(plan.endOfPart(5000)).isEqualTo(Long.MAX_VALUE);
        assertThat(plan.tokens()).isZero();
    }

    /** 300 tokens are given; of the rest, medical/zh lasts for 20 by its share of .375, and all of them together have 575. */
    @Test
    void aRunWithoutAnEndIsAsLongAsItsScarcestSource() throws IOException {
        MixturePlan plan = plan("""
            [{"name": "one", "tokens": 300, "shares": {"medical": 1}, "languages": {"zh": 1, "en": 1}},
             {"name": "two", "tokens": 0, "shares": {"medical": 3, "web": 1}, "languages": {"zh": 1, "en": 1}}]\
            """);

        assertThat(plan.expected(List.of(157.5, 525.0, 100.0, 92.5), false)).isEqualTo(320);
        assertThat(plan.expected(List.of(157.5, 525.0, 100.0, 92.5), true)).isEqualTo(300 + 575);
    }

    @Test
    void placesAreThoseBesideTheFile() throws IOException {
        Path file = folder.resolve("mixture.json");
        Files.writeString(
                file,
                "{%s, \"stages\": [{\"name\": \"s\", \"tokens\": 1, \"preset\": \"stable-cpt\"}]}".formatted(SOURCES));
        Mixture mixture = Mixture.read(file).from(folder);

        assertThat(mixture.places()).containsEntry("web/zh", List.of(folder.resolve("w/zh")));
        assertThat(mixture.plan()).isEqualTo(Mixture.read(file).from(folder).plan());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"name": "s", "tokens": 1, "shares": {"medical": 0, "web": 0}, "languages": {"zh": 1, "en": 1}} | stage "s", field "shares": the shares add up to nothing
        {"name": "s", "tokens": 1, "shares": {"medical": -1, "web": 2}, "languages": {"zh": 1, "en": 1}} | stage "s", field "shares": the share of "medical" is -1.0; expected a number, 0 or more
        {"name": "s", "tokens": 1, "shares": {"medicin": 1, "web": 2}, "languages": {"zh": 1, "en": 1}} | stage "s", field "shares": there is no source "medicin"; the sources are medical, web
        {"name": "s", "tokens": 1, "shares": {"medical": 1}, "languages": {"zh": 1, "en": 1}} | source "web" has a share in no stage
        {"name": "s", "tokens": 1, "shares": {"medical": 1, "web": 1}} | source "medical" is divided by language, and the stage does not say in which shares
        {"name": "s", "tokens": 1, "shares": {"medical": 1, "web": 1}, "languages": {"zh": 1}} | field "languages": shares of zh, and source "medical" has zh, en
        {"name": "s", "tokens": 1, "preset": "boost-cpt"} | preset boost-cpt needs one source whose name or role is "best-medical"; there are 0
        {"name": "s", "tokens": 1} | stage "s" says no shares of its sources
        {"name": "s", "tokens": -1, "preset": "stable-cpt"} | tokens is -1; expected how many it reads
        {"name": "s", "tokens": 1, "preset": "stable-cpt", "share": {}} | there is no field "share"; expected some of
        {"name": "s", "tokens": 0, "preset": "stable-cpt"}, {"name": "t", "tokens": 1, "preset": "stable-cpt"} | stage "s" has no tokens, and another stage comes after it
        {"name": "s", "tokens": 0, "preset": "stable-cpt", "languagesAtEnd": {"zh": 1, "en": 1}} | languagesAtEnd needs to know where the stage ends
        {"name": "s", "tokens": 9, "preset": "stable-cpt", "languageSteps": 3} | languageSteps is 3; expected 2 or more, beside languagesAtEnd
        """)
    void aStageThatCannotBeFollowedIsRefusedInWords(String stages, String words) {
        assertThatThrownBy(() -> plan("[" + stages + "]"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(folder.resolve("mixture.json").toString())
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"name": "a b", "files": ["x"]} | field "name": given "a b", expected letters, digits, dots and dashes
        {"name": "a", "files": ["x"], "passes": 0} | source "a": passes is 0; expected a whole number, 1 or more
        {"name": "a"} | source "a": expected either the field "files" with files and folders, or "languages"
        {"name": "a", "files": ["x"]}, {"name": "a", "files": ["y"]} | source "a" stands twice
        {"name": "a", "files": []} | source "a" has no files; name at least one file or folder
        """)
    void aSourceThatCannotBeReadIsRefusedInWords(String sources, String words) throws IOException {
        Path file = folder.resolve("mixture.json");
        Files.writeString(
                file,
                "{\"sources\": [%s], \"stages\": [{\"name\": \"s\", \"tokens\": 1, \"shares\": {\"a\": 1}}]}"
                        .formatted(sources));

        assertThatThrownBy(() -> Mixture.read(file).places())
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(words);
    }

    private MixturePlan plan(String stages) throws IOException {
        Path file = folder.resolve("mixture.json");
        Files.writeString(file, "{%s, \"stages\": %s}".formatted(SOURCES, stages));
        return Mixture.read(file).plan();
    }

    private static void assertShares(MixturePlan.Part part, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(part.shares().get(i)).as("stream %d", i).isEqualTo(expected[i], within(1e-12));
        }
    }
}
