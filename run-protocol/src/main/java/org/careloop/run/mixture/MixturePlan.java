package org.careloop.run.mixture;

import java.util.List;

/**
 * The shares of the streams at each place of a run.
 *
 * @param streams in the order of the shares
 * @param parts one after the other
 */
public record MixturePlan(List<Source.Stream> streams, List<Part> parts) {

    /**
     * A stretch in which the shares stay.
     *
     * @param stage that it is part of
     * @param tokens its length; 0 for an end that is not known
     * @param shares one a stream; their sum is 1
     */
    public record Part(String stage, long tokens, List<Double> shares) {}

    /** Tokens of the whole run; 0 where it goes on until a stream runs out. */
    public long tokens() {
        return parts.getLast().tokens() == 0
                ? 0
                : parts.stream().mapToLong(Part::tokens).sum();
    }

    /** The part in which a token stands, counted from 0 over the whole run. */
    public Part at(long token) {
        long before = 0;
        for (Part part : parts) {
            before += part.tokens();
            if (part.tokens() == 0 || token < before) {
                return part;
            }
        }
        return parts.getLast();
    }

    /** Where the part ends in which a token stands: the first token after it; {@link Long#MAX_VALUE} where that is not known. */
    public long endOfPart(long token) {
        long before = 0;
        for (Part part : parts) {
            before += part.tokens();
            if (part.tokens() == 0) {
                return Long.MAX_VALUE;
            }
            if (token < before) {
                return before;
            }
        }
        return before;
    }

    /**
     * How long a run will be whose end is not known: until the first stream runs out, or all of them where it goes on.
     *
     * @param available tokens of each stream, all passes together, as far as can be told
     */
    public long expected(List<Double> available, boolean goesOn) {
        if (tokens() > 0) {
            return tokens();
        }
        long fixed = parts.stream().mapToLong(Part::tokens).sum();
        List<Double> shares = parts.getLast().shares();
        double least = Double.MAX_VALUE;
        double all = 0;
        for (int i = 0; i < shares.size(); i++) {
            if (shares.get(i) > 0) {
                double left = Math.max(0, available.get(i) - readBefore(i));
                least = Math.min(least, left / shares.get(i));
                all += left;
            }
        }
        return fixed + Math.round(goesOn ? all : least);
    }

    private double readBefore(int stream) {
        return parts.stream()
                .mapToDouble(part -> part.tokens() * part.shares().get(stream))
                .sum();
    }
}
