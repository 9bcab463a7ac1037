package org.careloop.lm.text.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.careloop.lm.text.template.Value.Absent;

/** JSON as Python's {@code json.dumps(…, ensure_ascii=False)} writes it, spaces included. */
final class JsonText {
    private final long indent;
    private final Budget budget;

    /** @param indent a number of spaces, or none for a single line */
    JsonText(Object indent, Budget budget) {
        this.indent = indent instanceof Long n ? n : -1;
        this.budget = budget;
    }

    String of(Object value) {
        return of(value, 1);
    }

    private String of(Object value, int depth) {
        return switch (value) {
            case String s -> quoted(budget.pay(s));
            case Boolean b -> b.toString();
            case Long n -> n.toString();
            case Absent.NONE -> "null";
            case List<?> list ->
                wrapped("[", list.stream().map(item -> of(item, depth + 1)).toList(), "]", depth);
            case Map<?, ?> map -> wrapped("{", entries(map, depth), "}", depth);
            default -> throw TemplateException.of("template.json", "%s cannot be written as JSON", Value.kind(value));
        };
    }

    private List<String> entries(Map<?, ?> map, int depth) {
        List<String> entries = new ArrayList<>();
        map.forEach((key, value) -> entries.add(quoted((String) key) + ": " + of(value, depth + 1)));
        return entries;
    }

    private String wrapped(String open, List<String> items, String close, int depth) {
        if (indent < 0 || items.isEmpty()) {
            return items.stream().collect(Collectors.joining(", ", open, close));
        }
        budget.pay(Math.min(indent, Integer.MAX_VALUE) * depth * (items.size() + 2L));
        String inside = "\n" + " ".repeat((int) indent * depth);
        String outside = "\n" + " ".repeat((int) indent * (depth - 1));
        return items.stream().collect(Collectors.joining("," + inside, open + inside, outside + close));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                default -> quoted.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        return quoted.append('"').toString();
    }
}
