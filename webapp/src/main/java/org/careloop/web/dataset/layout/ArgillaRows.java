package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.careloop.run.Comparison;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Row;

/**
 * Argilla's records: {@code fields} with the question and the responses, and {@code responses} of people, as both versions
 * export them, nested or flattened ({@code preference.responses}). Each person whose answer was submitted gives a vote;
 * {@code suggestions} come from models and are no votes.
 */
final class ArgillaRows implements Layout {
    private final boolean firstSix;

    ArgillaRows() {
        this(false);
    }

    private ArgillaRows(boolean firstSix) {
        this.firstSix = firstSix;
    }

    @Override
    public Layout open(boolean taken) {
        return new ArgillaRows(taken);
    }

    @Override
    public ImportFormat format() {
        return ImportFormat.ARGILLA;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().containsAll(List.of("fields", "responses")) || ArgillaAnswers.isFlattened(row);
    }

    @Override
    public List<ImportedRow> read(Row row) {
        boolean flattened = ArgillaAnswers.isFlattened(row);
        Row fields = flattened ? row : row.object("fields");
        List<String> names = PairFields.find(fields);
        List<String> texts = names.stream().map(fields::text).toList();
        Map<String, Opinion> people = new LinkedHashMap<>();
        List<String> unread =
                hear(row, names, flattened ? ArgillaAnswers.flattened(row) : ArgillaAnswers.nested(row), people);
        List<Integer> taken = taken(names.size(), people.values());
        row.find("_server_id");
        return List.of(ImportedRow.compared(
                Texts.orNull(row, "id", "external_id"),
                Questions.required(fields),
                taken.stream().map(texts::get).toList(),
                List.of(),
                ImportedRow.Facts.NONE,
                votes(names, people, taken, unread)));
    }

    /**
     * The places of the responses that are compared: all, or of more than a comparison holds those that people ranked best on
     * average.
     */
    private List<Integer> taken(int responses, Collection<Opinion> people) {
        boolean ranked = !people.isEmpty()
                && people.stream().noneMatch(each -> each.ranking().isEmpty());
        if (responses <= Comparison.MOST_RESPONSES || !ranked) {
            Ranks.checkCount("fields", responses);
            return IntStream.range(0, responses).boxed().toList();
        }
        if (!firstSix) {
            throw Ranks.tooMany("fields", responses);
        }
        return Ranks.best(IntStream.range(0, responses)
                .mapToObj(place -> -people.stream()
                        .mapToInt(each -> each.ranking().get(place))
                        .average()
                        .orElseThrow())
                .toList());
    }

    /** Hears everybody whose answer was submitted. Returns the questions whose answers say nothing that a vote holds. */
    private static List<String> hear(
            Row row, List<String> names, List<ArgillaAnswers.Answer> answers, Map<String, Opinion> people) {
        List<String> unread = new ArrayList<>();
        for (ArgillaAnswers.Answer answer : answers) {
            if (!answer.isSubmitted()) {
                row.passOver("responses (%s)".formatted(answer.status()));
            } else if (!people.computeIfAbsent(answer.person(), person -> new Opinion(names))
                    .take(answer.question(), answer.value())) {
                row.passOver("responses.%s".formatted(answer.question()));
                unread.add(answer.question());
            }
        }
        return unread;
    }

    private static List<Vote> votes(
            List<String> names, Map<String, Opinion> people, List<Integer> taken, List<String> unread) {
        List<Vote> votes = new ArrayList<>();
        people.forEach((person, opinion) -> {
            Optional<Vote> vote = opinion.vote(person, taken);
            votes.add(vote.orElseThrow(() -> new BadRow(
                    "argilla.preference",
                    "no answer of \"%s\" (%s) says which of %s is better; expected a label or a ranking of them",
                    person,
                    String.join(", ", unread),
                    String.join(", ", names))));
        });
        return votes;
    }
}
