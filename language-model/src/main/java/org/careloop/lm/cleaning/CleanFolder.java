package org.careloop.lm.cleaning;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.careloop.lm.cleaning.duplicates.Kept;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.run.RunClaim;
import org.careloop.run.cli.WorkFolder;
import org.careloop.run.corpus.CorpusFile;
import org.careloop.run.corpus.TextUnit;
import org.jspecify.annotations.Nullable;

/**
 * What {@code corpus clean} leaves: {@code texts/} with a file for each that was read, packed where that was; {@code removed.jsonl}
 * with the place of each text that is not there, and why; {@code report.json} and {@code report.md}. Until all is written the
 * texts stand in {@code texts.part/}, and the same command begins anew.
 */
final class CleanFolder implements Cleaning.Sink, AutoCloseable {
    private static final String REPORT = "report.json";

    private final Path path;
    private final List<InputFile> files;
    private final TextUnit unit;
    private final OutputStream removed;
    private @Nullable OutputStream texts;
    private @Nullable Path plainFile;

    /**
     * What the result depends on.
     *
     * @param benchmarks SHA-256 of their questions
     * @param settings on one line, as {@code --set} takes them
     */
    record Asked(List<CorpusFile> files, List<String> benchmarks, String settings) {}

    /**
     * A row of {@code removed.jsonl}.
     *
     * @param instead file and line of the text that stays; null where there is none
     */
    record Removed(
            String file,
            long line,
            Rule rule,
            String why,
            @Nullable String instead) {}

    private CleanFolder(Path path, List<InputFile> files, TextUnit unit) throws IOException {
        this.path = path;
        this.files = files;
        this.unit = unit;
        removed = new BufferedOutputStream(Files.newOutputStream(path.resolve("removed.jsonl.part")));
    }

    /**
     * Makes the folder, or takes over what the same command left unfinished.
     *
     * @return holds the folder
     * @throws BadInput where it holds something else or a finished result, or another process works there
     */
    static RunClaim begin(Path out, Asked asked) throws IOException {
        if (Files.exists(out.resolve(REPORT)) && Files.exists(out.resolve("asked.json"))) {
            throw BadInput.in(
                    out, Phrase.of("cleaning.done", "a cleaned corpus is there; name another --out to clean again"));
        }
        return new WorkFolder(out)
                .begin(
                        "asked.json",
                        asked,
                        Phrase.of(
                                "cleaning.out-differs",
                                "the unfinished cleaning of other texts, by other settings or against other benchmarks"
                                        + " is there; give the same arguments to finish it, or name another --out"));
    }

    static CleanFolder open(Path out, List<InputFile> files, TextUnit unit) throws IOException {
        delete(out.resolve("texts"));
        delete(out.resolve("texts.part"));
        Files.createDirectories(out.resolve("texts.part"));
        return new CleanFolder(out, files, unit);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    @Override
    public void file(int number) throws IOException {
        closeTexts();
        InputFile input = files.get(number);
        Path target = path.resolve("texts.part").resolve(input.name());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        if (!input.file().isRows() && unit == TextUnit.FILE) {
            plainFile = target; // without its only text there is no file
        } else {
            texts = opened(target, input);
        }
    }

    private static OutputStream opened(Path target, InputFile input) throws IOException {
        OutputStream out = Files.newOutputStream(target);
        return new BufferedOutputStream(input.file().isPacked() ? new GZIPOutputStream(out, 1 << 16) : out, 1 << 16);
    }

    @Override
    public void stays(Examined text) throws IOException {
        Path whole = plainFile;
        if (whole != null) {
            texts = opened(whole, files.get(text.place().file()));
        }
        OutputStream out = Objects.requireNonNull(texts);
        out.write(Objects.requireNonNull(text.source()));
        out.write('\n');
        if (unit == TextUnit.PARAGRAPH && !files.get(text.place().file()).file().isRows()) {
            out.write('\n');
        }
    }

    @Override
    public void taken(Examined text, Finding why, Kept.@Nullable Same instead) throws IOException {
        Removed row = new Removed(
                files.get(text.place().file()).name(),
                text.place().line(),
                why.rule(),
                why.why(),
                instead == null ? null : Cleaning.place(files, instead.place()));
        removed.write((Json.MAPPER.writeValueAsString(row) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void closeTexts() throws IOException {
        OutputStream open = texts;
        texts = null;
        plainFile = null;
        if (open != null) {
            open.close();
        }
    }

    /** Puts everything in its place, the report last. */
    void end(Report report) throws IOException {
        close();
        Files.move(
                path.resolve("removed.jsonl.part"), path.resolve("removed.jsonl"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(path.resolve("texts.part"), path.resolve("texts"));
        Files.writeString(path.resolve("report.md"), ReportText.of(report));
        Json.replace(path.resolve(REPORT), report);
    }

    @Override
    public void close() throws IOException {
        closeTexts();
        removed.close();
    }
}
