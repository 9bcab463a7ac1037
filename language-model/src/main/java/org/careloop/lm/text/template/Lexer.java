package org.careloop.lm.text.template;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Reads the words of one tag up to its closing delimiter, which counts only outside strings and brackets. */
final class Lexer {
    private static final List<String> OPERATORS = List.of(
            "//", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=",
            ".", ":", "|", ",");

    private final String source;
    private final String close;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line;
    private int depth;

    Lexer(String source, int at, int line, String close) {
        this.source = source;
        this.at = at;
        this.line = line;
        this.close = close;
    }

    List<Token> tokens() {
        while (!closes()) {
            if (at >= source.length()) {
                throw TemplateException.at(
                        line, "template.tag-unclosed", "a tag is not closed; expected \"%s\"", close);
            }
            char c = source.charAt(at);
            if (Text.isSpace(c)) {
                line += c == '\n' ? 1 : 0;
                at++;
            } else if (c == '\'' || c == '"') {
                string(c);
            } else if (Character.isDigit(c)) {
                number();
            } else if (Character.isJavaIdentifierStart(c) && c != '$') {
                add(Token.Kind.NAME, word(Character::isJavaIdentifierPart));
            } else {
                operator();
            }
        }
        tokens.add(new Token(Token.Kind.END, "end of the tag", line));
        return tokens;
    }

    /** Where the closing delimiter starts, behind a sign if it has one. */
    int end() {
        return at;
    }

    private boolean closes() {
        if (depth > 0) {
            return false;
        }
        if (source.startsWith(close, at)) {
            return true;
        }
        boolean signed = at < source.length() && "-+".indexOf(source.charAt(at)) >= 0;
        if (signed && source.startsWith(close, at + 1)) {
            at++;
            return true;
        }
        return false;
    }

    private void add(Token.Kind kind, String text) {
        tokens.add(new Token(kind, text, line));
    }

    private String word(IntPredicate belongs) {
        int start = at;
        while (at < source.length() && belongs.test(source.charAt(at))) {
            at++;
        }
        return source.substring(start, at);
    }

    private void number() {
        String whole = word(Character::isDigit);
        boolean fraction =
                at + 1 < source.length() && source.charAt(at) == '.' && Character.isDigit(source.charAt(at + 1));
        if (!fraction) {
            add(Token.Kind.INTEGER, whole);
            return;
        }
        at++;
        add(Token.Kind.FLOAT, whole + "." + word(Character::isDigit));
    }

    private void operator() {
        String operator = OPERATORS.stream()
                .filter(o -> source.startsWith(o, at))
                .findFirst()
                .orElseThrow(() -> TemplateException.at(
                        line,
                        "template.not-understood",
                        "\"%s\" is not understood here",
                        String.valueOf(source.charAt(at))));
        switch (operator) {
            case "(", "[", "{" -> depth++;
            case ")", "]", "}" -> depth--;
            default -> {}
        }
        at += operator.length();
        add(Token.Kind.OPERATOR, operator);
    }

    private void string(char quote) {
        int opened = line;
        StringBuilder text = new StringBuilder();
        for (at++; at < source.length() && source.charAt(at) != quote; at++) {
            char c = source.charAt(at);
            line += c == '\n' ? 1 : 0;
            if (c == '\\' && at + 1 < source.length()) {
                escape(source.charAt(++at), text);
            } else {
                text.append(c);
            }
        }
        if (at >= source.length()) {
            throw TemplateException.at(opened, "template.string-open", "a string is not closed");
        }
        at++;
        add(Token.Kind.STRING, text.toString());
    }

    private void escape(char c, StringBuilder text) {
        switch (c) {
            case 'n' -> text.append('\n');
            case 't' -> text.append('\t');
            case 'r' -> text.append('\r');
            case '\\', '\'', '"' -> text.append(c);
            case 'u' -> text.append(unicode());
            // Octal and named escapes: no template is known to use one.
            default ->
                throw TemplateException.at(line, "template.escape", "the escape \"%s\" is not supported", "\\" + c);
        }
    }

    private char unicode() {
        int end = at + 5;
        if (end > source.length() || !source.substring(at + 1, end).matches("[0-9a-fA-F]{4}")) {
            throw TemplateException.at(line, "template.hex", "\\u needs four hexadecimal digits");
        }
        int code = Integer.parseInt(source, at + 1, end, 16);
        at += 4;
        return (char) code;
    }
}
