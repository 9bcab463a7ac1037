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

    record Negative(Expression operand, int line) implements Operation {
        @Override
        public Object value(Frame frame) {
            return Arithmetic.whole("-", 0L, Value.integer(operand.value(frame)), line);
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
            Object a = frame.budget().pay(left.value(frame));
            Object b = frame.budget().pay(right.value(frame));
            if (operator.equals("~")) {
                return Value.print(a) + Value.print(b);
            }
            if (a instanceof Long x && b instanceof Long y) {
                return whole(operator, x, y, line);
            }
            if (operator.equals("+") && a instanceof String x && b instanceof String y) {
                return x + y;
            }
            if (operator.equals("+") && a instanceof List<?> x && b instanceof List<?> y) {
                return frame.budget().payAll(joined(x, y));
            }
            throw TemplateException.at(
                    line, "template.operation", "%s %s %s is not defined", Value.kind(a), operator, Value.kind(b));
        }

        private static List<Object> joined(List<?> x, List<?> y) {
            List<Object> all = new ArrayList<>(x);
            all.addAll(y);
            return all;
        }

        /** Python's numbers have no end; where ours have one, the template is refused. */
        private static long whole(String operator, long x, long y, int line) {
            try {
                return switch (operator) {
                    case "+" -> Math.addExact(x, y);
                    case "-" -> Math.subtractExact(x, y);
                    case "*" -> Math.multiplyExact(x, y);
                    case "//" -> Math.floorDivExact(x, y);
                    default -> Math.floorMod(x, y);
                };
            } catch (ArithmeticException e) {
                throw TemplateException.at(line, "template.arithmetic", "%s %s %s has no result", x, operator, y);
            }
        }
    }

    record Comparison(String operator, Expression left, Expression right) implements Operation {
        @Override
        public Object value(Frame frame) {
            Object a = frame.budget().pay(left.value(frame));
            Object b = frame.budget().pay(right.value(frame));
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
