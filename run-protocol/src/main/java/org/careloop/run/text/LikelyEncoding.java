package org.careloop.run.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * The encodings in which older programs write: each knows which of its characters are common. The one in which most
 * of a text is common is probably its own.
 */
public enum LikelyEncoding {
    WINDOWS_1252 {
        @Override
        int length(int first, int second) {
            return 1;
        }

        // An accented letter, a mark or a sign stands alone among ASCII.
        @Override
        boolean isCommon(int first, int second) {
            boolean mark = (first >= 0x91 && first <= 0x97) || first == 0x80 || first == 0x85;
            boolean sign = first == 0xA0 || first == 0xB0 || first == 0xB1 || first == 0xB5;
            return second < 0x80 && (mark || sign || (first >= 0xC0 && first != 0xFF));
        }
    },
    GB18030 {
        @Override
        int length(int first, int second) {
            return first >= 0x81 && first <= 0xFE && second >= 0x40 && second <= 0xFE && second != 0x7F ? 2 : 0;
        }

        @Override
        boolean isCommon(int first, int second) {
            return second >= 0xA1 && (first <= 0xA3 ? first >= 0xA1 : first >= 0xB0 && first <= 0xD7);
        }
    },
    BIG5 {
        @Override
        int length(int first, int second) {
            boolean trail = (second >= 0x40 && second <= 0x7E) || (second >= 0xA1 && second <= 0xFE);
            return first >= 0x81 && first <= 0xFE && trail ? 2 : 0;
        }

        @Override
        boolean isCommon(int first, int second) {
            return first >= 0xA1 && first <= 0xC6;
        }
    },
    SHIFT_JIS {
        @Override
        int length(int first, int second) {
            if (first >= 0xA1 && first <= 0xDF) {
                return 1;
            }
            boolean lead = (first >= 0x81 && first <= 0x9F) || (first >= 0xE0 && first <= 0xFC);
            return lead && second >= 0x40 && second <= 0xFC && second != 0x7F ? 2 : 0;
        }

        @Override
        boolean isCommon(int first, int second) {
            return (first >= 0x81 && first <= 0x83) || (first >= 0x88 && first <= 0x97);
        }
    };

    private static final double ENOUGH = 0.6;

    /** The name that iconv and spreadsheets know it by. */
    String label() {
        return name().replace('_', '-');
    }

    /** The number of bytes of a character that begins with these two; 0 if none does. */
    abstract int length(int first, int second);

    abstract boolean isCommon(int first, int second);

    /** The name of the encoding that a text beyond ASCII is probably in; empty if it looks like none of these. */
    public static Optional<String> of(byte[] sample) {
        return Arrays.stream(values())
                .max(Comparator.comparingDouble(encoding -> encoding.commonShare(sample)))
                .filter(encoding -> encoding.commonShare(sample) >= ENOUGH)
                .map(LikelyEncoding::label);
    }

    /** The share of common ones among the characters beyond ASCII, from 0 to 1. */
    private double commonShare(byte[] sample) {
        int common = 0;
        int all = 0;
        for (int i = 0; i < sample.length; i++) {
            int first = sample[i] & 0xFF;
            if (first >= 0x80) {
                int second = i + 1 < sample.length ? sample[i + 1] & 0xFF : 0;
                int length = length(first, second);
                all++;
                common += length > 0 && isCommon(first, second) ? 1 : 0;
                i += Math.max(length - 1, 0);
            }
        }
        return all == 0 ? 0 : common / (double) all;
    }
}
