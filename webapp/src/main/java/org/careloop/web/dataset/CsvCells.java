package org.careloop.web.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * Cells that hold more than one value: short and readable where that can be parsed back, JSON where it cannot. An empty
 * value has an empty cell.
 */
public final class CsvCells {
    public static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    public static final TypeReference<List<Vote.ResponseFlag>> FLAGS = new TypeReference<>() {};
    public static final TypeReference<Map<Integer, String>> CORRECTIONS = new TypeReference<>() {};
    public static final TypeReference<List<Vote>> HISTORY = new TypeReference<>() {};
    public static final TypeReference<List<Comparison.Adjudication>> ADJUDICATIONS = new TypeReference<>() {};
    private static final TypeReference<List<JsonNode>> NODES = new TypeReference<>() {};
    private static final TypeReference<Map<String, Verdict>> VERDICTS = new TypeReference<>() {};

    private CsvCells() {}

    static @Nullable String json(Object value, boolean empty) {
        return empty ? null : Json.MAPPER.writeValueAsString(value);
    }

    /** Parses a JSON cell; {@code otherwise} for a blank cell and for JSON null. */
    public static <T> T json(Optional<String> cell, String column, TypeReference<T> type, T otherwise) {
        if (cell.isEmpty()) {
            return otherwise;
        }
        try {
            T said = Json.MAPPER.readValue(cell.get(), type);
            if (said instanceof Collection<?> list && list.stream().anyMatch(Objects::isNull)) {
                throw new BadRow("column.null", "column \"%s\" holds null; remove it", column);
            }
            return Objects.requireNonNullElse(said, otherwise);
        } catch (JacksonException e) {
            throw new BadRow("column.json", "column \"%s\" is no such list in JSON: %s", column, Json.problem(e));
        }
    }

    /** A question as its text, a conversation as JSON. */
    static String prompt(List<Message> prompt) {
        Message first = prompt.getFirst();
        boolean plain = prompt.size() == 1
                && first.role() == Message.Role.USER
                && !first.content().startsWith("[{");
        return plain ? first.content() : Json.MAPPER.writeValueAsString(prompt);
    }

    public static List<Message> prompt(String cell) {
        if (!cell.startsWith("[{")) {
            return List.of(Message.user(cell));
        }
        try {
            return Messages.read(Json.MAPPER.readTree(cell), "prompt", unread -> {});
        } catch (JacksonException e) {
            throw new BadRow(
                    "column.prompt",
                    "column \"prompt\" begins like a list of messages but is none: %s",
                    Json.problem(e));
        }
    }

    /** {@code fever; urgent}. */
    static @Nullable String tags(List<String> tags) {
        boolean plain = tags.stream()
                .allMatch(tag -> !tag.isEmpty()
                        && tag.indexOf(';') < 0
                        && tag.charAt(0) != '['
                        && tag.strip().equals(tag));
        return tags.isEmpty() ? null : plain ? String.join("; ", tags) : json(tags, false);
    }

    public static List<String> tags(Optional<String> cell) {
        return cell.filter(text -> text.startsWith("[")).isPresent()
                ? json(cell, "tags", TEXTS, List.of())
                : cell.map(text -> List.of(text.strip().split("\\s*;\\s*"))).orElse(List.of());
    }

    /** A list whose elements may be null. */
    public static List<@Nullable String> names(Optional<String> cell, String column) {
        List<@Nullable String> names = new ArrayList<>();
        for (JsonNode name : json(cell, column, NODES, List.of())) {
            names.add(name.isNull() ? null : name.asString());
        }
        return names;
    }

    /** {@code 1 3 2}. */
    static @Nullable String ranking(List<Integer> ranks) {
        return ranks.isEmpty() ? null : ranks.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    public static List<Integer> ranking(Optional<String> cell) {
        try {
            return cell.map(text -> Arrays.stream(text.strip().split("[\\s,;]+"))
                            .map(Integer::valueOf)
                            .toList())
                    .orElse(List.of());
        } catch (NumberFormatException e) {
            throw new BadRow(
                    "column.ranking", "column \"ranking\" is \"%s\"; expected ranks such as 1 3 2", cell.orElse(""));
        }
    }

    /** {@code safety=A; accuracy=SAME}. */
    static @Nullable String criteria(Map<String, Vote.OnCriterion> said) {
        Map<String, Verdict> verdicts = new TreeMap<>();
        said.forEach((key, verdict) -> verdicts.put(key, verdict.verdict()));
        boolean plain = verdicts.keySet().stream().allMatch(key -> key.matches("[^\\s=;{][^\\s=;]*"));
        return verdicts.isEmpty()
                ? null
                : plain
                        ? verdicts.entrySet().stream()
                                .map(each -> each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining("; "))
                        : json(verdicts, false);
    }

    public static Map<String, Vote.OnCriterion> criteria(Optional<String> cell) {
        Map<String, Vote.OnCriterion> criteria = new TreeMap<>();
        if (cell.filter(text -> text.startsWith("{")).isPresent()) {
            json(cell, "criteria", VERDICTS, Map.of())
                    .forEach((key, verdict) -> criteria.put(key, new Vote.OnCriterion(verdict)));
            return criteria;
        }
        for (String said : cell.map(text -> text.split("\\s*;\\s*")).orElse(new String[0])) {
            int equals = said.indexOf('=');
            if (equals < 1) {
                throw new BadRow(
                        "column.criteria",
                        "column \"criteria\" has \"%s\"; expected such as safety=A; accuracy=SAME",
                        said);
            }
            Verdict verdict = verdict("criteria", said.substring(equals + 1));
            criteria.put(said.substring(0, equals).strip(), new Vote.OnCriterion(verdict));
        }
        return criteria;
    }

    /** A verdict in any case. */
    public static Verdict verdict(String column, String cell) {
        try {
            return Verdict.parse(cell.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadRow(
                    "column.verdict",
                    "column \"%s\": %s; mend or remove this line",
                    column,
                    String.valueOf(e.getMessage()));
        }
    }
}
