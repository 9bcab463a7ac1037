package org.careloop.refusals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.run.Failure;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.run.rows.Dialogue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every refusal of a model's files, provoked: it has a code, its English is what the translation makes of its values, and
 * its Chinese holds all of them and no English sentence. A code without a case here fails the class.
 */
class RefusalsIT {
    /** Codes of a model's files. */
    private static final Pattern OF_MODELS =
            Pattern.compile("\"((?:adapter|config|dialogue|model|template|tokenizer|weights)\\.[a-z-]+)\",\\s*\"");

    /** Three English words in a row. The command that the pointer's remedy names has as many. */
    private static final Pattern SENTENCE = Pattern.compile("(?!git lfs pull)\\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\\b");

    /** Their remedy is an option on the command line, which pages do not have. */
    private static final Set<String> OTHER_ON_PAGES = Set.of("model.adapter-base", "run.no-reward-model");

    private static final Set<String> PROVOKED = new ConcurrentSkipListSet<>();

    @TempDir
    private Path directory;

    static Stream<Broken> everyRefusal() {
        return Stream.of(
                        BrokenConfigs.all(),
                        BrokenWeights.all(),
                        BrokenAdapters.all(),
                        BrokenTemplates.all(),
                        BrokenTokenizers.all(),
                        BrokenFolders.all(),
                        Stream.of(
                                dialogue("dialogue.fields", "{\"prompt\": []}"),
                                dialogue("dialogue.end", "{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}]}")))
                .flatMap(cases -> cases);
    }

    private static Broken dialogue(String code, String row) {
        return new Broken(code, model -> {}, model -> {
            Path file = Files.writeString(model.resolve("dialogue.json"), row);
            Json.read(file, Dialogue.class);
        });
    }

    @ParameterizedTest
    @MethodSource("everyRefusal")
    void isSaidInTheLanguageOfThePage(Broken broken) throws IOException {
        Path model = Files.createDirectory(directory.resolve("model"));
        Broken.sound(model);
        broken.damage().to(model);

        Phrase refusal = refusal(broken, model);
        PROVOKED.addAll(PhraseWords.codes(refusal));

        assertThat(PhraseWords.codes(refusal)).contains(broken.code());
        assertThat(PhraseWords.verbatim(refusal))
                .allSatisfy(text ->
                        assertThat(SENTENCE.matcher(text).find()).as(text).isFalse());
        if (!OTHER_ON_PAGES.contains(broken.code())) {
            assertThat(PhraseWords.ENGLISH.of(refusal)).isEqualTo(refusal.english());
        }
        String chinese = PhraseWords.CHINESE.of(refusal);
        assertThat(chinese).doesNotContain("java.", "org.careloop", "Exception", "JsonToken", "[L");
        String own = chinese;
        for (String value : PhraseWords.values(refusal).toList()) {
            assertThat(chinese).contains(value);
            own = own.replace(value, "");
        }
        assertThat(SENTENCE.matcher(own).find()).as(own).isFalse();
    }

    private static Phrase refusal(Broken broken, Path model) {
        try {
            broken.use().of(model);
        } catch (IOException | RuntimeException e) {
            return Failure.words(e);
        }
        throw new AssertionError(broken + " was taken");
    }

    @AfterAll
    static void everyCodeOfAModelsFilesWasProvoked() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (String module : new String[] {"run-protocol", "language-model", "reward-model"}) {
            Path sources = Path.of(System.getProperty("careloop.root"), module, "src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    codes.addAll(OF_MODELS
                            .matcher(Files.readString(file))
                            .results()
                            .map(found -> found.group(1))
                            .collect(Collectors.toSet()));
                }
            }
        }
        codes.removeIf(name -> name.endsWith(".json"));
        assertThat(codes).hasSizeGreaterThan(100);
        codes.removeAll(PROVOKED);

        assertThat(codes).as("codes without a case").isEmpty();
    }
}
