package org.careloop.lm.sft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCorpusTest {
    @TempDir
    Path directory;

    @Test
    void everyQuestionGoesWithEveryResponseOfItsTopic() throws IOException {
        Files.writeString(directory.resolve("topics.en.json"), """
                {"language": "en", "topics": [
                  {"topic": "fever", "questions": ["q1", "q2"], "good": ["g"], "plain": ["p"], "poor": ["r"]},
                  {"topic": "cough", "turns": [{"role": "user", "content": "t"}, {"role": "assistant", "content": "u"}],
                   "questions": ["q3"], "good": ["g"], "plain": [], "poor": []}]}
                """);
        DemoCorpus corpus = DemoCorpus.read(directory);

        assertThat(corpus.dialogues()).hasSize(7);
        assertThat(corpus.dialogues().getLast().turns())
                .containsExactly(Message.user("t"), Message.assistant("u"), Message.user("q3"), Message.assistant("g"));
        assertThat(corpus.texts()).containsExactly("q1", "q2", "g", "p", "r", "t", "u", "q3");
    }

    @Test
    void aDirectoryWithoutTopicsIsRefused() {
        assertThatThrownBy(() -> DemoCorpus.read(directory))
                .isInstanceOf(BadInput.class)
                .hasMessage(directory + ": no file topics.LANGUAGE.json in this directory");
    }

    @Test
    void theCorpusOfTheProjectAsksWhatTheDemoStudyAsks() throws IOException {
        Path demo = Path.of(System.getProperty("careloop.root", ".."), "demo");
        DemoCorpus corpus = DemoCorpus.read(demo.resolve("corpus"));
        List<String> questions = corpus.topics().stream()
                .flatMap(topic -> topic.questions().stream())
                .toList();

        assertThat(JsonLines.readAll(demo.resolve("study/comparisons.jsonl"), Comparison.class))
                .hasSizeGreaterThanOrEqualTo(24)
                .allSatisfy(comparison -> assertThat(questions)
                        .contains(comparison.prompt().getLast().content()));
    }
}
