package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.List;
import org.careloop.run.Message;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Messages;
import org.careloop.web.dataset.Row;
import org.jspecify.annotations.Nullable;

/**
 * Preference rows as TRL reads them: {@code chosen} and {@code rejected} as texts or as conversations, with a
 * {@code prompt} or with the prompt as what both begin with.
 */
final class TrlRows implements Layout {

    @Override
    public ImportFormat format() {
        return ImportFormat.TRL;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().containsAll(List.of("chosen", "rejected"));
    }

    @Override
    public ImportedRow read(Row row) {
        String id = row.optionalText("id");
        if (row.required("chosen").isArray()) {
            return conversational(id, row);
        }
        String chosen = row.text("chosen");
        String rejected = row.text("rejected");
        if (row.has("prompt")) {
            return ImportedRow.preference(id, row.conversation("prompt"), chosen, rejected);
        }
        int end = commonEnd(chosen, rejected);
        if (chosen.substring(0, end).isBlank()) {
            throw new BadRow("prompt.none", "fields \"chosen\" and \"rejected\" begin differently, so there is no prompt; add a field \"prompt\"");
        }
        return ImportedRow.preference(
                id, List.of(Message.user(chosen.substring(0, end))), chosen.substring(end), rejected.substring(end));
    }

    private static ImportedRow conversational(@Nullable String id, Row row) {
        List<Message> chosen = row.messages("chosen");
        List<Message> rejected = row.messages("rejected");
        List<Message> common = openingTurns(chosen, rejected);
        List<Message> prompt =
                new ArrayList<>(row.has("prompt") ? row.conversation("prompt") : List.of());
        // Some sets repeat the prompt inside both conversations.
        if (!startsWith(common, prompt)) {
            prompt.addAll(common);
        } else {
            prompt = common;
        }
        if (prompt.isEmpty()) {
            throw new BadRow("prompt.none", "fields \"chosen\" and \"rejected\" begin differently, so there is no prompt; add a field \"prompt\"");
        }
        return ImportedRow.preference(
                id, prompt, answer("chosen", chosen, common.size()), answer("rejected", rejected, common.size()));
    }

    /**
     * The messages that both conversations begin with, without the last message of either, which is an answer even if
     * both are equal.
     */
    private static List<Message> openingTurns(List<Message> chosen, List<Message> rejected) {
        return Messages.commonPrefix(chosen.subList(0, chosen.size() - 1), rejected.subList(0, rejected.size() - 1));
    }

    private static boolean startsWith(List<Message> whole, List<Message> beginning) {
        return whole.size() >= beginning.size()
                && whole.subList(0, beginning.size()).equals(beginning);
    }

    private static String answer(String field, List<Message> conversation, int from) {
        Message last = conversation.getLast();
        if (conversation.size() != from + 1 || last.role() != Message.Role.ASSISTANT) {
            throw new BadRow("answer.one", "field \"%s\": after the prompt there are %d messages, the last by the %s; expected one answer of the assistant", field, conversation.size() - from, last.role().label());
        }
        return last.content();
    }

    /** Where the common beginning ends, moved back to the end of a word. */
    private static int commonEnd(String one, String other) {
        int end = 0;
        while (end < Math.min(one.length(), other.length()) && one.charAt(end) == other.charAt(end)) {
            end++;
        }
        int word = end;
        while (word > 0 && word < one.length() && isInsideWord(one, word)) {
            word--;
        }
        return word > 0 ? word : end;
    }

    /** Chinese is written without blanks: between its characters is a boundary. */
    private static boolean isInsideWord(String text, int at) {
        char before = text.charAt(at - 1);
        char after = text.charAt(at);
        if (Character.isLowSurrogate(after)) {
            return true;
        }
        return Character.isLetterOrDigit(before)
                && Character.isLetterOrDigit(after)
                && !Character.isIdeographic(before)
                && !Character.isIdeographic(after);
    }
}
