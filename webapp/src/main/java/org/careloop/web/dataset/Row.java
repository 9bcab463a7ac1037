package org.careloop.web.dataset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One object of a file. It remembers which of its fields have been read, so that no field of known meaning is lost in silence
 * and every other one that is passed over can be named.
 */
public final class Row {
    private final JsonNode object;
    private final Set<String> read = new HashSet<>();
    private final Set<String> ignored = new TreeSet<>();
    private final List<Inner> inner = new ArrayList<>();

    /** A row inside this one; the fields of it that nobody reads are named with the prefix. */
    private record Inner(String prefix, Row row) {}

    public Row(JsonNode object) {
        this.object = object;
    }

    /** Whether the field is there and says something; that alone does not count as having read it. */
    public boolean has(String field) {
        JsonNode value = object.get(field);
        return value != null && !KnownFields.isEmpty(value);
    }

    /** The value of a field, which does not count as having read it. */
    public Optional<JsonNode> peek(String field) {
        return Optional.ofNullable(object.get(field));
    }

    /** Whether the field is there, even if it says nothing. */
    public boolean stands(String field) {
        return object.has(field);
    }

    /**
     * The row as a record of ours.
     *
     * @param fields those that the record takes
     */
    public <T> T as(Class<T> type, String... fields) {
        read.addAll(List.of(fields));
        return Json.MAPPER.treeToValue(object, type);
    }

    public Set<String> names() {
        return new TreeSet<>(object.propertyNames());
    }

    /** The value of a field; empty where it is absent or null. */
    public Optional<JsonNode> find(String field) {
        read.add(field);
        return Optional.ofNullable(object.get(field)).filter(value -> !value.isNull());
    }

    public JsonNode required(String field) {
        return find(field)
                .orElseThrow(
                        () -> new BadRow("field.missing", "field \"%s\" is missing; add it or remove this row", field));
    }

    public String text(String field) {
        JsonNode value = required(field);
        if (!value.isString()) {
            throw new BadRow(
                    "field.text", "field \"%s\" is %s; expected a text in quotes", field, Messages.shorten(value));
        }
        return value.stringValue();
    }

    /** A text or a whole number as text; null where the field is absent. */
    public @Nullable String optionalText(String field) {
        Optional<JsonNode> value = find(field);
        if (value.isEmpty()) {
            return null;
        }
        return value.get().isString() || value.get().isIntegralNumber()
                ? value.get().asString()
                : text(field);
    }

    /** The object in a field as a row of its own. */
    public Row object(String field) {
        return within(field, required(field), field + ".");
    }

    /** The objects of a list, each as a row of its own. */
    public List<Row> objects(String field) {
        JsonNode list = required(field);
        if (!list.isArray()) {
            throw new BadRow(
                    "field.list", "field \"%s\" is %s; expected a list of objects", field, Messages.shorten(list));
        }
        List<Row> rows = new ArrayList<>();
        list.forEach(each -> rows.add(within(field, each, field + "[].")));
        return rows;
    }

    private Row within(String field, JsonNode value, String prefix) {
        if (!value.isObject()) {
            throw new BadRow(
                    "field.object",
                    "field \"%s\" has %s; expected an object in braces",
                    field,
                    Messages.shorten(value));
        }
        Row row = new Row(value);
        inner.add(new Inner(prefix, row));
        return row;
    }

    /** Names something that is read over on purpose, such as an answer that was never submitted. */
    public void passOver(String name) {
        ignored.add(name);
    }

    /** A list of messages, or a text, which is what the user said. */
    public List<Message> conversation(String field) {
        JsonNode value = required(field);
        return value.isString() ? List.of(Message.user(value.stringValue())) : messages(field);
    }

    public List<Message> messages(String field) {
        return Messages.read(required(field), field, ignored::add);
    }

    /**
     * The fields that nobody has read and that say something.
     *
     * @throws BadRow when one of them is known to change what was asked, answered or preferred
     */
    public Set<String> ignored() {
        for (String field : object.propertyNames()) {
            JsonNode value = object.get(field);
            if (read.contains(field) || KnownFields.isEmpty(value)) {
                continue;
            }
            if (KnownFields.changesTheMeaning(field) && !KnownFields.isUsual(field, value)) {
                throw new BadRow(
                        "field.meaning",
                        "field \"%s\" is not read in rows of this layout and would be lost: %s; remove it, or bring it into the prompt",
                        field,
                        Messages.shorten(value));
            }
            ignored.add(field);
        }
        for (Inner each : inner) {
            each.row.ignored().forEach(name -> ignored.add(each.prefix + name));
        }
        return Set.copyOf(ignored);
    }
}
