package org.careloop.run;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** Says in plain words where a text is no JSON, and why. The parser's messages are the only place where the why stands. */
final class JsonSyntaxProblem {
    static final Phrase UNREADABLE = Phrase.of("json.unreadable", "not readable as JSON; correct it");

    private static final Phrase ENDS = Phrase.of(
            "json.ends", "the JSON ends in the middle; expected its closing quote, bracket or brace: was it cut off?");
    private static final Phrase NO_NUMBER =
            Phrase.of("json.no-number", "no number as JSON writes them; expected digits, such as 0.5 or -3");

    static final Phrase EXTREME = Phrase.of("json.extreme", "nested too deep or too long to be read; split it");
    private static final Phrase QUOTES = Phrase.of("json.quotes", "expected the name of a field in double quotes");

    private record Case(Pattern message, Function<MatchResult, Phrase> words) {
        static Case of(String message, Function<MatchResult, Phrase> words) {
            return new Case(Pattern.compile(message), words);
        }
    }

    /** The first that matches counts. */
    private static final List<Case> CASES = List.of(
            Case.of("Non-standard token '([^']*)'", found -> noNumber(found.group(1))),
            Case.of("Unrecognized token '((?:NaN|[-+]?Infinity|[-+]?INF))'", found -> noNumber(found.group(1))),
            Case.of("Unrecognized token '([^']{1,40})[^']*'", found -> noValue(found.group(1))),
            Case.of(
                    "Unrecognized character escape",
                    _ -> Phrase.of(
                            "json.escape",
                            "a backslash stands before a character that needs none; write \\\\ for a backslash")),
            Case.of(
                    "Illegal unquoted character",
                    _ -> Phrase.of(
                            "json.control",
                            "a tab, line break or control character stands in a text; write it as \\t, \\n"
                                    + " or \\u0000")),
            Case.of(
                    "hex-digit",
                    _ -> Phrase.of(
                            "json.hex", "\\u is not followed by four hexadecimal digits; write such as \\u00e9")),
            Case.of("Unexpected close marker '(.)': expected '(.)'", found -> closes(found.group(1), found.group(2))),
            Case.of(
                    "Unexpected close marker '(.)'",
                    found -> Phrase.of(
                            "json.close", "%s closes nothing; take it away".formatted(found.group(1)), found.group(1))),
            Case.of(
                    "was expecting comma to separate",
                    _ -> Phrase.of(
                            "json.comma",
                            "a comma is missing, or a quote inside a text stands without a backslash before it")),
            Case.of(
                    "was expecting a colon",
                    _ -> Phrase.of("json.colon", "a colon is missing behind the name of a field")),
            Case.of("was expecting double-quote|valid name character", _ -> QUOTES),
            Case.of("comment", _ -> Phrase.of("json.comment", "a comment stands here; JSON has none: take it away")),
            Case.of("(?:Leading zeroes|plus sign|Decimal point|Exponent|digit|numeric value)", _ -> NO_NUMBER),
            Case.of("Invalid UTF-8", _ -> Phrase.of("json.encoding", "not UTF-8; save the file as UTF-8")),
            Case.of(
                    "surrogate",
                    _ -> Phrase.of(
                            "json.surrogate",
                            "half of a \\u pair stands alone; write the character itself, or both halves")),
            Case.of("Unexpected character \\('(.)'", found -> noValue(found.group(1))));

    private JsonSyntaxProblem() {}

    static Phrase of(StreamReadException e) {
        Phrase problem = problem(e);
        if (e instanceof InputCoercionException
                || e.getLocation() == null
                || e.getLocation().getColumnNr() < 1) {
            return problem;
        }
        String column = Integer.toString(e.getLocation().getColumnNr());
        return Phrase.of("json.column", "character %s: %s".formatted(column, problem), column, problem);
    }

    private static Phrase problem(StreamReadException e) {
        if (e instanceof UnexpectedEndOfInputException) {
            return ENDS;
        }
        if (e instanceof InputCoercionException coercion) {
            Phrase expected =
                    JsonWords.expected(String.valueOf(coercion.getTargetType().getName()));
            return Phrase.of("json.range", "the number is out of range; expected %s".formatted(expected), expected);
        }
        String message = String.valueOf(e.getOriginalMessage());
        for (Case known : CASES) {
            Matcher found = known.message.matcher(message);
            if (found.find()) {
                return known.words.apply(found.toMatchResult());
            }
        }
        return UNREADABLE;
    }

    private static Phrase noNumber(String token) {
        return Phrase.of("json.nan", "%s is no number in JSON; give a number, or null".formatted(token), token);
    }

    private static Phrase noValue(String token) {
        return Phrase.of(
                "json.no-value",
                "%s is no value in JSON; expected a text in double quotes, a number, true, false, null, a list or an object"
                        .formatted(token),
                token);
    }

    private static Phrase closes(String given, String expected) {
        return Phrase.of("json.closes", "%s was given; expected %s".formatted(given, expected), given, expected);
    }
}
