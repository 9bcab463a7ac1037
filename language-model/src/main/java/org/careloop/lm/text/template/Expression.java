package org.careloop.lm.text.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.lm.text.template.Value.Absent;
import org.careloop.lm.text.template.Value.Arguments;
import org.careloop.lm.text.template.Value.Callable;
import org.careloop.lm.text.template.Value.Namespace;
import org.jspecify.annotations.Nullable;

/** What stands for a value. */
sealed interface Expression {
    Object value(Frame frame);

    default boolean isTrue(Frame frame) {
        return Value.isTrue(value(frame));
    }

    record Literal(Object value) implements Expression {
        @Override
        public Object value(Frame frame) {
            return value;
        }
    }

    record Name(String name) implements Expression {
        @Override
        public Object value(Frame frame) {
            return frame.get(name);
        }
    }

    record ListOf(List<Expression> items) implements Expression {
        @Override
        public Object value(Frame frame) {
            return items.stream().map(item -> item.value(frame)).toList();
        }
    }

    record MapOf(Map<String, Expression> entries) implements Expression {
        @Override
        public Object value(Frame frame) {
            Map<String, Object> map = new LinkedHashMap<>();
            entries.forEach((key, entry) -> map.put(key, entry.value(frame)));
            return map;
        }
    }

    /** {@code a.b}, {@code a['b']}, {@code a[-1]}; absent fields are undefined, but the owner must be there. */
    record Field(Expression owner, Expression key, int line) implements Expression {
        @Override
        public Object value(Frame frame) {
            Object from = owner.value(frame);
            Object name = key.value(frame);
            return switch (from) {
                case Map<?, ?> map -> found(map.get(name));
                case Namespace space -> found(space.fields().get(name));
                case List<?> list when name instanceof Long n -> item(list, n);
                case String text when name instanceof Long n -> item(Value.items(text), n);
                case Absent.UNDEFINED ->
                    throw TemplateException.at(
                            line, "\"%s\" is asked of something undefined".formatted(Value.print(name)));
                default -> Absent.UNDEFINED;
            };
        }

        private static Object found(@Nullable Object value) {
            return value == null ? Absent.UNDEFINED : value;
        }

        private static Object item(List<?> list, long n) {
            long index = n < 0 ? list.size() + n : n;
            return index >= 0 && index < list.size() ? list.get((int) index) : Absent.UNDEFINED;
        }
    }

    /** {@code a[from:to:step]} */
    record Slice(Expression owner, Optional<Expression> from, Optional<Expression> to, Optional<Expression> step)
            implements Expression {
        @Override
        public Object value(Frame frame) {
            Object whole = owner.value(frame);
            List<Object> items = Value.items(whole);
            long by = step.map(s -> Value.integer(s.value(frame))).orElse(1L);
            long start = bound(from, by > 0 ? 0 : items.size() - 1L, items.size(), by, frame);
            long end = bound(to, by > 0 ? items.size() : -1, items.size(), by, frame);
            List<Object> part = new ArrayList<>();
            for (long i = start; by > 0 ? i < end : i > end; i += by) {
                part.add(items.get((int) i));
            }
            return whole instanceof String
                    ? String.join("", part.stream().map(Value::print).toList())
                    : part;
        }

        private static long bound(Optional<Expression> given, long otherwise, int size, long by, Frame frame) {
            if (given.isEmpty()) {
                return otherwise;
            }
            long n = Value.integer(given.get().value(frame));
            long index = n < 0 ? n + size : n;
            return by > 0 ? Math.clamp(index, 0, size) : Math.clamp(index, -1, size - 1);
        }
    }

    record Not(Expression operand) implements Expression {
        @Override
        public Object value(Frame frame) {
            return !operand.isTrue(frame);
        }
    }

    record Negative(Expression operand) implements Expression {
        @Override
        public Object value(Frame frame) {
            return -Value.integer(operand.value(frame));
        }
    }

    /** Gives the operand that decided, not a truth value. */
    record And(Expression left, Expression right) implements Expression {
        @Override
        public Object value(Frame frame) {
            Object first = left.value(frame);
            return Value.isTrue(first) ? right.value(frame) : first;
        }
    }

    /** Gives the operand that decided, not a truth value. */
    record Or(Expression left, Expression right) implements Expression {
        @Override
        public Object value(Frame frame) {
            Object first = left.value(frame);
            return Value.isTrue(first) ? first : right.value(frame);
        }
    }

    /** {@code a if condition else b} */
    record Choice(Expression condition, Expression then, Expression otherwise) implements Expression {
        @Override
        public Object value(Frame frame) {
            return condition.isTrue(frame) ? then.value(frame) : otherwise.value(frame);
        }
    }

    record Arithmetic(String operator, Expression left, Expression right, int line) implements Expression {
        @Override
        public Object value(Frame frame) {
            Object a = left.value(frame);
            Object b = right.value(frame);
            if (operator.equals("~")) {
                return Value.print(a) + Value.print(b);
            }
            if (a instanceof Long x && b instanceof Long y) {
                return whole(x, y);
            }
            if (operator.equals("+") && a instanceof String x && b instanceof String y) {
                return x + y;
            }
            if (operator.equals("+") && a instanceof List<?> x && b instanceof List<?> y) {
                return joined(x, y);
            }
            throw TemplateException.at(
                    line, "%s %s %s is not defined".formatted(Value.kind(a), operator, Value.kind(b)));
        }

        private static List<Object> joined(List<?> x, List<?> y) {
            List<Object> all = new ArrayList<>(x);
            all.addAll(y);
            return all;
        }

        private long whole(long x, long y) {
            return switch (operator) {
                case "+" -> x + y;
                case "-" -> x - y;
                case "*" -> x * y;
                case "//" -> Math.floorDiv(x, y);
                default -> Math.floorMod(x, y);
            };
        }
    }

    record Comparison(String operator, Expression left, Expression right) implements Expression {
        @Override
        public Object value(Frame frame) {
            Object a = left.value(frame);
            Object b = right.value(frame);
            return switch (operator) {
                case "==" -> Value.equal(a, b);
                case "!=" -> !Value.equal(a, b);
                case "<" -> Value.compare(a, b) < 0;
                case "<=" -> Value.compare(a, b) <= 0;
                case ">" -> Value.compare(a, b) > 0;
                case ">=" -> Value.compare(a, b) >= 0;
                case "in" -> Value.contains(b, a);
                default -> !Value.contains(b, a);
            };
        }
    }

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
    record Function(String name, Call call, int line) implements Expression {
        @Override
        public Object value(Frame frame) {
            if (frame.get(name) instanceof Callable function) {
                return function.call(call.arguments(frame));
            }
            throw TemplateException.at(line, "\"%s\" is no function".formatted(name));
        }
    }

    /** {@code owner.method(…)} */
    record Method(Expression owner, String name, Call call, int line) implements Expression {
        @Override
        public Object value(Frame frame) {
            return Methods.call(owner.value(frame), name, call.arguments(frame), line);
        }
    }

    /** {@code operand | filter(…)} */
    record Filtered(Expression operand, Filters filter, Call call) implements Expression {
        @Override
        public Object value(Frame frame) {
            return filter.apply(operand.value(frame), call.arguments(frame));
        }
    }

    /** {@code operand is test} */
    record Tested(Expression operand, Tests test, Call call) implements Expression {
        @Override
        public Object value(Frame frame) {
            return test.holds(operand.value(frame), call.arguments(frame));
        }
    }
}
