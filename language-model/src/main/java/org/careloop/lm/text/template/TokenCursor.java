package org.careloop.lm.text.template;

import java.util.List;
import org.careloop.run.Phrase;

/** Reads the tokens of one tag in order; an error names the unexpected token. */
class TokenCursor {
    private final List<Token> tokens;
    private int at;

    TokenCursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token take() {
        return tokens.get(at++);
    }

    int line() {
        return peek().line();
    }

    boolean takeOperator(String operator) {
        return takeIf(peek().isOperator(operator));
    }

    boolean takeName(String name) {
        return takeIf(peek().isName(name));
    }

    private boolean takeIf(boolean expected) {
        at += expected ? 1 : 0;
        return expected;
    }

    void expect(String operator) {
        if (!takeOperator(operator)) {
            throw unexpected(Phrase.verbatim("\"" + operator + "\""));
        }
    }

    String name() {
        if (peek().kind() != Token.Kind.NAME) {
            throw unexpected(Phrase.of("template.name", "a name"));
        }
        return take().text();
    }

    void end() {
        if (peek().kind() != Token.Kind.END) {
            throw unexpected(Phrase.of("template.tag-end", "the end of the tag"));
        }
    }

    TemplateException unexpected(Phrase expected) {
        return TemplateException.at(line(), "template.expected", "expected %s, found \"%s\"", expected, peek().text());
    }

    /** The word after the next one. */
    Token second() {
        return tokens.get(at + 1);
    }
}
