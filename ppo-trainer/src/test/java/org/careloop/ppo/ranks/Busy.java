package org.careloop.ppo.ranks;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.careloop.lm.train.Together;
import org.careloop.run.BadInput;

/** A process whose rank 0 is so busy that it never comes to the next exchange; rank 1 fails. */
public final class Busy {
    private Busy() {}

    public static void main(String[] arguments) throws Exception {
        Together.call(ranks -> {
            ranks.meet();
            if (ranks.rank() == 1) {
                throw new BadInput("no room for rank 1");
            }
            busy();
            return Map.of();
        });
    }

    private static void busy() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
