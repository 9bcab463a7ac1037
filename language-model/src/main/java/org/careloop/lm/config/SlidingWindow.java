package org.careloop.lm.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far back some layers attend (Beltagy et al. 2020).
 *
 * @param tokens that a query attends to, itself included
 * @param layers with this window, counted from 0
 * @param rope rotary positions of these layers; null where they are those of the other layers
 */
public record SlidingWindow(
        int tokens, Set<Integer> layers, @Nullable Rope rope) {
    public SlidingWindow {
        ConfigField.requirePositive("sliding_window", tokens);
        layers = Set.copyOf(layers);
    }

    /** With the rotary positions of the other layers. */
    public SlidingWindow(int tokens, Set<Integer> layers) {
        this(tokens, layers, null);
    }
}
