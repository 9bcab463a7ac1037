package org.careloop.lm.model;

import java.util.Set;

/**
 * How far back some layers attend (Beltagy et al. 2020).
 *
 * @param tokens that a query attends to, itself included
 * @param layers with this window, counted from 0
 */
public record SlidingWindow(int tokens, Set<Integer> layers) {
    public SlidingWindow {
        if (tokens < 1) {
            throw new IllegalArgumentException("sliding_window is %d; expected a positive number".formatted(tokens));
        }
        layers = Set.copyOf(layers);
    }
}
