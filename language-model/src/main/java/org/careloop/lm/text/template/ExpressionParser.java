package org.careloop.lm.text.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.careloop.lm.text.template.Value.Absent;

/** Reads expressions with Jinja's precedence, loosest first: choice, or, and, not, comparison, sum, {@code ~}, product. */
final class ExpressionParser extends OperandParser {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

    ExpressionParser(List<Token> tokens) {
        super(tokens);
    }

    @Override
    Expression choice() {
        Expression value = or();
        while (takeName("if")) {
            Expression condition = or();
            Expression otherwise = takeName("else") ? choice() : new Expression.Literal(Absent.UNDEFINED);
            value = new Operation.Choice(condition, value, otherwise);
        }
        return value;
    }

    /** An expression without {@code if … else}, which the header of a loop reads otherwise. */
    Expression or() {
        Expression left = and();
        while (takeName("or")) {
            left = new Operation.Or(left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (takeName("and")) {
            left = new Operation.And(left, not());
        }
        return left;
    }

    private Expression not() {
        return takeName("not") ? new Operation.Not(not()) : comparison();
    }

    private Expression comparison() {
        Expression left = sum();
        Optional<String> operator = comparisonOperator();
        if (operator.isEmpty()) {
            return left;
        }
        Expression comparison = new Operation.Comparison(operator.get(), left, sum());
        if (comparisonOperator().isPresent()) {
            throw TemplateException.at(line(), "template.chain", "a chain of comparisons is not supported");
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
            left = new Operation.Arithmetic(operator.text(), left, operand.get(), operator.line());
        }
        return left;
    }

    private Expression unary(boolean filters) {
        Expression value = takeOperator("-") ? new Operation.Negative(unary(false), line()) : postfix(primary());
        return filters ? filtersAndTests(value) : value;
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
                .orElseThrow(() ->
                        TemplateException.at(line, "template.filter", "the filter \"%s\" is not supported", name));
        Application.Call call = peek().isOperator("(") ? call() : Application.Call.EMPTY;
        if (!filter.takes(call)) {
            throw TemplateException.at(
                    line, "template.filter-arguments", "the filter \"%s\" is not supported with these arguments", name);
        }
        return new Application.Filtered(operand, filter, call);
    }

    private Expression tested(Expression operand) {
        boolean negated = takeName("not");
        int line = line();
        String name = name();
        Tests test = Tests.named(name)
                .orElseThrow(
                        () -> TemplateException.at(line, "template.test", "the test \"%s\" is not supported", name));
        Expression tested = new Application.Tested(operand, test, testArguments());
        return negated ? new Operation.Not(tested) : tested;
    }

    /** A test takes its arguments in brackets, or one without. */
    private Application.Call testArguments() {
        if (peek().isOperator("(")) {
            return call();
        }
        boolean bare = switch (peek().kind()) {
            case STRING, INTEGER, FLOAT -> true;
            case NAME -> !CONNECTIVES.contains(peek().text());
            default -> peek().isOperator("[");
        };
        return bare ? new Application.Call(List.of(postfix(primary())), Map.of()) : Application.Call.EMPTY;
    }
}
