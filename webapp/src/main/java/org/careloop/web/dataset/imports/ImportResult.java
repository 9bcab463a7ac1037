package org.careloop.web.dataset.imports;

import java.util.List;

/**
 * What an import did.
 *
 * @param formats what each file was recognised as, in the order read
 * @param votes imported judgements, the preferences of chosen and rejected rows among them
 * @param annotators how many people the imported votes belong to
 * @param notText responses that were another JSON value and were read as its text
 */
public record ImportResult(List<Recognised> formats, long comparisons, long votes, int annotators, long notText) {

    /** A file and what it was recognised as; a file of an archive is named after both. */
    public record Recognised(String file, ImportFormat format) {}
}
