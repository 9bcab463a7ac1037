package org.careloop.ppo.rl;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.careloop.lm.text.Tokenizer;
import org.careloop.run.BadInput;
import org.careloop.run.JsonLines;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.settings.MixSettings;
import org.jspecify.annotations.Nullable;

/**
 * Text that a policy goes on learning, cut into stretches of one length. Texts follow each other with the end token
 * between them; what is left over at the end is not used.
 */
final class PretrainingText {
    /** In {@code dataset/}: JSON Lines with a field {@code text}. */
    static final String ROWS = "pretraining.jsonl";

    /** In {@code dataset/}: one plain text. */
    static final String PLAIN = "pretraining.txt";

    private PretrainingText() {}

    /** A line of the file. */
    record Row(@Nullable String text) {}

    /** The name that a person's file gets in {@code dataset/}: {@code .json} and {@code .jsonl} are rows, the rest is text. */
    static String nameOf(Path given) {
        return given.toString().matches("(?i).*\\.jsonl?") ? ROWS : PLAIN;
    }

    /**
     * The texts of a file.
     *
     * @throws BadInput naming file and line of what cannot be read
     */
    static List<String> texts(Path file) throws IOException {
        if (nameOf(file).equals(PLAIN)) {
            return List.of(plain(file));
        }
        List<String> texts = new ArrayList<>();
        for (Row row : JsonLines.readAll(file, Row.class)) {
            String text = row.text();
            if (text == null || text.isBlank()) {
                throw BadInput.in(
                        file,
                        Phrase.of(
                                "pretraining.no-text",
                                "row %d has no text; expected a field text in each".formatted(texts.size() + 1),
                                texts.size() + 1));
            }
            texts.add(text);
        }
        return texts;
    }

    private static String plain(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw BadInput.in(
                    file,
                    Phrase.of("pretraining.not-utf8", "the file is no UTF-8 text; save it as UTF-8 and try again"));
        }
    }

    /**
     * The stretches that a run learns from; none where its coefficient is 0.
     *
     * @param positions that the model has
     * @throws BadInput where there is no text, or less than one stretch of it
     */
    static List<int[]> read(RunDirectory run, Tokenizer tokenizer, int positions, MixSettings settings)
            throws IOException {
        if (settings.pretrainingCoefficient() == 0) {
            return List.of();
        }
        Path rows = run.dataset().resolve(ROWS);
        Path file = Files.exists(rows) ? rows : run.dataset().resolve(PLAIN);
        if (!Files.exists(file)) {
            throw missing();
        }
        int length = Math.min(positions, settings.pretrainingLength());
        int[] all = texts(file).stream()
                .flatMapToInt(text ->
                        IntStream.concat(Arrays.stream(tokenizer.encode(text, false)), tokenizer.eos().stream()))
                .toArray();
        List<int[]> stretches = new ArrayList<>();
        for (int start = 0; start + length <= all.length; start += length) {
            stretches.add(Arrays.copyOfRange(all, start, start + length));
        }
        if (stretches.isEmpty()) {
            throw BadInput.in(
                    file,
                    Phrase.of(
                            "pretraining.short",
                            "%d tokens of text are less than one stretch of %d; give more text, or lower pretrainingLength"
                                    .formatted(all.length, length),
                            all.length,
                            length));
        }
        return stretches;
    }

    /** The refusal of a coefficient without text. */
    static BadInput missing() {
        return BadInput.coded(
                "pretraining.missing",
                "pretrainingCoefficient is set, and there is no text to learn; name it with --pretraining FILE, or leave the setting at 0");
    }
}
