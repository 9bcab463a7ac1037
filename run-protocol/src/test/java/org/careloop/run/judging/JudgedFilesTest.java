package org.careloop.run.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a judge, read again. */
class JudgedFilesTest {
    private static final String WHOLE = """
        {"id":"p1","language":"en","shown":"aa","newFirst":"first","rivalFirst":"second","outcome":"win","votes":0}
        """;

    @TempDir
    private Path folder;

    private List<PairOutcome> read(String... lines) throws IOException {
        return JsonLines.readAll(
                Files.writeString(folder.resolve("judged.jsonl"), String.join("", lines)), PairOutcome.class);
    }

    private void refused(String line, String... words) {
        assertThatThrownBy(() -> read(WHOLE, line)).isInstanceOf(BadInput.class).hasMessageContainingAll(words);
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        PairOutcome pair = PairOutcome.of("p1", "en", "aa", Preference.FIRST, Preference.SECOND, false);

        assertThat(read(WHOLE)).containsExactly(pair);
        assertThat(read(Json.MAPPER.writeValueAsString(pair))).containsExactly(pair);
        assertThat(Json.MAPPER.writeValueAsString(pair)).doesNotContain("identical");
    }

    @Test
    void aLineThatDoesNotFitIsNamedWithItsField() {
        refused(WHOLE.replace("\"aa\"", "null"), "judged.jsonl, line 2", "\"shown\"", "asks nothing again");
        refused(WHOLE.replace("\"win\"", "\"fail\""), "line 2", "\"outcome\"", "given fail, but win follows");
        refused(WHOLE.replace("\"newFirst\":\"first\",", ""), "line 2", "\"outcome\"", "given win, but – follows");
        refused(WHOLE.replace("\"first\"", "\"left\""), "line 2", "\"newFirst\"", "left", "first");
        refused(WHOLE.replace("\"p1\"", "\" \""), "line 2", "\"id\" is missing or empty");
    }

    @Test
    void fromTheRivalsSideAWinIsAFailAndPlacesStay() {
        PairOutcome pair = PairOutcome.of("p1", "en", "aa", Preference.FIRST, Preference.EQUAL, false);

        assertThat(pair.outcome()).isEqualTo(Outcome.WIN);
        assertThat(pair.ofRival().outcome()).isEqualTo(Outcome.FAIL);
        assertThat(pair.ofRival().newFirst()).isEqualTo(Preference.EQUAL);
        assertThat(pair.ofRival().ofRival()).isEqualTo(pair);
        assertThat(PairOutcome.of("p2", "en", "aa", null, null, true).ofRival().isIdentical())
                .isTrue();
    }

    @Test
    void theFingerprintTellsTheModelsApartAndNotTheirPlaces() {
        List<Message> prompt = List.of(Message.user("Fever?"));
        String one = PairOutcome.shown(prompt, "Rest.", "Drink.");

        assertThat(one).hasSize(64).isEqualTo(PairOutcome.shown(prompt, "Rest.", "Drink."));
        assertThat(one).isNotEqualTo(PairOutcome.shown(prompt, "Drink.", "Rest."));
        assertThat(one).isNotEqualTo(PairOutcome.shown(List.of(Message.user("Cough?")), "Rest.", "Drink."));
    }

    @Test
    void aReportThatIsNoneOfAModelIsRefused() {
        JudgeAsked asked = new JudgeAsked("m", "new", "old", "aa", Map.of("en", 1), "tries=3");
        JudgeReport report = new JudgeCounts(Map.of()).report(asked, List.of(), 0);
        String json = Json.MAPPER.writeValueAsString(report);

        assertThat(Json.MAPPER.readValue(json, JudgeReport.class)).isEqualTo(report);
        for (String bad : List.of(
                json.replace("\"kind\":\"model\"", "\"kind\":\"person\""),
                json.replace("\"rules\":1", "\"rules\":2"),
                json.replace("\"judge\":\"m\"", "\"judge\":\"\""))) {
            Path file = folder.resolve("report.json");
            assertThatThrownBy(() -> Json.read(Files.writeString(file, bad), JudgeReport.class))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("report.json: ");
        }
    }
}
