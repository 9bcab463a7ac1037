package org.careloop.lm.pretrain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.careloop.lm.text.TextTokens;
import org.careloop.run.BadInput;
import org.careloop.run.Sha256;
import org.careloop.run.corpus.CorpusFile;
import org.careloop.run.corpus.Document;
import org.careloop.run.corpus.Documents;
import org.careloop.run.corpus.HeldOut;
import org.careloop.run.corpus.TextFile;
import org.careloop.run.settings.PretrainSettings;

/**
 * What is known of a stream before it is read: held-out texts to evaluate on, from the beginning of its files, and how many tokens it
 * has, about. Reads little of a large corpus.
 *
 * @param heldOut tokens of held-out texts, the last one cut where they are enough; none where none were found
 * @param first tokens of its first text; none where there is none
 * @param expected tokens of all its files, about, without the held-out ones
 */
@SuppressWarnings("ArrayRecordComponent") // read at the start and at evaluations
record SampledTexts(List<int[]> heldOut, int[] first, double expected) {
    private static final System.Logger LOG = System.getLogger(SampledTexts.class.getName());

    /** Bytes that are looked through for held-out texts; at the usual share, far more than are needed. */
    private static final long MOST = 16 << 20;

    /** Texts by which the tokens of a byte are counted. */
    private static final int COUNTED = 50;

    static SampledTexts of(
            String label,
            List<CorpusFile> files,
            TextTokens tokens,
            HeldOut rule,
            QualityFloor floor,
            PretrainSettings settings)
            throws IOException {
        Sampling sampling = new Sampling(tokens, rule, floor, settings);
        for (CorpusFile file : files) {
            if (!sampling.isDone()) {
                sampling.read(new TextFile(file.path()));
            }
        }
        if (sampling.heldOut.isEmpty() && rule.share() > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "source {0}: no text of the first {1} bytes is held out, so that nothing of it is evaluated; raise"
                            + " evaluationShare",
                    label,
                    sampling.bytes);
        }
        double bytes = 0;
        for (CorpusFile file : files) {
            bytes += new TextFile(file.path()).likelySize();
        }
        double density = sampling.countedBytes == 0 ? 0 : (double) sampling.countedTokens / sampling.countedBytes;
        return new SampledTexts(sampling.heldOut, sampling.first, bytes * density * (1 - rule.share()));
    }

    private static final class Sampling {
        private final TextTokens tokens;
        private final HeldOut rule;
        private final QualityFloor floor;
        private final PretrainSettings settings;
        private final List<int[]> heldOut = new ArrayList<>();
        private int[] first = {};
        private long bytes;
        private int left;
        private int counted;
        private long countedTokens;
        private long countedBytes;

        Sampling(TextTokens tokens, HeldOut rule, QualityFloor floor, PretrainSettings settings) {
            this.tokens = tokens;
            this.rule = rule;
            this.floor = floor;
            this.settings = settings;
            left = settings.evaluation().evaluationTokens();
        }

        boolean isDone() {
            return bytes > MOST || (counted >= COUNTED && (left < 2 || rule.share() == 0));
        }

        void read(TextFile file) throws IOException {
            try (Documents documents = Documents.open(file, settings.texts().textUnit(), 0, 1)) {
                long before = 0;
                for (Document next = documents.next(); next != null && !isDone(); next = documents.next()) {
                    long size = documents.offset() - before;
                    before = documents.offset();
                    bytes += size;
                    if (next.problem() == null && !next.isBlank()) {
                        sample(file, next, size);
                    }
                }
            }
        }

        private void sample(TextFile file, Document document, long size) {
            boolean wanted = left >= 2 && rule.has(Sha256.of(document.text()));
            if (!wanted && counted >= COUNTED) {
                return;
            }
            int[] ids;
            try {
                if (!floor.keeps(file.path(), document)) {
                    countedBytes += counted < COUNTED ? size : 0;
                    return;
                }
                ids = tokens.of(document.text());
            } catch (BadInput e) {
                // Whoever learns from it says where it stands.
                return;
            }
            if (counted < COUNTED) {
                counted++;
                countedTokens += ids.length;
                countedBytes += size;
            }
            if (ids.length < 2) {
                return;
            }
            first = first.length == 0 ? ids : first;
            if (wanted) {
                heldOut.add(Arrays.copyOf(ids, Math.min(ids.length, left)));
                left -= ids.length;
            }
        }
    }
}
