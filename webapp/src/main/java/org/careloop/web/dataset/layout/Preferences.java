package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.careloop.run.Message;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Messages;
import org.careloop.web.dataset.Row;
import org.jspecify.annotations.Nullable;

/**
 * A preferred and a rejected answer, in two fields of any names. Each is a text, one message, or a conversation that may
 * begin with the question; where no field holds the question, it is the turns with which both conversations begin.
 */
final class Preferences {
    private Preferences() {}

    static ImportedRow read(Row row, String better, String worse) {
        List<Message> asked = Questions.asked(row);
        ImportedRow pair =
                row.required(better).isContainer() || row.required(worse).isContainer()
                        ? conversations(row, asked, better, worse)
                        : texts(row, asked, better, worse);
        repeatedMessages(row, better);
        return pair.withModels(models(row));
    }

    private static ImportedRow texts(Row row, List<Message> asked, String better, String worse) {
        String chosen = row.text(better);
        String rejected = row.text(worse);
        if (Questions.isAsked(row)) {
            return ImportedRow.preference(row.optionalText("id"), asked, chosen, rejected);
        }
        throw new BadRow(
                "prompt.absent",
                "fields \"%s\" and \"%s\" are texts without a question; add a field \"prompt\"",
                better,
                worse);
    }

    private static ImportedRow conversations(Row row, List<Message> asked, String better, String worse) {
        List<Message> chosen = said(row, better);
        List<Message> rejected = said(row, worse);
        List<Message> common = openingTurns(chosen, rejected);
        List<Message> prompt = joined(asked, common);
        if (prompt.isEmpty()) {
            throw noPrompt(better, worse);
        }
        return ImportedRow.preference(
                row.optionalText("id"),
                prompt,
                answer(better, chosen, common.size()),
                answer(worse, rejected, common.size()));
    }

    private static List<Message> said(Row row, String field) {
        return row.required(field).isString() ? List.of(Message.assistant(row.text(field))) : row.messages(field);
    }

    /** Some sets repeat the question inside both conversations, with or without the system's words before it. */
    private static List<Message> joined(List<Message> asked, List<Message> common) {
        boolean system = !asked.isEmpty() && asked.getFirst().role() == Message.Role.SYSTEM;
        List<Message> spoken = asked.subList(system ? 1 : 0, asked.size());
        if (startsWith(common, asked)) {
            return common;
        }
        List<Message> prompt = new ArrayList<>(startsWith(common, spoken) ? asked.subList(0, 1) : asked);
        prompt.addAll(common);
        return prompt;
    }

    /**
     * The messages that both conversations begin with, without the last message of either, which is an answer even if
     * both are equal.
     */
    static List<Message> openingTurns(List<Message> chosen, List<Message> rejected) {
        return Messages.commonPrefix(chosen.subList(0, chosen.size() - 1), rejected.subList(0, rejected.size() - 1));
    }

    private static boolean startsWith(List<Message> whole, List<Message> beginning) {
        return whole.size() >= beginning.size()
                && whole.subList(0, beginning.size()).equals(beginning);
    }

    /** The one answer that follows the first messages of a conversation. */
    static String answer(String field, List<Message> conversation, int from) {
        Message last = conversation.getLast();
        if (conversation.size() != from + 1 || last.role() != Message.Role.ASSISTANT) {
            throw new BadRow(
                    "answer.one",
                    "field \"%s\": after the prompt there are %d messages, the last by the %s; expected one answer of the assistant",
                    field,
                    conversation.size() - from,
                    last.role().label());
        }
        return last.content();
    }

    /** UltraFeedback keeps the preferred conversation twice. */
    private static void repeatedMessages(Row row, String better) {
        if (row.has("prompt")
                && row.has("messages")
                && !row.messages("messages").equals(said(row, better))) {
            throw new BadRow(
                    "messages.other",
                    "field \"messages\" is another conversation than \"%s\"; remove it, or bring it into the prompt",
                    better);
        }
    }

    private static List<@Nullable String> models(Row row) {
        String better = Texts.orNull(row, "chosen_model", "chosen-model");
        String worse = Texts.orNull(row, "rejected_model", "rejected-model");
        return better == null && worse == null ? List.of() : Arrays.asList(better, worse);
    }

    private static BadRow noPrompt(String better, String worse) {
        return new BadRow(
                "prompt.none",
                "fields \"%s\" and \"%s\" begin differently, so there is no prompt; add a field \"prompt\"",
                better,
                worse);
    }
}
