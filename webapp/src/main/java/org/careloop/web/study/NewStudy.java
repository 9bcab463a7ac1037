package org.careloop.web.study;

import java.text.Normalizer;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;

/**
 * What a person enters to begin a study.
 *
 * @param state {@code DRAFT} to go on designing it, {@code COLLECTING} to collect votes at once
 */
public record NewStudy(String name, StudyDesign design, Study.State state) {
    public static final int LONGEST_NAME = 200;

    public NewStudy {
        name = checkedName(name);
        if (state != Study.State.DRAFT && state != Study.State.COLLECTING) {
            throw BadInput.field("state", state, Phrase.verbatim("DRAFT, COLLECTING"));
        }
    }

    /**
     * A study with the usual design that collects votes at once.
     *
     * @param guidelines how to judge, in Markdown; may be empty
     * @param overlap votes each comparison gets, 1 to 20
     */
    public NewStudy(String name, String guidelines, int overlap) {
        this(name, StudyDesign.of(guidelines, overlap), Study.State.COLLECTING);
    }

    /** A study's name as it is stored. */
    static String checkedName(String name) {
        // A name typed on another system may spell the same characters otherwise.
        String stripped = Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
        StorableText.check("name", stripped, Integer.MAX_VALUE);
        if (stripped.isEmpty() || stripped.length() > LONGEST_NAME) {
            throw BadInput.coded(
                    "study.name-length",
                    "name: given %d characters, expected 1 to %d".formatted(stripped.length(), LONGEST_NAME),
                    stripped.length(),
                    LONGEST_NAME);
        }
        return stripped;
    }
}
