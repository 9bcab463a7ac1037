package org.careloop.lm.sft;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.BadValue;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.careloop.run.Phrase;
import org.careloop.run.rows.Dialogue;

/**
 * The dialogues that the demo policy learns from: files {@code topics.*.json}, in which every question of a topic is
 * paired with every response of it. Good, plain and poor responses are equally frequent, so that the policy samples all
 * of them and training by preferences can improve it.
 */
record DemoCorpus(List<Topic> topics) {

    /** A file of topics in one language. */
    record TopicFile(String language, List<Topic> topics) {}

    /**
     * @param turns earlier messages of the conversation, none in most topics
     * @param questions ways to ask; the last message of the prompt
     */
    record Topic(
            String topic,
            List<Message> turns,
            List<String> questions,
            List<String> good,
            List<String> plain,
            List<String> poor) {

        Topic {
            turns = Objects.requireNonNullElse(turns, List.of());
            if (questions == null || good == null || plain == null || poor == null) {
                throw new BadValue(Phrase.filled(
                        "corpus.topic",
                        "topic \"%s\" needs the fields questions, good, plain and poor",
                        String.valueOf(topic)));
            }
        }

        List<String> responses() {
            return Stream.of(good, plain, poor).flatMap(List::stream).toList();
        }

        private Stream<Dialogue> dialogues() {
            return questions.stream().flatMap(question -> {
                List<Message> prompt = new ArrayList<>(turns);
                prompt.add(Message.user(question));
                return responses().stream().map(response -> Dialogue.of(prompt, response));
            });
        }
    }

    /**
     * Reads all files of a directory, by name.
     *
     * @throws BadInput when there is none, or one does not fit
     */
    static DemoCorpus read(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw BadInput.in(
                    directory,
                    Phrase.of(
                            "corpus.no-directory", "no such directory; expected one with files topics.LANGUAGE.json"));
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "topics.*.json")) {
            found.forEach(files::add);
        }
        if (files.isEmpty()) {
            throw BadInput.in(directory, Phrase.of("corpus.no-file", "no file topics.LANGUAGE.json in this directory"));
        }
        files.sort(null);
        List<Topic> topics = new ArrayList<>();
        for (Path file : files) {
            topics.addAll(Json.read(file, TopicFile.class).topics());
        }
        return new DemoCorpus(List.copyOf(topics));
    }

    List<Dialogue> dialogues() {
        return topics.stream().flatMap(Topic::dialogues).toList();
    }

    /** Every text once, for the tokenizer. */
    Set<String> texts() {
        Set<String> texts = new LinkedHashSet<>();
        for (Topic topic : topics) {
            topic.turns().forEach(turn -> texts.add(turn.content()));
            texts.addAll(topic.questions());
            texts.addAll(topic.responses());
        }
        return texts;
    }
}
