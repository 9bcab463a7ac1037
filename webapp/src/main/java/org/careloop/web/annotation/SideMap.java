package org.careloop.web.annotation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which response is shown where. It never leaves the server, and its text gives nothing away.
 *
 * @param order at each place of the screen, counted from 0 on the left, the index of the stored response shown
 *     there
 */
public record SideMap(List<Integer> order) {

    /** @throws IllegalArgumentException when it is not an order of 0 to n - 1 */
    public SideMap {
        order = List.copyOf(order);
        if (!order.stream().sorted().toList().equals(straight(order.size()))) {
            throw new IllegalArgumentException("a side map is an order of the responses, each once");
        }
    }

    /** Two responses. */
    public static SideMap ofPair(boolean aOnLeft) {
        return new SideMap(aOnLeft ? List.of(0, 1) : List.of(1, 0));
    }

    /** An order drawn by chance; every order is equally likely. */
    public static SideMap draw(int responses, RandomGenerator chance) {
        if (responses == 2) {
            return ofPair(chance.nextBoolean());
        }
        List<Integer> left = new ArrayList<>(straight(responses));
        List<Integer> drawn = new ArrayList<>();
        while (!left.isEmpty()) {
            drawn.add(left.remove(chance.nextInt(left.size())));
        }
        return new SideMap(drawn);
    }

    /** The order as the database keeps it; null for a pair, of which it keeps only the side. */
    public static SideMap stored(boolean aOnLeft, Short @Nullable [] shown) {
        return shown == null
                ? ofPair(aOnLeft)
                : new SideMap(Arrays.stream(shown).map(Short::intValue).toList());
    }

    /** Whether the first stored response stands before the second; a single one stands first. */
    public boolean aOnLeft() {
        return order.size() == 1 || order.indexOf(0) < order.indexOf(1);
    }

    int storedAt(int place) {
        return order.get(place);
    }

    /** The place of a stored response on the screen. */
    public int placeOf(int stored) {
        return order.indexOf(stored);
    }

    /** What belongs to each stored response, by place. */
    public <T> List<T> shown(List<T> stored) {
        return order.stream().map(stored::get).toList();
    }

    /** What belongs to each place, by stored response. */
    public <T> List<T> stored(List<T> shown) {
        return IntStream.range(0, order.size())
                .mapToObj(response -> shown.get(placeOf(response)))
                .toList();
    }

    public int size() {
        return order.size();
    }

    /** As the database keeps it: null for a pair. */
    public Short @Nullable [] array() {
        return order.size() == 2
                ? null
                : order.stream().map(Integer::shortValue).toArray(Short[]::new);
    }

    private static List<Integer> straight(int size) {
        return IntStream.range(0, size).boxed().toList();
    }

    @Override
    public String toString() {
        return "side map of " + order.size();
    }
}
