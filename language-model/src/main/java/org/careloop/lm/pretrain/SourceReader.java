package org.careloop.lm.pretrain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.careloop.lm.text.TextTokens;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.Sha256;
import org.careloop.run.corpus.CorpusFile;
import org.careloop.run.corpus.Document;
import org.careloop.run.corpus.Documents;
import org.careloop.run.corpus.HeldOut;
import org.careloop.run.corpus.TextFile;
import org.careloop.run.mixture.Source;
import org.careloop.run.settings.PretrainSettings;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one stream of a mixture, piece by piece, file after file, as often as they may be read. Holds one text. Texts without
 * anything to see and those that are held out are passed over and counted.
 */
final class SourceReader implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SourceReader.class.getName());

    private final Source.Stream stream;
    private final List<Path> files;
    private final TextTokens tokens;
    private final HeldOut heldOut;
    private final QualityFloor floor;
    private final PretrainSettings.Texts settings;
    private TextCounts counts = TextCounts.NONE;
    private int pass;
    private int file;
    private long textsOfPass;
    private @Nullable Documents open;
    private @Nullable Text text;

    SourceReader(
            Source.Stream stream,
            List<CorpusFile> files,
            TextTokens tokens,
            HeldOut heldOut,
            QualityFloor floor,
            PretrainSettings.Texts settings) {
        this.stream = stream;
        this.files = files.stream().map(CorpusFile::path).toList();
        this.tokens = tokens;
        this.heldOut = heldOut;
        this.floor = floor;
        this.settings = settings;
    }

    /** @param taken how many of its tokens have been given out */
    @SuppressWarnings("ArrayRecordComponent") // one at a time, never compared
    private record Text(long start, long line, String sum, int[] ids, int taken) {}

    /**
     * A piece of a text.
     *
     * @param ids as they stand in a sequence
     * @param fresh those of them that were not given out before: all, or all but the first
     */
    @SuppressWarnings("ArrayRecordComponent") // put into a sequence at once
    record Piece(int[] ids, int fresh) {}

    /**
     * Where it stands: everything that decides what comes next.
     *
     * @param pass counted from 0
     * @param file number in the list, from 0
     * @param start byte of the file at which the open text begins, or else the next one
     * @param line of that byte, counted from 1
     * @param taken tokens of the open text that were given out
     * @param sum SHA-256 of the open text; null where none is open
     * @param textsOfPass texts that this pass has given
     */
    record State(
            int pass,
            int file,
            long start,
            long line,
            int taken,
            @Nullable String sum,
            long textsOfPass,
            TextCounts counts) {}

    String label() {
        return stream.label();
    }

    Source.Stream stream() {
        return stream;
    }

    QualityFloor floor() {
        return floor;
    }

    TextCounts counts() {
        return counts;
    }

    /** Passes that were begun. */
    int passes() {
        return isUsedUp() ? pass : pass + 1;
    }

    /** Whether everything was read as often as it may be. */
    boolean isUsedUp() {
        return pass >= stream.passes() && text == null;
    }

    /**
     * Whether there is a text to take pieces of; opens the next one.
     *
     * @throws BadInput naming file and line of what cannot be read
     */
    boolean hasMore() throws IOException {
        while (text == null && pass < stream.passes()) {
            if (file == files.size()) {
                endPass();
            } else {
                readOn();
            }
        }
        return text != null;
    }

    private void endPass() {
        pass++;
        LOG.log(
                System.Logger.Level.INFO,
                "source {0}: read through, pass {1} of {2}, {3} texts in this pass",
                label(),
                pass,
                stream.passes(),
                textsOfPass);
        if (textsOfPass == 0) {
            pass = stream.passes();
        }
        textsOfPass = 0;
        file = pass < stream.passes() ? 0 : file;
    }

    private void readOn() throws IOException {
        Documents documents = opened();
        Document next = documents.next();
        if (next == null) {
            closeFile();
            file++;
        } else if (next.isBlank() && next.problem() == null) {
            counts = counts.passedOver();
        } else {
            take(next);
        }
    }

    private Documents opened() throws IOException {
        if (open == null) {
            open = Documents.open(new TextFile(files.get(file)), settings.textUnit(), 0, 1);
        }
        return open;
    }

    private void take(Document next) {
        String sum = Sha256.of(next.text());
        if (next.problem() == null && heldOut.has(sum)) {
            counts = counts.withheld();
            return;
        }
        try {
            if (next.problem() == null && !floor.keeps(files.get(file), next)) {
                counts = counts.tooLow();
                return;
            }
            int[] ids = tokensOf(next);
            if (ids.length < 2) {
                counts = counts.passedOver();
                return;
            }
            text = new Text(next.start(), next.line(), sum, ids, 0);
            textsOfPass++;
        } catch (BadInput e) {
            if (settings.badRows() == PretrainSettings.BadRows.REFUSE) {
                throw e;
            }
            if (counts.unreadable() == 0) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "left out, and those after it without a word: {0}",
                        e.getMessage());
            }
            counts = counts.leftOut();
        }
    }

    private int[] tokensOf(Document document) {
        Phrase problem = document.problem();
        if (problem != null) {
            throw new BadInput(problem);
        }
        try {
            return tokens.of(document.text());
        } catch (BadInput e) {
            throw BadInput.at(files.get(file), document.line(), e.phrase());
        }
    }

    /**
     * The next piece of the open text. A text that goes on repeats its last token, for the next one to follow it.
     *
     * @param room tokens that it may have, at least 2
     */
    Piece take(int room) throws IOException {
        Text from = text;
        if (from == null) {
            throw new IllegalStateException("no text is open");
        }
        int begin = Math.max(0, from.taken - 1);
        int end = Math.min(from.ids.length, begin + room);
        int fresh = end - from.taken;
        counts = (from.taken == 0 ? counts.begun() : counts).given(fresh);
        text = end == from.ids.length ? null : new Text(from.start, from.line, from.sum, from.ids, end);
        return new Piece(Arrays.copyOfRange(from.ids, begin, end), fresh);
    }

    State state() {
        Text current = text;
        if (current != null) {
            return new State(pass, file, current.start, current.line, current.taken, current.sum, textsOfPass, counts);
        }
        return new State(
                pass,
                file,
                open == null ? 0 : open.offset(),
                open == null ? 1 : open.line(),
                0,
                null,
                textsOfPass,
                counts);
    }

    /**
     * Goes to where an earlier process stood.
     *
     * @throws BadInput when the file is another one there
     */
    void restore(State state) throws IOException {
        closeFile();
        pass = state.pass;
        file = state.file;
        counts = state.counts;
        textsOfPass = state.textsOfPass;
        text = null;
        if (file == files.size() || pass >= stream.passes() && state.sum == null) {
            return;
        }
        TextFile place = new TextFile(files.get(file));
        Documents documents = Documents.open(place, settings.textUnit(), state.start, state.line);
        open = documents;
        if (state.sum != null) {
            Document again = documents.next();
            if (again == null || !Sha256.of(again.text()).equals(state.sum)) {
                throw BadInput.at(place.path(), state.line, CorpusFile.CHANGED);
            }
            text = new Text(state.start, state.line, state.sum, tokensOf(again), state.taken);
        }
    }

    private void closeFile() throws IOException {
        Documents documents = open;
        open = null;
        if (documents != null) {
            documents.close();
        }
    }

    @Override
    public void close() throws IOException {
        closeFile();
    }
}
