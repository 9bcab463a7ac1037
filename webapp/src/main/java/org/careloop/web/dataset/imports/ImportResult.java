package org.careloop.web.dataset.imports;

import java.util.List;
import org.careloop.web.dataset.files.ImportReader;

/**
 * What an import did.
 *
 * @param formats what each file was recognised as, in the order read
 * @param votes imported judgements, the preferences of chosen and rejected rows among them
 * @param annotators how many people the imported votes belong to
 * @param notText responses that were another JSON value and were read as its text
 */
public record ImportResult(List<ImportReader.Recognised> formats, long comparisons, long votes, int annotators, long notText) {}
