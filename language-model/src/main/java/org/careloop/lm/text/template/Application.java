package org.careloop.lm.text.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.text.template.Value.Arguments;
import org.careloop.lm.text.template.Value.Callable;

/** A function, a method, a filter or a test, and what it is given. */
sealed interface Application extends Expression {
    /** Arguments as they are written. */
    record Call(List<Expression> positional, Map<String, Expression> named) {
        static final Call EMPTY = new Call(List.of(), Map.of());

        Arguments arguments(Frame frame) {
            Map<String, Object> values = new LinkedHashMap<>();
            named.forEach((name, argument) -> values.put(name, argument.value(frame)));
            return new Arguments(
                    positional.stream().map(argument -> argument.value(frame)).toList(), values);
        }
    }

    /** {@code function(…)} */
    record Function(String name, Call call, int line) implements Application {
        @Override
        public Object value(Frame frame) {
            if (frame.get(name) instanceof Callable function) {
                return frame.budget().pay(function.call(call.arguments(frame)));
            }
            throw TemplateException.at(line, "template.no-function", "\"%s\" is no function", name);
        }
    }

    /** {@code owner.method(…)} */
    record Method(Expression owner, String name, Call call, int line) implements Application {
        @Override
        public Object value(Frame frame) {
            Object value = frame.budget().pay(owner.value(frame));
            return frame.budget().pay(Methods.call(value, name, call.arguments(frame), frame.budget(), line));
        }
    }

    /** {@code operand | filter(…)} */
    record Filtered(Expression operand, Filters filter, Call call) implements Application {
        @Override
        public Object value(Frame frame) {
            Object value = frame.budget().pay(operand.value(frame));
            return frame.budget().pay(filter.apply(value, call.arguments(frame), frame.budget()));
        }
    }

    /** {@code operand is test} */
    record Tested(Expression operand, Tests test, Call call) implements Application {
        @Override
        public Object value(Frame frame) {
            return test.holds(frame.budget().pay(operand.value(frame)), call.arguments(frame));
        }
    }
}
