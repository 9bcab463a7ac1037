package org.careloop.lm.text.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells by its text how much work a regular expression of Oniguruma can make. The library turns back at most ten million
 * times at one place of a text, and then ends the process; what could come there is refused.
 *
 * <p>What is not understood counts as too much: references to groups, calls of groups, conditions.
 */
public final class PatternEffort {
    private static final int LONGEST = 20_000;
    private static final int DEEPEST = 50;
    private static final int LARGEST = 20_000;
    private static final Pattern COUNTED = Pattern.compile("\\{(\\d{0,6})(,?)(\\d{0,6})}");
    private static final Pattern FLAGS = Pattern.compile("\\(\\?([imWDSP]*(?:-[imWDSP]*)?)([:)])");
    private static final Pattern OPENING = Pattern.compile("\\((?:\\?(?:[:=!>]|<[=!]|<\\w{1,60}>))?");
    private static final Pattern ESCAPED = Pattern.compile(
            "\\\\(?:[pP]\\{[^}]{1,60}}|x\\{[0-9A-Fa-f]{1,8}}|x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{4}|[^1-9gkKXcCM])",
            Pattern.DOTALL);

    private final String source;
    private int at;
    private int depth;

    private PatternEffort(String source) {
        this.source = source;
    }

    /**
     * How often at most a search turns back for each character of the text; empty when that is no bound, or cannot be told.
     */
    public static OptionalLong of(String pattern) {
        if (pattern.length() > LONGEST) {
            return OptionalLong.empty();
        }
        PatternEffort reading = new PatternEffort(pattern);
        try {
            Part whole = reading.alternatives();
            Effort effort = whole.effort(false);
            boolean bounded = reading.at == pattern.length() && whole.size() <= LARGEST && !effort.isTooMuch();
            return bounded ? OptionalLong.of(1 + effort.perCharacter()) : OptionalLong.empty();
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
    }

    /** Whether an expression that {@link #of} has a bound for can match no character at all. */
    public static boolean matchesNothing(String pattern) {
        return !new PatternEffort(pattern).alternatives().takes();
    }

    private Part alternatives() {
        if (++depth > DEEPEST) {
            throw new IllegalArgumentException();
        }
        List<Part> all = new ArrayList<>(List.of(sequence()));
        while (take('|')) {
            all.add(sequence());
        }
        depth--;
        return all.size() == 1 ? all.getFirst() : new Part.Alternatives(all);
    }

    private Part sequence() {
        List<Part> parts = new ArrayList<>();
        while (at < source.length() && source.charAt(at) != '|' && source.charAt(at) != ')') {
            Matcher flags = matcher(FLAGS);
            if (flags.lookingAt() && flags.group(2).equals(")")) {
                at = flags.end();
            } else {
                parts.add(repeated(one()));
            }
        }
        return new Part.Sequence(parts);
    }

    private Part one() {
        return switch (source.charAt(at)) {
            case '(' -> group();
            case '[' -> {
                characters();
                yield new Part.One(true);
            }
            case '\\' -> {
                int from = at;
                at = end(matcher(ESCAPED));
                yield new Part.One("bBAzZGK".indexOf(source.charAt(from + 1)) < 0);
            }
            case '^', '$' -> {
                at++;
                yield new Part.One(false);
            }
            case '*', '+', '?' -> throw new IllegalArgumentException();
            default -> {
                at += Character.charCount(source.codePointAt(at));
                yield new Part.One(true);
            }
        };
    }

    private Part group() {
        Matcher flags = matcher(FLAGS);
        int open = at;
        at = flags.lookingAt() ? flags.end() : end(matcher(OPENING));
        String opening = source.substring(open, at);
        if (source.startsWith("*", at) || source.startsWith("?", at)) {
            throw new IllegalArgumentException();
        }
        Part inner = alternatives();
        if (!take(')')) {
            throw new IllegalArgumentException();
        }
        return switch (opening) {
            case "(?=", "(?!", "(?<=", "(?<!" -> new Part.Once(inner, true);
            case "(?>" -> new Part.Once(inner, false);
            default -> inner;
        };
    }

    /** Passes over a class of characters, which may hold others. */
    private void characters() {
        int open = 0;
        do {
            char next = source.charAt(at);
            open += next == '[' ? 1 : next == ']' ? -1 : 0;
            at += next == '\\' ? 2 : 1;
            if (open > 0 && at >= source.length()) {
                throw new IllegalArgumentException();
            }
        } while (open > 0);
    }

    private Part repeated(Part once) {
        Part part = once;
        while (at < source.length()) {
            Matcher counted = matcher(COUNTED);
            if (take('*')) {
                part = ended(new Part.Repeated(part, 0, Part.NO_END));
            } else if (take('+')) {
                part = ended(new Part.Repeated(part, 1, Part.NO_END));
            } else if (take('?')) {
                part = ended(new Part.Repeated(part, 0, 1));
            } else if (counted.lookingAt()
                    && counted.end() - counted.start() > 2
                    && !counted.group().equals("{,}")) {
                at = counted.end();
                part = counted(part, counted);
                // Behind a number of repetitions a plus repeats again.
                take('?');
            } else {
                return part;
            }
        }
        return part;
    }

    private static Part counted(Part part, Matcher counted) {
        int least = counted.group(1).isEmpty() ? 0 : Integer.parseInt(counted.group(1));
        if (counted.group(2).isEmpty()) {
            return new Part.Repeated(part, least, least);
        }
        int most = counted.group(3).isEmpty() ? Part.NO_END : Integer.parseInt(counted.group(3));
        return new Part.Repeated(part, Math.min(least, most), Math.max(least, most));
    }

    /** A question mark takes as few as can be, a plus never gives back. */
    private Part ended(Part repeated) {
        if (take('+')) {
            return new Part.Once(repeated, false);
        }
        take('?');
        return repeated;
    }

    private boolean take(char expected) {
        boolean there = at < source.length() && source.charAt(at) == expected;
        at += there ? 1 : 0;
        return there;
    }

    private Matcher matcher(Pattern pattern) {
        return pattern.matcher(source).region(at, source.length());
    }

    private static int end(Matcher matcher) {
        if (!matcher.lookingAt()) {
            throw new IllegalArgumentException();
        }
        return matcher.end();
    }
}
