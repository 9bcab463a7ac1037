package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Div;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Vote;
import org.careloop.web.annotation.ui.Choice;
import org.careloop.web.dataset.ExportFilter;
import org.careloop.web.dataset.ExportFormat;
import org.careloop.web.dataset.ExportService;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.Scale;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The way of a key to a margin, for each grade of each scale: pressed, stored, exported, read back by a trainer. */
class EveryGradeTest extends AnnotationTest {
    @Autowired
    private ExportService exports;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "GSB,           1 A 1 0.0|2 SAME 1 0.0|3 B 1 0.0",
        "GSB_BOTH_BAD,  1 A 1 0.0|2 SAME 1 0.0|3 B 1 0.0|4 BOTH_BAD 1 0.0",
        "FIVE,          1 A 3 1.0|2 A 1 0.0|3 SAME 1 0.0|4 B 1 0.0|5 B 3 1.0",
        "FIVE_BOTH_BAD, 1 A 3 1.0|2 A 1 0.0|3 SAME 1 0.0|4 B 1 0.0|5 B 3 1.0|6 BOTH_BAD 1 0.0"
    })
    void aKeyIsStoredExportedAndLearntAsOneGrade(Scale scale, String expected) throws IOException {
        List<String> ways = new ArrayList<>();
        List<Choice> choices = Choice.of(scale, new Div());
        Study study = asking(scale);
        Person person = signedIn.clinician("one");
        for (Choice choice : choices) {
            Pair pair = next(person);
            assertThat(service.submit(submission(pair, pressed(choice)))).isEqualTo(Outcome.STORED);
            ways.add(choice.key() + " " + stored(pair, "(verdict || ' ' || strength)"));
        }
        List<Comparison> rows = JsonLines.readAll(exported(study), Comparison.class);
        for (int i = 0; i < ways.size(); i++) {
            Vote learnt = rows.get(i).votes().getFirst();
            assertThat(ways.get(i))
                    .endsWith(learnt.verdict() + " " + learnt.strength().number());
            ways.set(i, ways.get(i) + " " + learnt.strength().shareOfMargin());
        }
        assertThat(String.join("|", ways)).isEqualTo(expected);
    }

    /** The reward model has a test that reads this very file. */
    @Test
    void whatIsExportedIsWhatTheRewardModelIsTestedWith() throws IOException {
        Study study = asking(Scale.FIVE_BOTH_BAD);
        Person person = signedIn.clinician("one");
        for (Choice choice : Choice.of(Scale.FIVE_BOTH_BAD, new Div())) {
            service.submit(submission(next(person), pressed(choice)));
        }
        Path tested = Path.of(
                System.getProperty("careloop.root"),
                "reward-model/src/test/resources/org/careloop/reward/every-grade.jsonl");
        assertThat(Files.readString(exported(study)).replace(person.login(), "clinician-1"))
                .isEqualTo(Files.readString(tested));
    }

    private Study asking(Scale scale) {
        sides.aOnLeft(true);
        return study(
                "{\"overlap\": 1, \"scale\": \"%s\"}".formatted(scale),
                IntStream.rangeClosed(1, scale.choices().size())
                        .mapToObj(n -> comparison(n, 1))
                        .toList());
    }

    /** What the browser sends for a key: the choice as the page told it, in an answer that holds nothing else. */
    private static Answer pressed(Choice choice) {
        JsonNode told = Json.MAPPER.valueToTree(choice);
        ObjectNode answer = Json.MAPPER.valueToTree(Answer.NONE);
        answer.set("verdict", told.get("verdict"));
        answer.set("strength", told.get("strength"));
        return Json.MAPPER.treeToValue(answer, Answer.class);
    }

    private Path exported(Study study) throws IOException {
        signedIn.as(signedIn.account("lead", Role.STUDY_LEAD));
        Path file = folder.resolve("exported.jsonl");
        exports.writeFile(study.id(), ExportFormat.COMPARISONS, ExportFilter.ALL, file);
        return file;
    }
}
