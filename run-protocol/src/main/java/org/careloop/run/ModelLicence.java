package org.careloop.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The licence that a model's directory states: {@code license} in the front matter of its {@code README.md} (of
 * {@code other} its {@code license_name}), as model cards of the Hugging Face hub have it, else {@code license} of its
 * {@code config.json}.
 */
public final class ModelLicence {
    private static final String FENCE = "---";
    private static final int LONGEST = 200;
    private static final int LONGEST_START = 1 << 18;

    private ModelLicence() {}

    /** Empty where nothing is stated, or nothing can be read. */
    public static Optional<String> of(Path model) {
        try {
            return ofCard(model.resolve("README.md"))
                    .or(() -> ofConfig(model.resolve("config.json")))
                    .map(ModelLicence::oneLine)
                    .filter(stated -> !stated.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The same for a card: what is stated, or that nothing is. */
    public static String stated(Path model) {
        return of(model).orElse("not stated");
    }

    private static Optional<String> ofCard(Path card) throws IOException {
        if (!Files.isRegularFile(card)) {
            return Optional.empty();
        }
        List<String> lines = start(card).lines().toList();
        if (lines.isEmpty() || !lines.getFirst().strip().equals(FENCE)) {
            return Optional.empty();
        }
        String front = String.join(
                "\n",
                lines.stream()
                        .skip(1)
                        .takeWhile(line -> !line.strip().equals(FENCE))
                        .toList());
        Optional<String> licence = field(front, "license");
        return licence.filter("other"::equals).isPresent()
                ? field(front, "license_name").or(() -> licence)
                : licence;
    }

    /** The front matter stands at the beginning of a card, which may be long. */
    private static String start(Path card) throws IOException {
        try (InputStream in = Files.newInputStream(card)) {
            return new String(in.readNBytes(LONGEST_START), StandardCharsets.UTF_8);
        }
    }

    /** A field's value on its own line, or as the first entry of a list. */
    private static Optional<String> field(String front, String name) {
        Matcher found = Pattern.compile(
                        "(?m)^%s:[ \\t]*(?:\\[[ \\t]*|\\n[ \\t]*-[ \\t]+)?([^\\n,\\]]+)".formatted(name))
                .matcher(front);
        return found.find() ? Optional.of(found.group(1).strip().replaceAll("^[\"']|[\"']$", "")) : Optional.empty();
    }

    private static Optional<String> ofConfig(Path config) {
        try {
            JsonNode stated = Json.read(config, JsonNode.class).path("license");
            return stated.isString() ? Optional.of(stated.asString()) : Optional.empty();
        } catch (IOException | BadInput e) {
            return Optional.empty();
        }
    }

    private static String oneLine(String stated) {
        String line = stated.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }
}
