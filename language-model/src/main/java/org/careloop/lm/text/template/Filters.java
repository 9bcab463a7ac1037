package org.careloop.lm.text.template;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.careloop.lm.text.template.Value.Absent;
import org.careloop.lm.text.template.Value.Arguments;

/** The filters that templates use, by their names in Jinja. */
enum Filters {
    TRIM(1),
    LENGTH(0),
    COUNT(0),
    STRING(0),
    LIST(0),
    FIRST(0),
    LAST(0),
    JOIN(1),
    LOWER(0),
    UPPER(0),
    CAPITALIZE(0),
    REPLACE(2),
    DEFAULT(2, "boolean"),
    D(2, "boolean"),
    ITEMS(0),
    MAP(0, "attribute"),
    SELECT(2),
    REJECT(2),
    SELECTATTR(3),
    REJECTATTR(3),
    TOJSON(0, "indent");

    private final int positional;
    private final Set<String> named;

    Filters(int positional, String... named) {
        this.positional = positional;
        this.named = Set.of(named);
    }

    /** Refuses arguments that this implementation would ignore: the rendering would silently differ. */
    boolean takes(Application.Call call) {
        return call.positional().size() <= positional
                && named.containsAll(call.named().keySet());
    }

    static Optional<Filters> named(String name) {
        return Arrays.stream(values())
                .filter(filter -> filter.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    Object apply(Object value, Arguments arguments, Budget budget) {
        return switch (this) {
            case TRIM -> Methods.strip(Value.print(value), arguments, true, true);
            case LENGTH, COUNT -> Value.length(value);
            case STRING -> Value.print(value);
            case LIST -> budget.items(value);
            case FIRST -> budget.items(value).stream().findFirst().orElse(Absent.UNDEFINED);
            case LAST -> budget.items(value).reversed().stream().findFirst().orElse(Absent.UNDEFINED);
            case JOIN -> Methods.join(value, Value.print(arguments.get(0, "d", "")), budget);
            case LOWER -> Value.print(value).toLowerCase(Locale.ROOT);
            case UPPER -> Value.print(value).toUpperCase(Locale.ROOT);
            case CAPITALIZE -> capitalised(Value.print(value));
            case REPLACE -> Methods.replace(Value.print(value), arguments, budget);
            case DEFAULT, D -> otherwise(value, arguments);
            case ITEMS -> value instanceof Map<?, ?> map ? Methods.items(map) : List.of();
            case MAP -> fields(budget.items(value), arguments.text(Integer.MAX_VALUE, "attribute"));
            case SELECT -> selected(budget.items(value), arguments.positional(), item -> item, true);
            case REJECT -> selected(budget.items(value), arguments.positional(), item -> item, false);
            case SELECTATTR -> selectedByField(budget.items(value), arguments, true);
            case REJECTATTR -> selectedByField(budget.items(value), arguments, false);
            case TOJSON -> new JsonText(arguments.get(0, "indent", Absent.NONE), budget).of(value);
        };
    }

    private static String capitalised(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                        + text.substring(1).toLowerCase(Locale.ROOT);
    }

    private static Object otherwise(Object value, Arguments arguments) {
        boolean alsoWhenFalse = Value.isTrue(arguments.get(1, "boolean", false));
        boolean replaced = value == Absent.UNDEFINED || (alsoWhenFalse && !Value.isTrue(value));
        return replaced ? arguments.get(0, "default_value", "") : value;
    }

    private static List<Object> fields(Object items, String field) {
        return Value.items(items).stream().map(item -> field(item, field)).toList();
    }

    private static Object field(Object item, String field) {
        Object value = item instanceof Map<?, ?> map ? map.get(field) : null;
        return value == null ? Absent.UNDEFINED : value;
    }

    private static List<Object> selectedByField(Object items, Arguments arguments, boolean wanted) {
        String field = arguments.text(0, "attribute");
        List<Object> test =
                arguments.positional().subList(1, arguments.positional().size());
        return selected(items, test, item -> field(item, field), wanted);
    }

    /** @param test name and arguments of a test; without one, true items are selected */
    private static List<Object> selected(Object items, List<Object> test, UnaryOperator<Object> of, boolean wanted) {
        Predicate<Object> holds = test.isEmpty() ? Value::isTrue : test(test);
        return Value.items(items).stream()
                .filter(item -> holds.test(of.apply(item)) == wanted)
                .toList();
    }

    private static Predicate<Object> test(List<Object> named) {
        Arguments arguments = new Arguments(named.subList(1, named.size()), Map.of());
        Tests test = Tests.named(Value.print(named.getFirst()))
                .orElseThrow(() -> TemplateException.of(
                        "template.test-unknown", "the test \"%s\" is not known", String.valueOf(named.getFirst())));
        return value -> test.holds(value, arguments);
    }
}
