package org.careloop.lm.text.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.careloop.lm.text.template.Value.Absent;

/** Reads expressions with Jinja's precedence, loosest first: choice, or, and, not, comparison, sum, {@code ~}, product. */
final class ExpressionParser extends TokenCursor {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> CONNECTIVES = Set.of("and", "or", "else", "if", "is", "in", "not");

    ExpressionParser(List<Token> tokens) {
        super(tokens);
    }

    Expression choice() {
        Expression value = or();
        while (takeName("if")) {
            Expression condition = or();
            Expression otherwise = takeName("else") ? choice() : new Expression.Literal(Absent.UNDEFINED);
            value = new Expression.Choice(condition, value, otherwise);
        }
        return value;
    }

    /** An expression without {@code if … else}, which the header of a loop reads otherwise. */
    Expression or() {
        Expression left = and();
        while (takeName("or")) {
            left = new Expression.Or(left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (takeName("and")) {
            left = new Expression.And(left, not());
        }
        return left;
    }

    private Expression not() {
        return takeName("not") ? new Expression.Not(not()) : comparison();
    }

    private Expression comparison() {
        Expression left = sum();
        Optional<String> operator = comparisonOperator();
        if (operator.isEmpty()) {
            return left;
        }
        Expression comparison = new Expression.Comparison(operator.get(), left, sum());
        if (comparisonOperator().isPresent()) {
            throw TemplateException.at(line(), "a chain of comparisons is not supported");
        }
        return comparison;
    }

    private Optional<String> comparisonOperator() {
        if (peek().kind() == Token.Kind.OPERATOR && COMPARISONS.contains(peek().text())) {
            return Optional.of(take().text());
        }
        if (takeName("in")) {
            return Optional.of("in");
        }
        if (peek().isName("not") && second().isName("in")) {
            take();
            take();
            return Optional.of("not in");
        }
        return Optional.empty();
    }

    private Expression sum() {
        return chain(Set.of("+", "-"), this::concatenation);
    }

    private Expression concatenation() {
        return chain(Set.of("~"), this::product);
    }

    private Expression product() {
        return chain(Set.of("*", "//", "%"), () -> unary(true));
    }

    private Expression chain(Set<String> operators, Supplier<Expression> operand) {
        Expression left = operand.get();
        while (peek().kind() == Token.Kind.OPERATOR && operators.contains(peek().text())) {
            Token operator = take();
            left = new Expression.Arithmetic(operator.text(), left, operand.get(), operator.line());
        }
        return left;
    }

    private Expression unary(boolean filters) {
        Expression value = takeOperator("-") ? new Expression.Negative(unary(false)) : postfix(primary());
        return filters ? filtersAndTests(value) : value;
    }

    private Expression primary() {
        Token token = take();
        return switch (token.kind()) {
            case STRING -> new Expression.Literal(strings(token.text()));
            case INTEGER -> new Expression.Literal(Long.parseLong(token.text()));
            case FLOAT -> new Expression.Literal(Double.parseDouble(token.text()));
            case NAME -> named(token);
            case OPERATOR -> bracketed(token);
            case END -> throw TemplateException.at(token.line(), "an expression is missing");
        };
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
                throw TemplateException.at(token.line(), "\"%s\" stands where a value is needed".formatted(name));
            case String name when peek().isOperator("(") -> new Expression.Function(name, call(), token.line());
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
            default -> throw TemplateException.at(open.line(), "\"%s\" is not understood here".formatted(open.text()));
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
                throw unexpected("a text as key");
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

    private Expression postfix(Expression owner) {
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
        Expression.Call call = call();
        if (!Methods.knows(name, call)) {
            throw TemplateException.at(line, "the method \"%s\" is not supported with these arguments".formatted(name));
        }
        return new Expression.Method(owner, name, call, line);
    }

    private Expression subscript(Expression owner, int line) {
        Optional<Expression> from = bound();
        if (takeOperator("]")) {
            return new Expression.Field(owner, from.orElseThrow(() -> unexpected("an index")), line);
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

    private Expression.Call call() {
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
        return new Expression.Call(positional, named);
    }

    private Expression filtersAndTests(Expression operand) {
        Expression value = operand;
        while (true) {
            if (takeOperator("|")) {
                value = filtered(value);
            } else if (takeName("is")) {
                value = tested(value);
            } else {
                return value;
            }
        }
    }

    private Expression filtered(Expression operand) {
        int line = line();
        String name = name();
        Filters filter = Filters.named(name)
                .orElseThrow(() -> TemplateException.at(line, "the filter \"%s\" is not supported".formatted(name)));
        Expression.Call call = peek().isOperator("(") ? call() : Expression.Call.EMPTY;
        if (!filter.takes(call)) {
            throw TemplateException.at(line, "the filter \"%s\" is not supported with these arguments".formatted(name));
        }
        return new Expression.Filtered(operand, filter, call);
    }

    private Expression tested(Expression operand) {
        boolean negated = takeName("not");
        int line = line();
        String name = name();
        Tests test = Tests.named(name)
                .orElseThrow(() -> TemplateException.at(line, "the test \"%s\" is not supported".formatted(name)));
        Expression tested = new Expression.Tested(operand, test, testArguments());
        return negated ? new Expression.Not(tested) : tested;
    }

    /** A test takes its arguments in brackets, or one without. */
    private Expression.Call testArguments() {
        if (peek().isOperator("(")) {
            return call();
        }
        boolean bare = switch (peek().kind()) {
            case STRING, INTEGER, FLOAT -> true;
            case NAME -> !CONNECTIVES.contains(peek().text());
            default -> peek().isOperator("[");
        };
        return bare ? new Expression.Call(List.of(postfix(primary())), Map.of()) : Expression.Call.EMPTY;
    }
}
