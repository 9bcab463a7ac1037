package org.careloop.web.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Prompt;
import org.junit.jupiter.api.Test;

class NewQuestionsTest {
    private static final Path DEMO =
            Path.of(System.getProperty("careloop.root")).resolve("demo");

    @Test
    void noQuestionIsOneOfTheStudy() throws IOException {
        Set<List<Message>> study = JsonLines.readAll(DEMO.resolve("study/comparisons.jsonl"), Comparison.class).stream()
                .map(Comparison::prompt)
                .collect(Collectors.toSet());
        List<Prompt> questions = NewQuestions.read(DEMO.resolve("corpus"), study);
        assertThat(questions).extracting(Prompt::prompt).doesNotHaveDuplicates().doesNotContainAnyElementsOf(study);
        assertThat(questions).hasSize(180);
        assertThat(questions)
                .filteredOn(question -> NewQuestions.language(question.id()).equals("zh"))
                .hasSize(90);
        assertThat(questions).anyMatch(question -> question.prompt().size() == 3);
    }
}
