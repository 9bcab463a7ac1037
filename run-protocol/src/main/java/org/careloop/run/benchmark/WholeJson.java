package org.careloop.run.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import tools.jackson.databind.JsonNode;

/** The layouts that are one JSON value: PubMedQA and CMB. Their keys may lie in a file of their own. */
final class WholeJson {
    private static final List<String> DECISIONS = List.of("yes", "no", "maybe");

    private final Path file;
    private final JsonNode root;

    private WholeJson(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    /** Reads a file; a field that stands twice, and would lose its first value, is refused. */
    static WholeJson read(Path file) throws IOException {
        JsonNode root = Json.read(file, JsonNode.class);
        Json.requireJson(file);
        if (root.isEmpty()) {
            throw BadInput.in(file, Phrase.of("benchmark.empty", "no rows; expected questions, one a row"));
        }
        return new WholeJson(file, root);
    }

    Path file() {
        return file;
    }

    /** A part of a benchmark: questions, or keys that belong to questions in another file. */
    enum Part {
        PUBMEDQA_QUESTIONS,
        PUBMEDQA_KEYS,
        CMB_QUESTIONS,
        CMB_KEYS
    }

    Part part() {
        JsonNode first = root.iterator().next();
        if (root.isObject() && first.has("QUESTION")) {
            return Part.PUBMEDQA_QUESTIONS;
        }
        if (root.isObject() && first.isString()) {
            return Part.PUBMEDQA_KEYS;
        }
        if (root.isArray() && first.has("option")) {
            return Part.CMB_QUESTIONS;
        }
        if (root.isArray() && first.has("id") && first.has("answer")) {
            return Part.CMB_KEYS;
        }
        throw BadInput.in(
                file,
                Phrase.of(
                        "benchmark.no-parts",
                        "JSON of no known layout; expected an object of PubMed numbers with QUESTION, CONTEXTS and"
                                + " final_decision (PubMedQA), its object of numbers and labels, or a list of rows with"
                                + " question, option and answer, or id and answer (CMB)"));
    }

    /**
     * Reads the questions of PubMedQA.
     *
     * @param part the labels of those that are wanted, by number; empty for all
     */
    void pubmed(Questions all, Map<String, String> part) {
        Set<String> left = new LinkedHashSet<>(part.keySet());
        root.properties().forEach(each -> {
            Place place = Place.entry(file, each.getKey());
            if (part.isEmpty() || left.remove(each.getKey())) {
                all.add(place, () -> {
                    Question question = abstracted(new JsonFields(place, each.getValue()), each.getKey());
                    String label = part.getOrDefault(each.getKey(), question.target());
                    if (!label.equals(question.target())) {
                        throw place.refused(
                                "benchmark.labels-differ",
                                "field \"final_decision\" is %s, and the file of labels says %s; expected the same:"
                                        + " take both from one source",
                                question.target(),
                                label);
                    }
                    return question;
                });
            }
        });
        refuseLeft(left);
    }

    private void refuseLeft(Set<String> left) {
        if (!left.isEmpty()) {
            throw BadInput.in(
                    file,
                    Phrase.filled(
                            "benchmark.keys-left",
                            "%s keys belong to no question of this file, such as that of \"%s\"; expected the"
                                    + " questions of the same part: give the file that belongs to these keys",
                            left.size(),
                            left.iterator().next()));
        }
    }

    private static Question abstracted(JsonFields fields, String id) {
        Place place = fields.place();
        String decision = fields.maybe("final_decision");
        if (decision == null || decision.isBlank()) {
            throw place.unkeyed("final_decision");
        }
        if (!DECISIONS.contains(decision.strip())) {
            throw place.refused(
                    "benchmark.decision", "field \"final_decision\" is \"%s\"; expected yes, no or maybe", decision);
        }
        Map<String, String> options = new LinkedHashMap<>();
        DECISIONS.forEach(word -> options.put(word, word));
        return new Question(
                id,
                "",
                fields.lines("CONTEXTS"),
                fields.text("QUESTION"),
                options,
                new TreeSet<>(List.of(decision.strip())),
                false,
                Map.of());
    }

    /**
     * Reads the questions of CMB.
     *
     * @param keys by id, of a file of their own; empty where the rows have them
     */
    void cmb(Questions all, Map<String, String> keys) {
        Set<String> left = new HashSet<>(keys.keySet());
        int number = 0;
        for (JsonNode row : root) {
            number++;
            Place place = Place.entry(file, Integer.toString(number));
            String id = TableQuestions.stem(file) + ":" + number;
            all.add(place, () -> {
                JsonFields fields = new JsonFields(place, row);
                String own = Objects.requireNonNullElse(fields.maybe("id"), id);
                left.remove(own);
                return exam(fields, own, keys);
            });
        }
        refuseLeft(left);
    }

    private static Question exam(JsonFields fields, String id, Map<String, String> keys) {
        Place place = fields.place();
        Map<String, String> options = fields.options("option");
        String type = fields.text("question_type");
        boolean several = type.contains("多项");
        if (!several && !type.contains("单项")) {
            throw place.refused(
                    "benchmark.question-type", "field \"question_type\" is \"%s\"; expected 单项选择题 or 多项选择题", type);
        }
        String given = keys.isEmpty() ? fields.maybe("answer") : keys.get(id);
        TreeSet<String> key = several
                ? place.key("answer", given, options.keySet())
                : place.oneKey("answer", given, options.keySet());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("exam_type", fields.text("exam_type"));
        facts.put("exam_class", fields.text("exam_class"));
        facts.put("exam_subject", fields.orEmpty("exam_subject"));
        facts.put("question_type", type);
        return new Question(id, fields.text("exam_class"), "", fields.text("question"), options, key, several, facts);
    }

    /** The keys of a file that has nothing else, by id. */
    Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        if (root.isObject()) {
            root.properties().forEach(each -> {
                String label = each.getValue().asString("");
                Place place = Place.entry(file, each.getKey());
                if (!DECISIONS.contains(label)) {
                    throw place.refused("benchmark.label", "the label is \"%s\"; expected yes, no or maybe", label);
                }
                keys.put(each.getKey(), label);
            });
            return keys;
        }
        int number = 0;
        for (JsonNode row : root) {
            number++;
            Place place = Place.entry(file, Integer.toString(number));
            JsonFields fields = new JsonFields(place, row);
            String id = fields.text("id");
            String answer = fields.maybe("answer");
            if (keys.put(id, answer == null ? "" : answer) != null) {
                throw place.refused(
                        "benchmark.key-twice", "id \"%s\" stands twice; expected one key for each question", id);
            }
        }
        return keys;
    }
}
