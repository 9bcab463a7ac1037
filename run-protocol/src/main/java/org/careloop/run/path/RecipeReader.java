package org.careloop.run.path;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/** Makes a recipe of a YAML file. Which options a command has is not known here. */
final class RecipeReader {
    private static final String NAME = "[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,59}";
    private static final List<String> KNOWN = List.of("model", "exams", "stages");
    private static final Phrase TEXT = Phrase.of("path.a-text", "a text");
    private static final Phrase LIST = Phrase.of("path.a-list", "a list, each entry behind a dash");
    private static final Phrase FIELDS = Phrase.of("path.some-fields", "fields, each with a colon");

    private final Path file;

    RecipeReader(Path file) {
        this.file = file;
    }

    Recipe read() throws IOException {
        Yaml.Fields root = YamlReader.read(file);
        for (Map.Entry<String, Yaml> field : root.fields().entrySet()) {
            if (!KNOWN.contains(field.getKey())) {
                throw at(
                        field.getValue().line(),
                        Phrase.of(
                                "json.unknown-field",
                                "there is no field \"%s\"; expected some of %s".formatted(field.getKey(), KNOWN),
                                field.getKey(),
                                KNOWN.toString()));
            }
        }
        String model = text(root, "model");
        List<Step> exams = steps(root.fields().get("exams"), "exams", "evaluate");
        List<Step> stages = steps(root.fields().get("stages"), "stages", null);
        if (stages.isEmpty()) {
            throw at(root.line(), Phrase.of("path.no-stages", "no stages; give at least one in the field \"stages\""));
        }
        return new Recipe(file, model, exams, stages);
    }

    private List<Step> steps(@Nullable Yaml given, String field, @Nullable String command) {
        if (given == null) {
            return List.of();
        }
        if (!(given instanceof Yaml.Items list)) {
            throw unfit(given.line(), field, LIST);
        }
        List<Step> steps = new ArrayList<>();
        Set<String> names = new HashSet<>(Set.of(Recipe.START));
        for (Yaml item : list.items()) {
            if (!(item instanceof Yaml.Fields fields)) {
                throw unfit(item.line(), field, FIELDS);
            }
            Step step = step(fields, command);
            if (!names.add(step.name())) {
                throw at(
                        step.line(),
                        Phrase.filled(
                                "path.twice", "the name \"%s\" is taken; give each a name of its own", step.name()));
            }
            steps.add(step);
        }
        return steps;
    }

    private Step step(Yaml.Fields fields, @Nullable String fixed) {
        Map<String, List<String>> options = new LinkedHashMap<>();
        Map<String, String> settings = new LinkedHashMap<>();
        String name = text(fields, "name");
        if (!name.matches(NAME)) {
            throw unfit(fields.line(), "name", Phrase.of("path.name", "letters, digits, dots and dashes, 60 at most"));
        }
        String besides = fixed == null ? "command" : "language";
        fields.fields().forEach((field, value) -> {
            if (field.equals("settings")) {
                settings.putAll(settings(value));
            } else if (!field.equals("name") && !field.equals(besides)) {
                options.put(field, values(field, value));
            }
        });
        return fixed == null
                ? new Step(fields.line(), name, text(fields, besides), options, settings, null)
                : new Step(fields.line(), name, fixed, options, settings, language(fields));
    }

    private @Nullable String language(Yaml.Fields exam) {
        Yaml given = exam.fields().get("language");
        return given == null ? null : text("language", given);
    }

    private Map<String, String> settings(Yaml given) {
        if (!(given instanceof Yaml.Fields fields)) {
            throw unfit(given.line(), "settings", FIELDS);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        fields.fields()
                .forEach((name, value) -> settings.put(
                        name,
                        value instanceof Yaml.Items
                                ? Json.MAPPER.writeValueAsString(values(name, value))
                                : text(name, value)));
        return settings;
    }

    /** One text, or those of a list. */
    private List<String> values(String field, Yaml value) {
        return switch (value) {
            case Yaml.Text text -> List.of(text.text());
            case Yaml.Items items ->
                items.items().stream().map(item -> text(field, item)).toList();
            case Yaml.Fields _ -> throw unfit(value.line(), field, TEXT);
        };
    }

    private String text(Yaml.Fields fields, String field) {
        Yaml value = fields.fields().get(field);
        if (value == null) {
            throw at(fields.line(), Phrase.filled("path.missing", "the field \"%s\" is missing; add it", field));
        }
        return text(field, value);
    }

    private String text(String field, Yaml value) {
        if (!(value instanceof Yaml.Text text)) {
            throw unfit(value.line(), field, TEXT);
        }
        return text.text();
    }

    private BadInput unfit(long line, String field, Phrase expected) {
        return at(line, Phrase.filled("path.unfit", "field \"%s\": expected %s", field, expected));
    }

    private BadInput at(long line, Phrase problem) {
        return BadInput.at(file, line, problem);
    }
}
