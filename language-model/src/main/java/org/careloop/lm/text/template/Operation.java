package org.careloop.lm.text.template;

import java.util.ArrayList;
import java.util.List;

/** An operator with its operands, in Python's meaning of it. */
sealed interface Operation extends Expression {
    record Not(Expression operand) implements Operation {
        @Override
        public Object value(Frame frame) {
            return !operand.isTrue(frame);
        }
    }

    record Negative(Expression operand) implements Operation {
        @Override
        public Object value(Frame frame) {
            return -Value.integer(operand.value(frame));
        }
    }

    /** Gives the operand that decided, not a truth value. */
    record And(Expression left, Expression right) implements Operation {
        @Override
        public Object value(Frame frame) {
            Object first = left.value(frame);
            return Value.isTrue(first) ? right.value(frame) : first;
        }
    }

    /** Gives the operand that decided, not a truth value. */
    record Or(Expression left, Expression right) implements Operation {
        @Override
        public Object value(Frame frame) {
            Object first = left.value(frame);
            return Value.isTrue(first) ? first : right.value(frame);
        }
    }

    /** {@code a if condition else b} */
    record Choice(Expression condition, Expression then, Expression otherwise) implements Operation {
        @Override
        public Object value(Frame frame) {
            return condition.isTrue(frame) ? then.value(frame) : otherwise.value(frame);
        }
    }

    record Arithmetic(String operator, Expression left, Expression right, int line) implements Operation {
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
                    line, "template.operation", "%s %s %s is not defined", Value.kind(a), operator, Value.kind(b));
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

    record Comparison(String operator, Expression left, Expression right) implements Operation {
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
}
