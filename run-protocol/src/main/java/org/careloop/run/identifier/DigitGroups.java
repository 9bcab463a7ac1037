package org.careloop.run.identifier;

import java.util.ArrayList;
import java.util.List;

/**
 * Digits as people group them: {@code +44 7700 900123}, {@code (415) 555-0132}. Groups are joined by one space, dot or hyphen,
 * or by a bracket and a space.
 */
record DigitGroups(String text, List<Group> groups) {
    private static final int MOST = 8;
    private static final int LONGEST_GROUP = 24;

    /** Digits without a gap. */
    record Group(int start, int end) {
        int length() {
            return end - start;
        }
    }

    /** The groups from the digit at this place on, the first few of them. */
    static DigitGroups at(String text, int from) {
        List<Group> groups = new ArrayList<>();
        int at = from;
        while (groups.size() < MOST) {
            int end = at;
            while (end < text.length() && end - at <= LONGEST_GROUP && Letters.isDigit(text.charAt(end))) {
                end++;
            }
            if (end == at) {
                break;
            }
            groups.add(new Group(at, end));
            at = end;
            int passed = 0;
            while (passed < 2 && Letters.isAt(text, at, passed == 0 ? " -.)–‑" : " ")) {
                at++;
                passed++;
            }
            if (passed == 0) {
                break;
            }
        }
        return new DigitGroups(text, groups);
    }

    DigitGroups first(int count) {
        return new DigitGroups(text, groups.subList(0, count));
    }

    int start() {
        return groups.getFirst().start();
    }

    int end() {
        return groups.getLast().end();
    }

    int size() {
        return groups.size();
    }

    int digitCount() {
        int count = 0;
        for (Group group : groups) {
            count += group.length();
        }
        return count;
    }

    String digits() {
        StringBuilder digits = new StringBuilder();
        groups.forEach(group -> digits.append(text, group.start(), group.end()));
        return digits.toString();
    }

    /** The lengths of the groups, {@code 3-3-4}. */
    String shape() {
        StringBuilder shape = new StringBuilder();
        groups.forEach(group -> shape.append(shape.isEmpty() ? "" : "-").append(group.length()));
        return shape.toString();
    }

    /** Whether what joins the groups is made of these characters. */
    boolean isJoinedBy(String chars) {
        for (int i = 1; i < groups.size(); i++) {
            for (int at = groups.get(i - 1).end(); at < groups.get(i).start(); at++) {
                if (chars.indexOf(text.charAt(at)) < 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether these are no part of a longer number, a word or a fraction. */
    boolean isWhole() {
        boolean before = start() == 0 || !isGlued(start() - 1, -1);
        boolean after = end() == text.length() || !isGlued(end(), 1);
        return before && after;
    }

    private boolean isGlued(int at, int step) {
        char c = text.charAt(at);
        boolean digitBeyond = at + step >= 0 && at + step < text.length() && Letters.isDigit(text.charAt(at + step));
        return Letters.isWord(c) || c == '%' || "./,:".indexOf(c) >= 0 && digitBeyond;
    }
}
