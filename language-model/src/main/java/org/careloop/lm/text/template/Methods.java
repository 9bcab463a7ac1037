package org.careloop.lm.text.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.careloop.lm.text.template.Value.Absent;
import org.careloop.lm.text.template.Value.Arguments;

/** The methods of Python's texts and mappings that templates call. */
final class Methods {
    private static final Map<String, Integer> OF_TEXT = Map.of(
            "strip",
            1,
            "lstrip",
            1,
            "rstrip",
            1,
            "split",
            2,
            "startswith",
            1,
            "endswith",
            1,
            "upper",
            0,
            "lower",
            0,
            "replace",
            2,
            "join",
            1);

    private static final Map<String, Integer> OF_MAP = Map.of("get", 2, "items", 0, "keys", 0, "values", 0);

    private Methods() {}

    /** Whether there is such a method, which uses all of these arguments. */
    static boolean knows(String name, Application.Call call) {
        int most = OF_TEXT.getOrDefault(name, OF_MAP.getOrDefault(name, -1));
        return call.positional().size() <= most && call.named().isEmpty();
    }

    static Object call(Object owner, String name, Arguments arguments, Budget budget, int line) {
        return switch (owner) {
            case String text when OF_TEXT.containsKey(name) -> ofText(text, name, arguments, budget);
            case Map<?, ?> map when OF_MAP.containsKey(name) -> ofMap(map, name, arguments);
            default ->
                throw TemplateException.at(line, "template.no-method", "%s has no method %s", Value.kind(owner), name);
        };
    }

    private static Object ofText(String text, String name, Arguments arguments, Budget budget) {
        return switch (name) {
            case "strip" -> strip(text, arguments, true, true);
            case "lstrip" -> strip(text, arguments, true, false);
            case "rstrip" -> strip(text, arguments, false, true);
            case "split" -> split(text, arguments, budget);
            case "startswith" -> text.startsWith(arguments.text(0, "prefix"));
            case "endswith" -> text.endsWith(arguments.text(0, "suffix"));
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "replace" -> replace(text, arguments, budget);
            default -> join(arguments.required(0), text, budget);
        };
    }

    static String strip(String text, Arguments arguments, boolean start, boolean end) {
        if (!arguments.positional().isEmpty()) {
            return Text.strip(text, arguments.text(0, "chars"), start, end);
        }
        String ended = end ? Text.stripEnd(text) : text;
        return start ? Text.stripStart(ended) : ended;
    }

    /** The length of the result is paid for before it is made. */
    static String replace(String text, Arguments arguments, Budget budget) {
        String old = arguments.text(0, "old");
        String with = arguments.text(1, "new");
        budget.pay((text.length() / Math.max(1, old.length()) + 1L) * with.length());
        return text.replace(old, with);
    }

    private static List<Object> split(String text, Arguments arguments, Budget budget) {
        if (arguments.positional().isEmpty()) {
            budget.payEntries(text.length() / 2);
            String stripped = Text.strip(text);
            return stripped.isEmpty() ? List.of() : List.copyOf(Arrays.asList(stripped.split("(?U)\\s+")));
        }
        long cuts = Value.integer(arguments.get(1, "maxsplit", -1L));
        int limit = cuts < 0 ? -1 : (int) Math.min(cuts, Integer.MAX_VALUE - 1) + 1;
        String separator = arguments.text(0, "sep");
        budget.payEntries(text.length() / Math.max(1, separator.length()));
        return List.copyOf(Arrays.asList(text.split(Pattern.quote(separator), limit)));
    }

    static String join(Object items, String separator, Budget budget) {
        List<String> texts =
                budget.items(items).stream().map(Value::print).map(budget::pay).toList();
        budget.pay((long) separator.length() * texts.size());
        return String.join(separator, texts);
    }

    private static Object ofMap(Map<?, ?> map, String name, Arguments arguments) {
        return switch (name) {
            case "get" -> {
                Object found = map.get(arguments.required(0));
                yield found == null ? arguments.get(1, "default", Absent.NONE) : found;
            }
            case "keys" -> List.copyOf(map.keySet());
            case "values" -> List.copyOf(map.values());
            default -> items(map);
        };
    }

    static List<Object> items(Map<?, ?> map) {
        List<Object> items = new ArrayList<>();
        map.forEach((key, value) -> items.add(List.of(key, value)));
        return items;
    }
}
