package org.careloop.web.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.jerolba.carpet.annotation.Alias;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import org.careloop.run.Comparison;

/** What the columns of the exports mean: a dictionary for each kind of thing that rows are made of. */
final class Columns {
    static final List<Column> COMPARISON = List.of(
            new Column("id", "text", "The comparison's id, unique in its study."),
            new Column(
                    "prompt",
                    "list of messages",
                    "What the responses answer: role (system, user, assistant) and content of each turn."),
            new Column("a", "text", "The first response."),
            new Column("b", "text", "The second response."),
            new Column("language", "text", "BCP 47 tag of the texts; null when unknown."),
            new Column("tags", "list of texts", "Labels given at the import."),
            new Column("responses", "list of texts", "All responses of a ranking in stored order; empty for a pair."),
            new Column("specialty", "text", "The medical field that the comparison asks for."),
            new Column("gold", "verdict", "The answer that the comparison is known to have; it has no votes."),
            new Column(
                    "adjudications",
                    "list of objects",
                    "Senior clinicians' words: adjudicator, stage (BLIND before the votes were seen, DECISION after), verdict, strength, ranking of three to six responses (the verdict is then that on the first two), criteria, rationale, cause (FLAGGED, ESCALATED or DIVIDED), decided_at. They never replace votes."),
            new Column(
                    "models", "list of texts", "Who wrote each response, null where unknown; empty when nobody said."));
    static final List<Column> FORMAT_VERSION = List.of(new Column(
            "format_version",
            "integer",
            "Version of this format, %d. Version 2 left out empty fields; before it rows had no version, and strength 2 for the clearest word of our screens."
                    .formatted(Comparison.FORMAT_VERSION)));
    static final List<Column> VOTE = List.of(
            new Column(
                    "annotator",
                    "text",
                    "Login of the person; imported: before it where the vote was given elsewhere."),
            new Column(
                    "verdict",
                    "A, SAME, B, BOTH_BAD",
                    "The overall verdict; of a ranking that on the first two responses."),
            new Column(
                    "strength",
                    "integer 1 to 3",
                    "How clear the preference is: 1 slightly, 2 in between, 3 clearly; 1 where the scale has no grades."),
            new Column("weight", "number, 0 or more", "How much the vote counts in training."),
            new Column(
                    "ranking",
                    "list of integers",
                    "The rank of each stored response, 1 the best; ties share a rank. Empty for a pair."),
            new Column("rationale", "text", "The reason in words."),
            new Column("criteria", "list of objects", "What was said of each criterion: criterion (its key), verdict."),
            new Column(
                    "flags",
                    "list of objects",
                    "What is wrong with a response: response, kind, quote, start (UTF-16 units; -1 unknown)."),
            new Column("corrections", "list of objects", "A better text for a response: response, text."),
            new Column(
                    "revision",
                    "integer from 1",
                    "How often the person gave this judgement; the last one stands here. Null where a file did not say."),
            new Column(
                    "reason",
                    "text",
                    "Why this judgement replaced the one before, such as SLIP or SECOND_LOOK; null for a first one."),
            new Column("note", "text", "What the person wrote beside that reason."),
            new Column("active_ms", "integer", "Active working time in milliseconds, pauses excluded."),
            new Column(
                    "design_version", "integer from 1", "Version of the study's design that the vote was given under."),
            new Column(
                    "judged_at",
                    "ISO 8601 moment",
                    "When the judgement was given; null for an imported vote whose file did not say."),
            new Column(
                    "history",
                    "list of objects",
                    "The judgements that this one replaced, from the first on, each with the fields of a vote but this one. They do not count."));
    static final List<Column> PREFERENCE = List.of(
            new Column("chosen", "list of messages", "The response that the vote prefers."),
            new Column("rejected", "list of messages", "The other response."),
            new Column(
                    "id",
                    "text",
                    "The comparison's id; a pair of a ranking has the places of its responses added, id#0-2."),
            new Column("annotator", "text", "Login of the person."),
            new Column(
                    "strength", "integer 1 to 3", "How clear the preference is: 1 slightly, 2 in between, 3 clearly."));

    static final List<Column> TURNS = List.of(
            new Column(
                    "conversations",
                    "list of turns",
                    "What was said: from (system, human, gpt) and value of each turn."),
            new Column("chosen", "turn", "The response that the vote prefers."),
            new Column("rejected", "turn", "The other response."));
    static final List<Column> KTO = List.of(
            new Column(
                    "conversations",
                    "list of turns",
                    "What was said, the response last: from (system, human, gpt) and value of each turn."),
            new Column("label", "true or false", "Whether the vote prefers this response to the other one."));

    private Columns() {}

    /** Columns one after another. */
    @SafeVarargs
    static List<Column> of(List<Column>... groups) {
        return Stream.of(groups).flatMap(List::stream).toList();
    }

    /**
     * The columns of a table or file whose rows are records, in the order of the record's components.
     *
     * @param dictionaries what the columns mean; the first that has a name says it
     * @throws IllegalArgumentException naming the component that no dictionary has
     */
    @SafeVarargs
    static List<Column> ofRecord(Class<? extends Record> row, List<Column>... dictionaries) {
        List<Column> known = of(dictionaries);
        return Stream.of(row.getRecordComponents())
                .map(component -> find(known, nameInFile(component)))
                .toList();
    }

    private static Column find(List<Column> known, String name) {
        return known.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "column \"%s\" is in no dictionary; say in Columns what it means".formatted(name)));
    }

    static String nameInFile(RecordComponent component) {
        Alias alias = component.getAnnotation(Alias.class);
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        return alias != null ? alias.value() : property != null ? property.value() : component.getName();
    }

    /** The fields of objects in a list. */
    static List<Column> inside(String field, List<Column> columns) {
        return columns.stream()
                .map(column -> new Column(field + "[]." + column.name(), column.type(), column.meaning()))
                .toList();
    }
}
