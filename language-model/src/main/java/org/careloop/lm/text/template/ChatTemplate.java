package org.careloop.lm.text.template;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.careloop.lm.text.template.Value.Arguments;
import org.careloop.lm.text.template.Value.Callable;
import org.careloop.lm.text.template.Value.Namespace;

/**
 * A model's {@code chat_template}, rendered as transformers does: Jinja with {@code trim_blocks} and {@code lstrip_blocks},
 * loop controls, and the functions {@code raise_exception} and {@code strftime_now}.
 *
 * <p>Left out on purpose, and refused when read: filters, tests, tags and methods that no known chat template uses;
 * inheritance and imports; chained comparisons; printing of lists and mappings other than by {@code tojson}.
 */
public final class ChatTemplate {
    /** The longest known has 30,000. */
    private static final int LONGEST = 1_000_000;

    private final Node.Block nodes;
    private final Clock clock;

    private ChatTemplate(Node.Block nodes, Clock clock) {
        this.nodes = nodes;
        this.clock = clock;
    }

    /**
     * Reads a template.
     *
     * @param clock what {@code strftime_now} asks
     * @throws TemplateException when it uses what cannot be rendered exactly
     */
    public static ChatTemplate parse(String template, Clock clock) {
        if (template.length() > LONGEST) {
            throw TemplateException.of(
                    "template.long", "it has %s characters; expected at most %s", template.length(), LONGEST);
        }
        try {
            return new ChatTemplate(TemplateParser.parse(template), clock);
        } catch (StackOverflowError e) {
            throw tooDeep();
        }
    }

    /**
     * Renders the template with the given names: texts, whole numbers as {@code Long}, truth values, lists and maps of
     * them.
     *
     * @throws TemplateException when the template refuses the values, or does with them what is not defined
     */
    public String render(Map<String, ?> names) {
        Map<String, Object> all = new HashMap<>(functions());
        // transformers passes these whether or not there are any.
        all.put("tools", Value.Absent.NONE);
        all.put("documents", Value.Absent.NONE);
        all.putAll(names);
        Frame frame = Frame.of(all);
        frame.set("range", (Callable) arguments -> range(arguments, frame.budget()));
        try {
            return nodes.text(frame);
        } catch (StackOverflowError e) {
            throw tooDeep();
        }
    }

    /** The depth of the stack is the one measure that holds for brackets, chains, blocks and macros alike. */
    private static TemplateException tooDeep() {
        return TemplateException.of(
                "template.deep", "it is nested too deep; expected a template that a person could read");
    }

    private Map<String, Callable> functions() {
        return Map.of(
                "raise_exception",
                ChatTemplate::raise,
                "strftime_now",
                arguments -> StrftimeFormat.format(ZonedDateTime.now(clock), arguments.text(0, "format")),
                "namespace",
                arguments -> new Namespace(new HashMap<>(arguments.named())));
    }

    private static Object raise(Arguments arguments) {
        throw TemplateException.raised(arguments.text(0, "message"));
    }

    private static List<Object> range(Arguments arguments, Budget budget) {
        List<Long> bounds = arguments.positional().stream().map(Value::integer).toList();
        if (bounds.isEmpty() || bounds.size() > 2) {
            throw TemplateException.of("template.range", "range takes one or two bounds, not %s", bounds.size());
        }
        long first = bounds.size() == 1 ? 0 : bounds.getFirst();
        long end = Math.max(first, bounds.getLast());
        // Negative where the numbers between them are too many to be counted.
        budget.payEntries(end - first);
        return LongStream.range(first, end).<Object>mapToObj(n -> n).toList();
    }
}
