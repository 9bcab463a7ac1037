package org.careloop.web.dataset.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.careloop.web.dataset.files.ImportReader;
import org.careloop.web.dataset.files.PassedOver;

/**
 * What an import did.
 *
 * @param formats what each file was recognised as, in the order read
 * @param passedOver files of archives that hold no rows
 * @param votes imported judgements, the preferences of chosen and rejected rows among them
 * @param annotators how many people the imported votes belong to
 * @param adjudications verdicts of senior clinicians, kept apart from the votes
 * @param notText responses that were another JSON value and were read as its text
 * @param ignored fields that were not read, with the number of rows that have them
 * @param identifiers how many likely identifiers of people were found, by kind and by what was decided on them
 * @param leftOut how many refused rows were left out, by the code of their reason
 */
public record ImportResult(
        List<ImportReader.Recognised> formats,
        List<PassedOver> passedOver,
        long comparisons,
        long votes,
        int annotators,
        long adjudications,
        long notText,
        Map<String, Long> ignored,
        Map<String, Long> leftOut,
        Map<String, Map<String, Long>> identifiers) {

    /** Of each table whose columns are not named as ours, the table's name of a column by ours. */
    public Map<String, Map<String, String>> columns() {
        Map<String, Map<String, String>> columns = new LinkedHashMap<>();
        formats.stream()
                .filter(file -> !file.columns().isEmpty())
                .forEach(file -> columns.put(file.file(), file.columns()));
        return columns;
    }

    /** What an import does that leaves out the refused rows. */
    public static ImportResult of(ImportCheck check) {
        Map<String, Long> leftOut = new TreeMap<>();
        check.refused().forEach(reason -> leftOut.put(reason.code(), reason.rows()));
        return new ImportResult(
                check.formats(),
                check.passedOver(),
                check.comparisons(),
                check.votes(),
                check.annotators(),
                check.adjudications(),
                check.notText(),
                check.ignored(),
                leftOut,
                check.identifiers().counts());
    }
}
