package org.careloop.web.dataset.imports;

import java.util.List;
import java.util.Map;
import org.careloop.run.Message;
import org.careloop.web.dataset.files.ImportReader;
import org.careloop.web.dataset.files.PassedOver;
import org.careloop.web.dataset.identifiers.IdentifierAction;
import org.careloop.web.dataset.identifiers.IdentifiersFound;
import org.careloop.web.dataset.layout.ImportedRow;

/**
 * What an import would do.
 *
 * @param formats what each file was recognised as, in the order read
 * @param passedOver files of archives that hold no rows
 * @param comparisons how many would come, without the refused rows
 * @param votes the preferences of chosen and rejected rows among them
 * @param annotators how many people the votes belong to
 * @param adjudications verdicts of senior clinicians, kept apart from the votes
 * @param notText responses that are another JSON value and are read as its text
 * @param ignored fields that are not read, with the number of rows that have them
 * @param refusedRows how many rows cannot be imported
 * @param refused the same by reason
 * @param withoutRows files in which every row is refused; nothing can be imported with one of them
 * @param identifiers the likely identifiers of people in the rows, and what was decided on them
 * @param first the first comparisons, as they would be stored
 */
public record ImportCheck(
        List<ImportReader.Recognised> formats,
        List<PassedOver> passedOver,
        long comparisons,
        long votes,
        int annotators,
        long adjudications,
        long notText,
        Map<String, Long> ignored,
        long refusedRows,
        List<Reason> refused,
        List<String> withoutRows,
        IdentifiersFound identifiers,
        List<Shown> first) {

    private static final String LEFT_OUT_FOR_IDENTIFIERS = "identifiers";

    /**
     * Rows that are refused for the same reason.
     *
     * @param code such as {@code answer.same}
     */
    public record Reason(String code, long rows, List<RefusedRow> first) {}

    /** A comparison as a clinician sees it, the responses in stored order. */
    public record Shown(List<Message> prompt, List<String> responses) {
        static Shown of(ImportedRow row, StoredOrder order) {
            return new Shown(row.prompt(), order.of(row.responses()));
        }
    }

    /** The refused rows by reason in English, a line for each of the first. */
    public String problems() {
        StringBuilder lines = new StringBuilder();
        for (Reason reason : refused) {
            reason.first().forEach(row -> lines.append(row.message()).append('\n'));
            long more = reason.rows() - reason.first().size();
            lines.append(more > 0 ? "… and %,d more for the same reason%n".formatted(more) : "");
        }
        return lines.toString().stripTrailing();
    }

    /** Whether something would come once the refused rows are left out and all identifiers are decided on. */
    public boolean canImport() {
        return comparisons > 0 && withoutRows.isEmpty();
    }

    /** How many rows cannot be imported for another reason than that somebody chose to leave them out. */
    public long unfitRows() {
        return refused.stream()
                .filter(reason -> !reason.code().equals(LEFT_OUT_FOR_IDENTIFIERS))
                .mapToLong(Reason::rows)
                .sum();
    }

    /** Whether nobody has decided yet what becomes of some identifiers. */
    public boolean isUndecided() {
        return identifiers.count(IdentifierAction.REFUSE) > 0;
    }
}
