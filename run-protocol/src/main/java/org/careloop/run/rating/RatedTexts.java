package org.careloop.run.rating;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import org.careloop.run.BadInput;
import org.careloop.run.JsonLines;
import org.careloop.run.Phrase;
import org.careloop.run.Sha256;
import org.careloop.run.corpus.HeldOut;
import org.careloop.run.corpus.TextFile;
import org.careloop.run.rows.TextRule;

/**
 * Rated texts, those to learn from and those held out.
 *
 * @param heldOut by the hash of each text; may be empty
 */
public record RatedTexts(List<RatedText> training, List<RatedText> heldOut) {

    /**
     * Reads files of ratings, JSON Lines, packed with gzip or not.
     *
     * @throws BadInput at the first row that does not fit, at an id that stands twice, or where there is no row at all
     */
    public static List<RatedText> read(List<Path> files) throws IOException {
        List<RatedText> texts = new ArrayList<>();
        Map<String, Phrase> places = new HashMap<>();
        for (Path file : files) {
            int before = texts.size();
            TextFile packed = new TextFile(file);
            try {
                JsonLines.forEachLine(file, () -> packed.open(0), RatedText.class, (line, row) -> {
                    check(file, line, row, places);
                    texts.add(row);
                });
            } catch (EOFException | ZipException e) {
                throw packed.broken(e);
            }
            if (texts.size() == before) {
                throw BadInput.in(file, JsonLines.NO_ROWS);
            }
        }
        return texts;
    }

    private static void check(Path file, long line, RatedText row, Map<String, Phrase> places) {
        TextRule.broken("text", row.text()).ifPresent(problem -> {
            throw BadInput.at(file, line, problem);
        });
        Phrase before = places.putIfAbsent(
                row.id(), Phrase.filled("rating.place", "line %s of %s", line, String.valueOf(file.getFileName())));
        if (before != null) {
            throw BadInput.at(
                    file,
                    line,
                    Phrase.filled(
                            "rating.id-twice",
                            "id \"%s\" stands already in %s; give each text an id of its own, and all of its ratings in"
                                    + " one row",
                            row.id(),
                            before));
        }
    }

    /**
     * Parts texts by their own hashes, so that copies of a text are on the same side.
     *
     * @param share of the texts that is held out
     * @throws BadInput where nothing can be learnt from what is left: less than two texts, or all of one score
     */
    public static RatedTexts split(List<RatedText> texts, double share) {
        HeldOut rule = new HeldOut(share);
        List<RatedText> training = new ArrayList<>();
        List<RatedText> heldOut = new ArrayList<>();
        texts.forEach(text -> (rule.has(Sha256.of(text.text())) ? heldOut : training).add(text));
        if (training.size() < 2) {
            throw new BadInput(Phrase.filled(
                    "rating.too-few",
                    "%s rated texts are left to learn from, after %s were held out; expected 2 or more: add ratings, or"
                            + " lower evaluationShare",
                    training.size(),
                    heldOut.size()));
        }
        double first = training.getFirst().mean();
        if (training.stream().allMatch(text -> text.mean() == first)) {
            throw new BadInput(Phrase.filled(
                    "rating.all-equal",
                    "every text to learn from has the score %s, so that nothing tells a good one from a bad one;"
                            + " expected at least two different scores",
                    first));
        }
        return new RatedTexts(training, heldOut);
    }
}
