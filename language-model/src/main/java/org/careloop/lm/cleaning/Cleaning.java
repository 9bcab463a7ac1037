package org.careloop.lm.cleaning;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.careloop.lm.cleaning.benchmark.ExamPassages;
import org.careloop.lm.cleaning.duplicates.Kept;
import org.careloop.run.BadInput;
import org.careloop.run.cli.Progress;
import org.careloop.run.corpus.Document;
import org.careloop.run.corpus.Documents;
import org.careloop.run.corpus.RowFields;
import org.careloop.run.settings.CleaningSettings;
import org.jspecify.annotations.Nullable;

/**
 * Reads a corpus as a stream and asks the rules of each text. Some hundred texts are read, examined on all processors, and then
 * compared with those that stay, one after the other in their order: the same corpus loses the same texts on any machine.
 */
final class Cleaning implements AutoCloseable {
    private static final int MOST_TEXTS = 512;
    private static final long MOST_BYTES = 8L << 20;
    private static final double OF_MEMORY = 0.75;

    private final List<InputFile> files;
    private final CleaningSettings settings;
    private final Examiner examiner;
    private final Kept kept;
    private final boolean comparesAll;
    private final Tally tally;
    private final Sink sink;
    private final long memory;

    /** Takes the texts in their order. */
    interface Sink {
        void file(int file) throws IOException;

        void stays(Examined text) throws IOException;

        void taken(Examined text, Finding why, Kept.@Nullable Same instead) throws IOException;
    }

    /**
     * @param exams null where no benchmark is given
     * @param memory bytes that Java may take
     */
    Cleaning(List<InputFile> files, CleaningSettings settings, @Nullable ExamPassages exams, Sink sink, long memory)
            throws IOException {
        this.files = files;
        this.settings = settings;
        this.sink = sink;
        this.memory = memory;
        examiner = new Examiner(settings, exams);
        comparesAll = !settings.duplicates().duplicates().equals("off");
        kept = new Kept(isNear(), settings.duplicates().similarity());
        tally = new Tally(settings.report().examples());
    }

    private boolean isNear() {
        return settings.duplicates().duplicates().equals("near");
    }

    /** Bytes of memory that a text that stays takes at most. */
    long bytesOfText() {
        return comparesAll ? Kept.bytesOfText(isNear(), settings.duplicates().similarity()) : 0;
    }

    /**
     * Reads everything.
     *
     * @throws BadInput when a file is damaged, or more texts stay than there is memory for
     */
    Tally run(Progress progress) throws IOException {
        for (int file = 0; file < files.size(); file++) {
            sink.file(file);
            read(file, progress);
        }
        return tally;
    }

    private void read(int number, Progress progress) throws IOException {
        InputFile input = files.get(number);
        long size = input.file().likelySize();
        RowFields fields = RowFields.parse(settings.texts().fields());
        try (Documents documents = Documents.open(input.file(), settings.texts().textUnit(), fields, 0, 1)) {
            List<Raw> batch = new ArrayList<>();
            long bytes = 0;
            for (Document next = documents.next(); next != null; next = documents.next()) {
                byte[] source = documents.source();
                if (isEmptyLine(next, source)) {
                    continue;
                }
                batch.add(new Raw(number, input.file().isRows(), next, source));
                bytes += source == null ? 0 : source.length;
                if (batch.size() == MOST_TEXTS || bytes > MOST_BYTES) {
                    take(batch);
                    batch.clear();
                    bytes = 0;
                    tell(progress, number, documents.offset(), size);
                }
            }
            take(batch);
            tell(progress, number, size, size);
        }
    }

    private static boolean isEmptyLine(Document document, byte @Nullable [] source) {
        return document.isBlank() && document.problem() == null && source != null && isBlank(source);
    }

    private static boolean isBlank(byte[] source) {
        for (byte each : source) {
            if (each != ' ' && each != '\t' && each != '\r' && each != '\n') {
                return false;
            }
        }
        return true;
    }

    private void tell(Progress progress, int file, long offset, long size) {
        long percent = size == 0 ? 100 : Math.min(100, 100 * offset / size);
        progress.at(
                100L * file + percent,
                100L * files.size(),
                "%s: %d texts, %d stay"
                        .formatted(
                                files.get(file).name(),
                                tally.read().texts(),
                                tally.stays().texts()));
    }

    private void take(List<Raw> batch) throws IOException {
        List<Examined> examined = batch.parallelStream().map(examiner::examine).toList();
        for (Examined text : examined) {
            Finding why = text.isSound() ? null : text.findings().getFirst();
            Kept.Same same =
                    why == null && comparesAll ? kept.sameOrKeep(text.place(), text.hash(), text.signature()) : null;
            if (same != null) {
                why = duplicate(same);
            }
            if (why == null) {
                tally.stays(text);
                sink.stays(text);
            } else {
                tally.taken(text, why, same);
                sink.taken(text, why, same);
            }
        }
        requireMemory();
    }

    private Finding duplicate(Kept.Same same) {
        String where = place(files, same.place());
        return same.isEqual()
                ? new Finding(Rule.EXACT_DUPLICATE, "equal to " + where, "")
                : new Finding(
                        Rule.NEAR_DUPLICATE, String.format(Locale.ROOT, "%.2f of %s", same.similarity(), where), "");
    }

    /** File and line, as reports name them. */
    static String place(List<InputFile> files, Kept.Place place) {
        return files.get(place.file()).name() + ":" + place.line();
    }

    private void requireMemory() {
        long needed = kept.size() * bytesOfText();
        if (needed > OF_MEMORY * memory) {
            throw BadInput.coded(
                    "cleaning.memory",
                    "%d texts stay so far, which take about %d MB, and Java may take %d MB; give it more, as by JAVA_TOOL_OPTIONS=-Xmx16g, clean the corpus in parts, or look for equal texts alone: --set duplicates=exact"
                            .formatted(kept.size(), needed >> 20, memory >> 20),
                    kept.size(),
                    needed >> 20,
                    memory >> 20);
        }
    }

    @Override
    public void close() throws IOException {
        kept.close();
    }
}
