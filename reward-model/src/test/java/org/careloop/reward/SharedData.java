package org.careloop.reward;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import tools.jackson.databind.JsonNode;

/** External models and data that tests and the benchmark read where they are present. */
final class SharedData {
    private static final Path FOLDER = Path.of(System.getProperty("careloop.shared", "../shared"));
    private static final Path PANDALM = Path.of("data", "pandalm-human-pairs", "testset-v1.json");

    private SharedData() {}

    /** A real, trained Llama of 260 thousand parameters. */
    static Path stories() {
        return present(Path.of("models", "stories260K"));
    }

    /** 999 pairs of responses to 170 prompts, each with the votes of three people. */
    static List<Comparison> pandaLm() throws IOException {
        List<Comparison> rows = new ArrayList<>();
        for (JsonNode row : Json.read(present(PANDALM), JsonNode.class)) {
            String input = row.path("input").asString();
            String question = row.path("instruction").asString() + (input.isEmpty() ? "" : "\n\n" + input);
            // Six responses are the JSON value true; asString makes them the text they once were.
            rows.add(new Comparison(
                    row.path("idx").asString(),
                    List.of(Message.user(question)),
                    row.path("response1").asString(),
                    row.path("response2").asString(),
                    List.of(vote(row, 1), vote(row, 2), vote(row, 3)),
                    "en",
                    List.of()));
        }
        return rows;
    }

    private static Vote vote(JsonNode row, int annotator) {
        Verdict verdict = switch (row.path("annotator" + annotator).intValue()) {
            case 1 -> Verdict.A;
            case 2 -> Verdict.B;
            default -> Verdict.SAME;
        };
        return new Vote("annotator-" + annotator, verdict);
    }

    private static Path present(Path relative) {
        Path there = FOLDER.resolve(relative).toAbsolutePath().normalize();
        assumeTrue(Files.exists(there), () -> "not checked: " + there + " is absent");
        return there;
    }
}
