package org.careloop.lm.text.template;

import java.util.List;

/** A template cut at its delimiters: plain text, what is printed, and tags. */
sealed interface Piece {
    record Text(String text) implements Piece {}

    /** {@code {{ … }}} */
    record Output(List<Token> tokens) implements Piece {}

    /** <code>{% … %}</code> */
    record Tag(List<Token> tokens) implements Piece {}
}
