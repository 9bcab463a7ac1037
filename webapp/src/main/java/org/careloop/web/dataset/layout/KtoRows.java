package org.careloop.web.dataset.layout;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.Message;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Messages;
import org.careloop.web.dataset.Row;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Single answers that were judged good or bad, as KTO learns from them: {@code label} or {@code kto_tag}. A good and a bad
 * answer to the same question, anywhere in the file, are a pair; an answer that finds no other says nothing about two.
 */
final class KtoRows implements Layout {
    /** Answers wait in memory, no more than so many characters of them. */
    private static final long MOST_WAITING = 64_000_000;

    private final Map<List<Message>, Waiting> waiting = new LinkedHashMap<>();
    private @Nullable Half begun;
    private long length;
    private long rows;

    /** Answers of one question and one label that wait for one of the other. */
    private record Waiting(boolean good, Deque<Answer> answers) {}

    private record Answer(String text, long row) {}

    @Override
    public ImportFormat format() {
        return ImportFormat.KTO;
    }

    @Override
    public boolean fits(Row row) {
        boolean answered = List.of("messages", "conversations", "completion", "output", "response").stream()
                .anyMatch(row.names()::contains);
        boolean pair = row.names().contains("chosen") || row.names().contains("rejected_response");
        return answered
                && !pair
                && (row.names().contains("label") || row.names().contains("kto_tag"));
    }

    @Override
    public Layout open(boolean firstSix) {
        return new KtoRows();
    }

    @Override
    public List<ImportedRow> read(Row row) {
        rows++;
        boolean good = Texts.yes(row, row.has("kto_tag") ? "kto_tag" : "label");
        List<Message> said = Questions.asked(row);
        String answer = answer(row, said);
        List<Message> prompt =
                said.getLast().role() == Message.Role.ASSISTANT ? said.subList(0, said.size() - 1) : said;
        if (row.has("id") && row.has("annotator")) {
            return named(row, prompt, answer, good);
        }
        Waiting there = waiting.get(prompt);
        if (there == null || there.good() == good) {
            hold(prompt, good, answer);
            return List.of();
        }
        Answer other = there.answers().removeFirst();
        length -= other.text().length();
        if (there.answers().isEmpty()) {
            waiting.remove(prompt);
        }
        return List.of(ImportedRow.preference(
                Texts.orNull(row, "id"), prompt, good ? answer : other.text(), good ? other.text() : answer));
    }

    /** Rows of our own export name whose vote they are of; the two of one vote stand one after the other. */
    private List<ImportedRow> named(Row row, List<Message> prompt, String answer, boolean good) {
        Half half = new Half(row.text("id"), row.text("annotator"), prompt, answer, good, rows);
        Half other = begun;
        if (other == null) {
            begun = half;
            NamedVote.strength(row);
            return List.of();
        }
        begun = null;
        if (!other.isOfSameVoteAs(half)) {
            throw other.alone();
        }
        Verdict verdict = good == other.good() ? Verdict.BOTH_BAD : Verdict.A;
        if (good && other.good()) {
            throw new BadRow(
                    "kto.both-good",
                    "both answers of annotator \"%s\" on \"%s\" are called good; expected one good and one bad, or two bad",
                    half.annotator(),
                    half.id());
        }
        ImportedRow pair = ImportedRow.preference(
                half.id(), prompt, good ? answer : other.answer(), good ? other.answer() : answer);
        return List.of(pair.withVotes(List.of(new Vote(half.annotator(), verdict, NamedVote.strength(row), 1.0))));
    }

    /** One of the two rows of a vote. */
    private record Half(String id, String annotator, List<Message> prompt, String answer, boolean good, long row) {
        boolean isOfSameVoteAs(Half other) {
            return id.equals(other.id) && annotator.equals(other.annotator) && prompt.equals(other.prompt);
        }

        BadRow alone() {
            return new BadRow(
                    "kto.alone",
                    "row %d of annotator \"%s\" on \"%s\" has no second row; expected one for each of the two answers, one after the other",
                    row,
                    annotator,
                    id);
        }
    }

    /** The answer in a field of its own, or as the last message. */
    private static String answer(Row row, List<Message> said) {
        for (String field : List.of("completion", "output", "response")) {
            if (row.has(field)) {
                JsonNode value = row.required(field);
                return value.isContainer()
                        ? Preferences.answer(field, Messages.read(value, field, row::passOver), 0)
                        : row.text(field);
            }
        }
        if (said.isEmpty() || said.getLast().role() != Message.Role.ASSISTANT) {
            throw new BadRow("kto.answer", "there is no answer; expected a message of the assistant last");
        }
        return said.getLast().content();
    }

    private void hold(List<Message> prompt, boolean good, String answer) {
        length += answer.length();
        if (length > MOST_WAITING) {
            throw unpaired();
        }
        waiting.computeIfAbsent(prompt, asked -> new Waiting(good, new ArrayDeque<>()))
                .answers()
                .add(new Answer(answer, rows));
    }

    @Override
    public void end() {
        if (begun != null) {
            throw begun.alone();
        }
        if (!waiting.isEmpty()) {
            throw unpaired();
        }
    }

    private BadRow unpaired() {
        int count =
                waiting.values().stream().mapToInt(one -> one.answers().size()).sum();
        Waiting first = waiting.values().iterator().next();
        return new BadRow(
                "kto.unpaired",
                "%d answers are judged alone; the first is row %d, judged %s. A comparison needs a good and a bad answer to the same question: add the other one, or remove these rows",
                count,
                first.answers().getFirst().row(),
                first.good() ? "good" : "bad");
    }
}
