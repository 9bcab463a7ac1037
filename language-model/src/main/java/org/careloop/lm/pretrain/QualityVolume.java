package org.careloop.lm.pretrain;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.careloop.lm.text.TextTokens;
import org.careloop.run.BadInput;
import org.careloop.run.Sha256;
import org.careloop.run.corpus.CorpusFile;
import org.careloop.run.corpus.Document;
import org.careloop.run.corpus.Documents;
import org.careloop.run.corpus.HeldOut;
import org.careloop.run.corpus.TextFile;
import org.careloop.run.mixture.QualityCut;
import org.careloop.run.settings.PretrainSettings;

/**
 * Finds where a stream is cut for a wanted volume of its best texts. All texts are read once and their tokens counted by quality, in
 * thousandths rounded down; memory holds these counts alone. The rule: with T(t) the tokens of all texts of at least t
 * thousandths, the cut is the highest t with T(t) &gt;= the wanted tokens, and every text of at least t is kept; where all are fewer,
 * all are kept. So what is kept is as much as was asked for, and at most the texts of one thousandth more. Held-out texts do not
 * count, and a text counts once, however often it may be read.
 */
final class QualityVolume {
    private static final System.Logger LOG = System.getLogger(QualityVolume.class.getName());

    private final TreeMap<Long, Long> tokens = new TreeMap<>();
    private final TextTokens tokenizer;
    private final HeldOut heldOut;
    private final PretrainSettings.Texts settings;

    QualityVolume(TextTokens tokenizer, HeldOut heldOut, PretrainSettings.Texts settings) {
        this.tokenizer = tokenizer;
        this.heldOut = heldOut;
        this.settings = settings;
    }

    /** @param cut by share or by tokens */
    QualityFloor floor(String label, List<CorpusFile> files, QualityCut cut) throws IOException {
        for (CorpusFile file : files) {
            read(new TextFile(file.path()));
        }
        long all = tokens.values().stream().mapToLong(Long::longValue).sum();
        Double share = cut.share();
        Long asked = cut.tokens();
        long wanted = share != null ? (long) Math.ceil(share * all) : asked == null ? all : asked;
        long kept = 0;
        long floor = tokens.isEmpty() ? 0 : tokens.firstKey();
        for (Map.Entry<Long, Long> each : tokens.descendingMap().entrySet()) {
            kept += each.getValue();
            if (kept >= wanted) {
                floor = each.getKey();
                break;
            }
        }
        LOG.log(
                System.Logger.Level.INFO,
                "source {0}: of {1} tokens the best {2} are wanted; {3} are kept, of quality {4} and above",
                label,
                all,
                wanted,
                kept,
                floor / 1000.0);
        return new QualityFloor(null, floor);
    }

    private void read(TextFile file) throws IOException {
        try (Documents documents = Documents.open(file, settings.textUnit(), 0, 1)) {
            for (Document next = documents.next(); next != null; next = documents.next()) {
                if (next.problem() == null && !next.isBlank()) {
                    count(file, next);
                }
            }
        }
    }

    private void count(TextFile file, Document document) {
        if (heldOut.has(Sha256.of(document.text()))) {
            return;
        }
        try {
            long thousandth = QualityFloor.thousandth(QualityFloor.required(file.path(), document));
            int length = tokenizer.of(document.text()).length;
            if (length >= 2) {
                tokens.merge(thousandth, (long) length, Long::sum);
            }
        } catch (BadInput e) {
            if (settings.badRows() == PretrainSettings.BadRows.REFUSE) {
                throw e;
            }
        }
    }
}
