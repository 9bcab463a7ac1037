package org.careloop.lm.text.template;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a template into pieces and settles the white space around tags, as Jinja does with {@code trim_blocks} and
 * {@code lstrip_blocks} on: the line break after a tag goes, and so does the indentation before one that opens its line;
 * {@code -} strips everything up to the next text, {@code +} keeps the indentation. One line break at the very end goes.
 */
final class Scanner {
    private final String source;
    private final List<Piece> pieces = new ArrayList<>();
    private int at;
    private boolean lineStarts = true;
    private int counted;
    private int line = 1;

    private Scanner(String source) {
        this.source = source;
    }

    static List<Piece> scan(String template) {
        String source = template.replace("\r\n", "\n").replace('\r', '\n');
        Scanner scanner = new Scanner(source.endsWith("\n") ? source.substring(0, source.length() - 1) : source);
        while (scanner.at < scanner.source.length()) {
            scanner.next();
        }
        return scanner.pieces;
    }

    private void next() {
        int open = opening();
        text(source.substring(at, open), open);
        if (open == source.length()) {
            at = open;
            return;
        }
        char kind = source.charAt(open + 1);
        at = open + 2;
        if (at < source.length() && (source.charAt(at) == '-' || source.charAt(at) == '+')) {
            at++;
        }
        if (kind == '#') {
            comment(open);
            return;
        }
        String close = kind == '{' ? "}}" : "%}";
        Lexer lexer = new Lexer(source, at, line(open), close);
        List<Token> tokens = lexer.tokens();
        at = lexer.end();
        pieces.add(kind == '{' ? new Piece.Output(tokens) : new Piece.Tag(tokens));
        afterTag(kind);
    }

    /** Where the next tag opens, or the end of the template. */
    private int opening() {
        for (int i = at; i + 1 < source.length(); i++) {
            if (source.charAt(i) == '{' && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return source.length();
    }

    private void text(String text, int open) {
        char kind = open < source.length() ? source.charAt(open + 1) : '{';
        char sign = open + 2 < source.length() ? source.charAt(open + 2) : ' ';
        String kept = text;
        if (sign == '-' && open < source.length()) {
            kept = Text.stripEnd(text);
        } else if (kind != '{' && sign != '+') {
            kept = withoutIndentation(text);
        }
        if (!kept.isEmpty()) {
            pieces.add(new Piece.Text(kept));
        }
    }

    private String withoutIndentation(String text) {
        int line = text.lastIndexOf('\n') + 1;
        boolean opensLine = line > 0 || lineStarts;
        return opensLine && Text.strip(text.substring(line)).isEmpty() ? text.substring(0, line) : text;
    }

    private void comment(int open) {
        int end = source.indexOf("#}", at);
        if (end < 0) {
            throw TemplateException.at(line(open), "template.comment-open", "a comment is not closed; expected \"#}\"");
        }
        at = end;
        afterTag('#');
    }

    /** Passes over the closing delimiter, which starts at {@code at} or one character (its sign) before that. */
    private void afterTag(char kind) {
        char sign = source.charAt(at - 1);
        at += 2;
        int from = at;
        if (sign == '-') {
            while (at < source.length() && Text.isSpace(source.charAt(at))) {
                at++;
            }
        } else if (kind != '{' && sign != '+' && at < source.length() && source.charAt(at) == '\n') {
            at++;
        }
        lineStarts = at > from && source.charAt(at - 1) == '\n';
    }

    /** Positions come in order. */
    private int line(int position) {
        for (; counted < position; counted++) {
            line += source.charAt(counted) == '\n' ? 1 : 0;
        }
        return line;
    }
}
