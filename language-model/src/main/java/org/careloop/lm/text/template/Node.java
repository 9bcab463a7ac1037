package org.careloop.lm.text.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.lm.text.template.Value.Absent;
import org.careloop.lm.text.template.Value.Arguments;
import org.careloop.lm.text.template.Value.Callable;
import org.careloop.lm.text.template.Value.Namespace;

/** A statement of a template: output, branch, loop, assignment, macro. */
sealed interface Node {
    /** How the surrounding loop goes on after a node. */
    enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    Flow render(Frame frame, StringBuilder out);

    record Text(String text) implements Node {
        @Override
        public Flow render(Frame frame, StringBuilder out) {
            frame.budget().pay(text.length());
            out.append(text);
            return Flow.NEXT;
        }
    }

    record Print(Expression expression) implements Node {
        @Override
        public Flow render(Frame frame, StringBuilder out) {
            out.append(frame.budget().pay(Value.print(expression.value(frame))));
            return Flow.NEXT;
        }
    }

    record Block(List<Node> nodes) implements Node {
        @Override
        public Flow render(Frame frame, StringBuilder out) {
            for (Node node : nodes) {
                frame.budget().pay(1);
                Flow flow = node.render(frame, out);
                if (flow != Flow.NEXT) {
                    return flow;
                }
            }
            return Flow.NEXT;
        }

        String text(Frame frame) {
            StringBuilder out = new StringBuilder();
            render(frame, out);
            return out.toString();
        }
    }

    record If(Expression condition, Block then, Block otherwise) implements Node {
        @Override
        public Flow render(Frame frame, StringBuilder out) {
            return (condition.isTrue(frame) ? then : otherwise).render(frame, out);
        }
    }

    /** {@code break} or {@code continue}. */
    record Jump(Flow flow) implements Node {
        @Override
        public Flow render(Frame frame, StringBuilder out) {
            return flow;
        }
    }

    /** Several names take the items of a list, one each. */
    record Set(List<String> names, Expression expression) implements Node {
        @Override
        public Flow render(Frame frame, StringBuilder out) {
            assign(frame, names, expression.value(frame));
            return Flow.NEXT;
        }

        static void assign(Frame frame, List<String> names, Object value) {
            if (names.size() == 1) {
                frame.set(names.getFirst(), value);
                return;
            }
            List<Object> items = frame.budget().items(frame.budget().pay(value));
            if (items.size() != names.size()) {
                throw TemplateException.of(
                        "template.unpack", "%s values for the names %s", items.size(), names.toString());
            }
            for (int i = 0; i < items.size(); i++) {
                frame.set(names.get(i), items.get(i));
            }
        }
    }

    /** {@code set name.field = …} on a namespace. */
    record SetField(String name, String field, Expression expression, int line) implements Node {
        @Override
        public Flow render(Frame frame, StringBuilder out) {
            if (!(frame.get(name) instanceof Namespace space)) {
                throw TemplateException.at(
                        line,
                        "template.no-namespace",
                        "\"%s\" is no namespace; only a namespace's fields are set",
                        name);
            }
            space.fields().put(field, expression.value(frame));
            return Flow.NEXT;
        }
    }

    /** <code>{% set name %}…{% endset %}</code> */
    record Capture(String name, Block body) implements Node {
        @Override
        public Flow render(Frame frame, StringBuilder out) {
            frame.set(name, body.text(frame.inner()));
            return Flow.NEXT;
        }
    }

    record For(List<String> names, Expression items, Optional<Expression> only, Block body, Block otherwise)
            implements Node {
        @Override
        public Flow render(Frame frame, StringBuilder out) {
            List<Object> chosen = chosen(frame);
            if (chosen.isEmpty()) {
                return otherwise.render(frame.inner(), out);
            }
            for (int i = 0; i < chosen.size(); i++) {
                frame.budget().pay(1);
                Frame inner = frame.inner();
                Set.assign(inner, names, chosen.get(i));
                inner.set("loop", loop(chosen, i));
                if (body.render(inner, out) == Flow.BREAK) {
                    break;
                }
            }
            return Flow.NEXT;
        }

        private List<Object> chosen(Frame frame) {
            List<Object> all = frame.budget().items(frame.budget().pay(items.value(frame)));
            if (only.isEmpty()) {
                return all;
            }
            List<Object> chosen = new ArrayList<>();
            for (Object item : all) {
                Frame inner = frame.inner();
                Set.assign(inner, names, item);
                if (only.get().isTrue(inner)) {
                    chosen.add(item);
                }
            }
            return chosen;
        }

        private static Map<String, Object> loop(List<Object> items, int i) {
            Map<String, Object> loop = new HashMap<>();
            long size = items.size();
            loop.put("index", i + 1L);
            loop.put("index0", (long) i);
            loop.put("revindex", size - i);
            loop.put("revindex0", size - i - 1);
            loop.put("first", i == 0);
            loop.put("last", i == size - 1);
            loop.put("length", size);
            loop.put("previtem", i == 0 ? Absent.UNDEFINED : items.get(i - 1));
            loop.put("nextitem", i == size - 1 ? Absent.UNDEFINED : items.get(i + 1));
            return loop;
        }
    }

    /** A parameter without a default is undefined when the caller leaves it out. */
    record Macro(String name, Map<String, Expression> parameters, Block body) implements Node {
        @Override
        public Flow render(Frame frame, StringBuilder out) {
            Callable macro = arguments -> call(frame, arguments);
            frame.set(name, macro);
            return Flow.NEXT;
        }

        private Object call(Frame frame, Arguments arguments) {
            if (arguments.positional().size() > parameters.size()
                    || !parameters.keySet().containsAll(arguments.named().keySet())) {
                throw TemplateException.of(
                        "template.macro",
                        "the macro \"%s\" takes %s",
                        name,
                        parameters.keySet().toString());
            }
            Frame inner = frame.inner();
            int position = 0;
            for (Map.Entry<String, Expression> parameter : parameters.entrySet()) {
                Object otherwise = parameter.getValue().value(inner);
                inner.set(parameter.getKey(), arguments.get(position++, parameter.getKey(), otherwise));
            }
            frame.budget().enter();
            String text = body.text(inner);
            frame.budget().leave();
            return text;
        }
    }
}
