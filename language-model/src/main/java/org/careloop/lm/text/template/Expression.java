package org.careloop.lm.text.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.lm.text.template.Value.Absent;
import org.careloop.lm.text.template.Value.Namespace;
import org.jspecify.annotations.Nullable;

/** An expression: a literal, a name, or a part of another value. */
sealed interface Expression
        permits Application,
                Operation,
                Expression.Literal,
                Expression.Name,
                Expression.ListOf,
                Expression.MapOf,
                Expression.Field,
                Expression.Slice {
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
            return frame.budget()
                    .payAll(items.stream().map(item -> item.value(frame)).toList());
        }
    }

    record MapOf(Map<String, Expression> entries) implements Expression {
        @Override
        public Object value(Frame frame) {
            Map<String, Object> map = new LinkedHashMap<>();
            entries.forEach((key, entry) -> map.put(key, entry.value(frame)));
            return frame.budget().payAll(map);
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
                case String text
                when name instanceof Long n ->
                    Text.at(frame.budget().pay(text), n).<Object>map(c -> c).orElse(Absent.UNDEFINED);
                case Absent.UNDEFINED ->
                    throw TemplateException.at(
                            line, "template.of-undefined", "\"%s\" is asked of something undefined", Value.print(name));
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
            Object whole = frame.budget().pay(owner.value(frame));
            long size = Value.length(whole);
            long by = step.map(s -> Value.integer(s.value(frame))).orElse(1L);
            if (by == 0 || by != (int) by) {
                throw TemplateException.of(
                        "template.slice", "a slice goes in steps of %s; expected 1, -1 or the like", by);
            }
            long start = bound(from, by > 0 ? 0 : size - 1, size, by, frame);
            long end = bound(to, by > 0 ? size : -1, size, by, frame);
            if (whole instanceof String text && by == 1) {
                return Text.part(text, start, Math.max(start, end));
            }
            List<Object> items = frame.budget().items(whole);
            List<Object> part = new ArrayList<>();
            for (long i = start; by > 0 ? i < end : i > end; i += by) {
                part.add(items.get((int) i));
            }
            return whole instanceof String
                    ? String.join("", part.stream().map(Value::print).toList())
                    : part;
        }

        private static long bound(Optional<Expression> given, long otherwise, long size, long by, Frame frame) {
            if (given.isEmpty()) {
                return otherwise;
            }
            long n = Value.integer(given.get().value(frame));
            long index = n < 0 ? n + size : n;
            return by > 0 ? Math.clamp(index, 0, size) : Math.clamp(index, -1, size - 1);
        }
    }
}
