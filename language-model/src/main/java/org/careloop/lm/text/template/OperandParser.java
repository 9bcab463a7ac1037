package org.careloop.lm.text.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.careloop.lm.text.template.Value.Absent;
import org.careloop.run.Phrase;

/** Parses operands: literals, names, brackets, and the fields, indices and calls that follow them. */
abstract class OperandParser extends TokenCursor {
    /** Names that never stand for a value. */
    static final Set<String> CONNECTIVES = Set.of("and", "or", "else", "if", "is", "in", "not");

    OperandParser(List<Token> tokens) {
        super(tokens);
    }

    /** A whole expression, as it stands in brackets. */
    abstract Expression choice();

    final Expression primary() {
        Token token = take();
        return switch (token.kind()) {
            case STRING -> new Expression.Literal(strings(token.text()));
            case INTEGER -> new Expression.Literal(whole(token));
            case FLOAT -> new Expression.Literal(Double.parseDouble(token.text()));
            case NAME -> named(token);
            case OPERATOR -> bracketed(token);
            case END -> throw TemplateException.at(token.line(), "template.no-expression", "an expression is missing");
        };
    }

    private static long whole(Token token) {
        try {
            return Long.parseLong(token.text());
        } catch (NumberFormatException e) {
            throw TemplateException.at(
                    token.line(),
                    "template.number",
                    "the number %s is not between %s and %s",
                    token.text(),
                    0,
                    Long.MAX_VALUE);
        }
    }

    /** Strings that stand side by side are one. */
    private String strings(String first) {
        StringBuilder all = new StringBuilder(first);
        while (peek().kind() == Token.Kind.STRING) {
            all.append(take().text());
        }
        return all.toString();
    }

    private Expression named(Token token) {
        return switch (token.text()) {
            case "true", "True" -> new Expression.Literal(true);
            case "false", "False" -> new Expression.Literal(false);
            case "none", "None" -> new Expression.Literal(Absent.NONE);
            case String name
            when CONNECTIVES.contains(name) ->
                throw TemplateException.at(
                        token.line(), "template.no-value", "\"%s\" stands where a value is needed", name);
            case String name when peek().isOperator("(") -> new Application.Function(name, call(), token.line());
            case String name -> new Expression.Name(name);
        };
    }

    private Expression bracketed(Token open) {
        return switch (open.text()) {
            case "(" -> {
                List<Expression> items = new ArrayList<>(List.of(choice()));
                boolean tuple = peek().isOperator(",");
                while (takeOperator(",") && !peek().isOperator(")")) {
                    items.add(choice());
                }
                expect(")");
                yield tuple ? new Expression.ListOf(items) : items.getFirst();
            }
            case "[" -> new Expression.ListOf(list("]"));
            case "{" -> new Expression.MapOf(entries());
            default ->
                throw TemplateException.at(
                        open.line(), "template.not-understood", "\"%s\" is not understood here", open.text());
        };
    }

    private List<Expression> list(String close) {
        List<Expression> items = new ArrayList<>();
        while (!takeOperator(close)) {
            items.add(choice());
            if (!peek().isOperator(close)) {
                expect(",");
            }
        }
        return items;
    }

    private Map<String, Expression> entries() {
        Map<String, Expression> entries = new LinkedHashMap<>();
        while (!takeOperator("}")) {
            if (peek().kind() != Token.Kind.STRING) {
                throw unexpected(Phrase.of("template.key", "a text as key"));
            }
            String key = take().text();
            expect(":");
            entries.put(key, choice());
            if (!peek().isOperator("}")) {
                expect(",");
            }
        }
        return entries;
    }

    final Expression postfix(Expression owner) {
        Expression value = owner;
        while (true) {
            int line = line();
            if (takeOperator(".")) {
                value = member(value, line);
            } else if (takeOperator("[")) {
                value = subscript(value, line);
            } else {
                return value;
            }
        }
    }

    private Expression member(Expression owner, int line) {
        String name = name();
        if (!peek().isOperator("(")) {
            return new Expression.Field(owner, new Expression.Literal(name), line);
        }
        Application.Call call = call();
        if (!Methods.knows(name, call)) {
            throw TemplateException.at(
                    line, "template.method-arguments", "the method \"%s\" is not supported with these arguments", name);
        }
        return new Application.Method(owner, name, call, line);
    }

    private Expression subscript(Expression owner, int line) {
        Optional<Expression> from = bound();
        if (takeOperator("]")) {
            return new Expression.Field(
                    owner, from.orElseThrow(() -> unexpected(Phrase.of("template.index", "an index"))), line);
        }
        expect(":");
        Optional<Expression> to = bound();
        Optional<Expression> step = takeOperator(":") ? bound() : Optional.empty();
        expect("]");
        return new Expression.Slice(owner, from, to, step);
    }

    private Optional<Expression> bound() {
        return peek().isOperator(":") || peek().isOperator("]") ? Optional.empty() : Optional.of(choice());
    }

    final Application.Call call() {
        expect("(");
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        while (!takeOperator(")")) {
            if (peek().kind() == Token.Kind.NAME && second().isOperator("=")) {
                String name = take().text();
                expect("=");
                named.put(name, choice());
            } else {
                positional.add(choice());
            }
            if (!peek().isOperator(")")) {
                expect(",");
            }
        }
        return new Application.Call(positional, named);
    }
}
