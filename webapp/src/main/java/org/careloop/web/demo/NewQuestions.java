package org.careloop.web.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.careloop.run.Prompt;
import org.jspecify.annotations.Nullable;

/** Questions that no vote was given on and no run has sampled answers to: those of the demo's corpus outside of its study. */
final class NewQuestions {
    private static final int EACH_TOPIC = 2;

    private NewQuestions() {}

    /** A file of the corpus. */
    private record Corpus(String language, List<Topic> topics) {}

    /** @param turns what was said before each of the questions; null for nothing */
    private record Topic(@Nullable List<Message> turns, List<String> questions) {

        Stream<List<Message>> prompts() {
            return questions.stream()
                    .map(question -> Stream.concat(
                                    Objects.requireNonNullElse(turns, List.<Message>of()).stream(),
                                    Stream.of(new Message(Message.Role.USER, question)))
                            .toList());
        }
    }

    /**
     * Two questions of every topic, whose ids begin with their language.
     *
     * @param seen the prompts of the study
     */
    static List<Prompt> read(Path corpus, Set<List<Message>> seen) throws IOException {
        List<Prompt> prompts = new ArrayList<>();
        for (String language : List.of("en", "zh")) {
            Corpus read = Json.read(corpus.resolve("topics.%s.json".formatted(language)), Corpus.class);
            List<List<Message>> fresh = read.topics().stream()
                    .flatMap(topic -> topic.prompts()
                            .filter(prompt -> !seen.contains(prompt))
                            .limit(EACH_TOPIC))
                    .toList();
            IntStream.range(0, fresh.size())
                    .mapToObj(i -> new Prompt("%s-%d".formatted(language, i + 1), fresh.get(i)))
                    .forEach(prompts::add);
        }
        return prompts;
    }

    /** The language of a question, by its id. */
    static String language(String id) {
        return id.substring(0, id.indexOf('-'));
    }
}
