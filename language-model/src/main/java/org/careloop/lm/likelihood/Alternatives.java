package org.careloop.lm.likelihood;

import java.util.Arrays;
import java.util.List;

/** The continuations of one text, and how far they are alike. */
final class Alternatives {
    private final List<Continuation> all;
    private final int shared;

    Alternatives(List<Continuation> all) {
        this.all = all;
        int[] first = all.getFirst().ids();
        int length = all.stream().mapToInt(Continuation::from).min().orElseThrow();
        for (Continuation each : all) {
            length = Math.min(length, alike(first, each.ids()));
        }
        shared = length;
    }

    /** How many tokens two texts have in common at their beginnings. */
    static int alike(int[] one, int[] other) {
        int mismatch = Arrays.mismatch(one, other);
        return mismatch < 0 ? one.length : mismatch;
    }

    int size() {
        return all.size();
    }

    /** Tokens that all of them begin with, and none of which is weighed. */
    int shared() {
        return shared;
    }

    /** Begins with the shared tokens. */
    int[] anyIds() {
        return all.getFirst().ids();
    }

    /** The tokens of one behind the shared ones; at least one. */
    int[] rest(int which) {
        int[] ids = all.get(which).ids();
        return Arrays.copyOfRange(ids, shared, ids.length);
    }

    int longestRest() {
        return all.stream().mapToInt(each -> each.ids().length - shared).max().orElseThrow();
    }

    /** Whether a token behind the shared ones is weighed. */
    boolean isWeighed(int which, int place) {
        return shared + place >= all.get(which).from();
    }
}
