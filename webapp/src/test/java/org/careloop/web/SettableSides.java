package org.careloop.web;

import java.util.random.RandomGenerator;

/** Chance, unless a test says which side the first response stands on. */
public final class SettableSides implements RandomGenerator {
    private final RandomGenerator chance;
    private volatile Boolean aOnLeft;

    SettableSides(RandomGenerator chance) {
        this.chance = chance;
    }

    public void aOnLeft(Boolean side) {
        aOnLeft = side;
    }

    @Override
    public boolean nextBoolean() {
        return aOnLeft == null ? chance.nextBoolean() : aOnLeft;
    }

    @Override
    public long nextLong() {
        return chance.nextLong();
    }
}
