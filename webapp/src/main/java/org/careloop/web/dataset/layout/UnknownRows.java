package org.careloop.web.dataset.layout;

import java.util.List;
import java.util.Set;
import org.careloop.run.Phrase;
import org.careloop.web.dataset.Row;

/** What to do about rows that compare nothing, or in fields that nobody knows. */
final class UnknownRows {
    private static final List<String> ONE_ANSWER = List.of("output", "response", "completion", "answer");

    private UnknownRows() {}

    static Phrase whatToDo(Row row) {
        Set<String> names = row.names();
        if (names.equals(Set.of("id", "prompt"))) {
            return Phrase.of(
                    "import.unknown.prompts",
                    "these are prompts, with no answers to compare; of an export of ours import comparisons.jsonl");
        }
        boolean oneAnswer = names.contains("messages") || ONE_ANSWER.stream().anyMatch(names::contains);
        if (oneAnswer) {
            return Phrase.of(
                    "import.unknown.one-answer",
                    "there is one answer a row, and a comparison needs two; expected prompt, a and b, or chosen and rejected");
        }
        return Phrase.of(
                "import.unknown.fields",
                "expected prompt, a and b, or chosen and rejected, or a list of responses, or text for a study of ratings (see the user guide, \"Import\")");
    }
}
