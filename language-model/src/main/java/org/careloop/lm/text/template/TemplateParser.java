package org.careloop.lm.text.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.careloop.lm.text.template.Value.Absent;
import org.careloop.run.Phrase;

/** Reads the tags of a template into nodes. */
final class TemplateParser {
    private static final Node.Block EMPTY = new Node.Block(List.of());

    private final List<Piece> pieces;
    private int at;

    /** The tag that ended the last block: its name is read, what follows the name is not. */
    private ExpressionParser closing = new ExpressionParser(List.of());

    private String closedBy = "";

    private TemplateParser(List<Piece> pieces) {
        this.pieces = pieces;
    }

    static Node.Block parse(String template) {
        return new TemplateParser(Scanner.scan(template)).block(Set.of(), "");
    }

    /** Nodes up to one of the closing tags, or to the end of the template where none is named. */
    private Node.Block block(Set<String> until, String opened) {
        List<Node> nodes = new ArrayList<>();
        while (at < pieces.size()) {
            switch (pieces.get(at++)) {
                case Piece.Text(String text) -> nodes.add(new Node.Text(text));
                case Piece.Output(List<Token> tokens) -> nodes.add(print(new ExpressionParser(tokens)));
                case Piece.Tag(List<Token> tokens) -> {
                    ExpressionParser tag = new ExpressionParser(tokens);
                    String name = tag.name();
                    if (until.contains(name)) {
                        closedBy = name;
                        closing = tag;
                        return new Node.Block(nodes);
                    }
                    nodes.add(tag(name, tag));
                }
            }
        }
        if (!until.isEmpty()) {
            throw TemplateException.of("template.tag-open", "the tag \"%s\" is not closed", opened);
        }
        closedBy = "";
        return new Node.Block(nodes);
    }

    private static Node print(ExpressionParser tag) {
        Expression expression = tag.choice();
        tag.end();
        return new Node.Print(expression);
    }

    private Node tag(String name, ExpressionParser tag) {
        return switch (name) {
            case "if" -> branch(tag);
            case "for" -> loop(tag);
            case "set" -> set(tag);
            case "macro" -> macro(tag);
            case "break" -> new Node.Jump(Node.Flow.BREAK);
            case "continue" -> new Node.Jump(Node.Flow.CONTINUE);
            // Marks the assistant's tokens for a trainer's mask; renders as what it encloses.
            case "generation" -> block(Set.of("endgeneration"), "generation");
            default ->
                throw TemplateException.at(tag.line(), "template.tag", "the tag \"%s\" is not supported here", name);
        };
    }

    private Node branch(ExpressionParser tag) {
        Expression condition = tag.choice();
        tag.end();
        Node.Block then = block(Set.of("elif", "else", "endif"), "if");
        Node.Block otherwise = switch (closedBy) {
            case "elif" -> new Node.Block(List.of(branch(closing)));
            case "else" -> block(Set.of("endif"), "else");
            default -> EMPTY;
        };
        return new Node.If(condition, then, otherwise);
    }

    private Node loop(ExpressionParser tag) {
        List<String> names = names(tag);
        if (!tag.takeName("in")) {
            throw tag.unexpected(Phrase.verbatim("\"in\""));
        }
        Expression items = tag.or();
        Optional<Expression> only = tag.takeName("if") ? Optional.of(tag.choice()) : Optional.empty();
        tag.end();
        Node.Block body = block(Set.of("else", "endfor"), "for");
        Node.Block otherwise = closedBy.equals("else") ? block(Set.of("endfor"), "else") : EMPTY;
        return new Node.For(names, items, only, body, otherwise);
    }

    private static List<String> names(ExpressionParser tag) {
        List<String> names = new ArrayList<>(List.of(tag.name()));
        while (tag.takeOperator(",")) {
            names.add(tag.name());
        }
        return names;
    }

    private Node set(ExpressionParser tag) {
        int line = tag.line();
        List<String> names = names(tag);
        if (names.size() == 1 && tag.takeOperator(".")) {
            String field = tag.name();
            return new Node.SetField(names.getFirst(), field, assigned(tag), line);
        }
        if (names.size() == 1 && !tag.peek().isOperator("=")) {
            tag.end();
            return new Node.Capture(names.getFirst(), block(Set.of("endset"), "set"));
        }
        return new Node.Set(names, assigned(tag));
    }

    private static Expression assigned(ExpressionParser tag) {
        tag.expect("=");
        List<Expression> values = new ArrayList<>(List.of(tag.choice()));
        while (tag.takeOperator(",")) {
            values.add(tag.choice());
        }
        tag.end();
        return values.size() == 1 ? values.getFirst() : new Expression.ListOf(values);
    }

    private Node macro(ExpressionParser tag) {
        String name = tag.name();
        tag.expect("(");
        Map<String, Expression> parameters = new LinkedHashMap<>();
        while (!tag.takeOperator(")")) {
            String parameter = tag.name();
            boolean hasDefault = tag.takeOperator("=");
            parameters.put(parameter, hasDefault ? tag.choice() : new Expression.Literal(Absent.UNDEFINED));
            if (!tag.peek().isOperator(")")) {
                tag.expect(",");
            }
        }
        tag.end();
        return new Node.Macro(name, parameters, block(Set.of("endmacro"), "macro"));
    }
}
