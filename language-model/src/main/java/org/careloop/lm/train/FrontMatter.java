package org.careloop.lm.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.careloop.run.Json;

/** Fields in YAML between two lines of dashes, as the Hugging Face hub reads them at the head of a card. */
final class FrontMatter {
    /** What YAML takes as it stands; a JSON string is YAML too, and holds everything else. */
    private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_-]*");

    /** Words that YAML takes for a truth value or for nothing. */
    private static final Pattern NO_TEXT = Pattern.compile("y|n|yes|no|on|off|true|false|null");

    /** What JSON takes as it stands and YAML does not. */
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\x7f-\\x9f\\u2028\\u2029\\ufeff]");

    private final Map<String, String> fields = new LinkedHashMap<>();

    void put(String field, String value) {
        fields.put(field, scalar(value));
    }

    void put(String field, List<String> values) {
        fields.put(field, values.stream().map(FrontMatter::scalar).collect(Collectors.joining(", ", "[", "]")));
    }

    private static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !NO_TEXT.matcher(text).matches();
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        return NOT_PRINTABLE
                .matcher(Json.MAPPER.writeValueAsString(text))
                .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
    }

    /** The block, ended by a line end; empty without fields. */
    String text() {
        if (fields.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("---\n");
        fields.forEach(
                (field, value) -> text.append(field).append(": ").append(value).append('\n'));
        return text.append("---\n").toString();
    }
}
