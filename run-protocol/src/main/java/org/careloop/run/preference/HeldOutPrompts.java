package org.careloop.run.preference;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.careloop.run.Message;
import org.careloop.run.Sha256;

/**
 * Which prompts are held out. That depends on their texts and a seed alone, not on the order of a file: what one run holds
 * out comes first in another with that seed, too.
 */
public final class HeldOutPrompts {
    private HeldOutPrompts() {}

    /**
     * Chooses among distinct prompts.
     *
     * @param share of the prompts, 0 up to but not including 1: none for 0, else at least one of two or more
     */
    public static Set<List<Message>> of(Collection<List<Message>> prompts, double share, long seed) {
        return of(prompts, share, Integer.MAX_VALUE, seed);
    }

    /** The same, and no more than {@code most}. */
    public static Set<List<Message>> of(Collection<List<Message>> prompts, double share, int most, long seed) {
        List<List<Message>> order = inOrder(prompts, seed);
        return new LinkedHashSet<>(order.subList(0, Math.min(most, count(order.size(), share))));
    }

    /** All distinct prompts, in the order in which they are held out. */
    public static List<List<Message>> inOrder(Collection<List<Message>> prompts, long seed) {
        return prompts.stream()
                .distinct()
                .sorted(Comparator.comparing(prompt -> rank(prompt, seed)))
                .toList();
    }

    /** How many of a number of prompts are held out. */
    static int count(int prompts, double share) {
        return share == 0 || prompts < 2 ? 0 : (int) Math.clamp(Math.round(share * prompts), 1, prompts - 1);
    }

    private static String rank(List<Message> prompt, long seed) {
        MessageDigest digest = Sha256.digest();
        digest.update(Long.toString(seed).getBytes(StandardCharsets.UTF_8));
        for (Message message : prompt) {
            digest.update((byte) 0);
            digest.update(message.role().label().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(message.content().getBytes(StandardCharsets.UTF_8));
        }
        return Sha256.hex(digest);
    }
}
