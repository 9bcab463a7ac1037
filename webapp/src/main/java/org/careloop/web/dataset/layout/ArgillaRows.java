package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Row;

/**
 * Argilla's records: {@code fields} with the question and the responses, and {@code responses} of people, as both versions
 * export them, nested or flattened ({@code preference.responses}). Each person whose answer was submitted gives a vote;
 * {@code suggestions} come from models and are no votes.
 */
final class ArgillaRows implements Layout {

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
        Ranks.checkCount("fields", names.size());
        List<String> texts = names.stream().map(fields::text).toList();
        List<Vote> votes = votes(row, names, flattened ? ArgillaAnswers.flattened(row) : ArgillaAnswers.nested(row));
        row.find("_server_id");
        return List.of(ImportedRow.compared(
                Texts.orNull(row, "id", "external_id"),
                Questions.required(fields),
                texts,
                List.of(),
                ImportedRow.Facts.NONE,
                votes));
    }

    private static List<Vote> votes(Row row, List<String> names, List<ArgillaAnswers.Answer> answers) {
        Map<String, Opinion> people = new LinkedHashMap<>();
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
        List<Vote> votes = new ArrayList<>();
        people.forEach((person, opinion) -> {
            Optional<Vote> vote = opinion.vote(person);
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
