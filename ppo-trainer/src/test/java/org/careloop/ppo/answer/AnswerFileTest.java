package org.careloop.ppo.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerFileTest {
    @TempDir
    Path folder;

    @Test
    void whatWasAnsweredIsThereWhenTheFileIsOpenedAgain() throws IOException {
        Path path = folder.resolve("answers.jsonl");
        try (AnswerFile file = AnswerFile.open(path)) {
            file.add(answer("p1", "candidate", "Rest 休息"));
            file.add(answer("p1", "base", "Wait."));
        }
        try (AnswerFile file = AnswerFile.open(path)) {
            assertThat(file.all()).containsExactly(answer("p1", "candidate", "Rest 休息"), answer("p1", "base", "Wait."));
            assertThat(file.find("p1", "base")).contains(answer("p1", "base", "Wait."));
            assertThat(file.find("p2", "base")).isEmpty();
        }
    }

    @Test
    void aLineThatWasCutWhileItWasWrittenIsTakenOut() throws IOException {
        Path path = folder.resolve("answers.jsonl");
        try (AnswerFile file = AnswerFile.open(path)) {
            file.add(answer("p1", "base", "Wait."));
        }
        Files.writeString(path, "{\"id\":\"p2\",\"model\":\"ba", StandardOpenOption.APPEND);

        try (AnswerFile file = AnswerFile.open(path)) {
            file.add(answer("p3", "base", "Drink."));
        }

        assertThat(Files.readAllLines(path))
                .hasSize(2)
                .satisfies(lines -> assertThat(lines.get(0)).startsWith("{\"id\":\"p1\""))
                .satisfies(lines -> assertThat(lines.get(1)).startsWith("{\"id\":\"p3\""));
    }

    private static Answer answer(String id, String model, String text) {
        return new Answer(
                id,
                model,
                text,
                Answer.Finish.STOP,
                3,
                Map.of("temperature", 0.5),
                7,
                Instant.parse("2026-03-01T08:00:00Z"));
    }
}
