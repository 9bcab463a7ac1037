package org.careloop.ppo.worker;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.presence.Presence;

/**
 * One card of this machine, for the runs of one worker alone: its runs see no other, so that {@code device=cuda} means this one.
 *
 * @param number from 0, of the cards that the worker itself may see
 */
record Card(int number) {
    /** Which cards a process may see; a scheduler may have set it for the worker. */
    static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

    /** @throws BadInput when there is no such number */
    static Card of(int number) {
        if (number < 0) {
            throw BadInput.coded(
                    "worker.card-number",
                    "--card %d: expected the number of a card, 0 for the first".formatted(number),
                    number);
        }
        return new Card(number);
    }

    /**
     * Keeps other workers of this machine and of one folder of runs from the card. The lock frees itself with the process.
     *
     * @return open as long as the card is wanted
     * @throws BadInput when another worker has it
     */
    FileChannel claim(Path runs) throws IOException {
        Path folder = Files.createDirectories(runs.resolve(".cards"));
        Path file = folder.resolve("%s-%d.lock".formatted(Presence.here(runs).host(), number));
        FileChannel channel = FileChannel.open(file, CREATE, WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw BadInput.coded(
                    "worker.card-taken",
                    "--card %d: another worker on this machine has this card for the runs in %s; give this one another number, or end that one"
                            .formatted(number, runs),
                    number,
                    runs.toString());
        }
        return channel;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        }
    }

    /**
     * Lets a process see this card alone.
     *
     * @param environment of the process, in which a scheduler may have named the cards that it lends
     * @throws BadInput when it lends fewer
     */
    void show(Map<String, String> environment) {
        String lent = environment.getOrDefault(VISIBLE, "").strip();
        if (lent.isEmpty()) {
            environment.put(VISIBLE, Integer.toString(number));
            return;
        }
        List<String> cards = List.of(lent.split("\\s*,\\s*"));
        if (number >= cards.size()) {
            throw BadInput.coded(
                    "worker.card-lent",
                    "--card %d: %s=%s lends %d; expected 0 to %d"
                            .formatted(number, VISIBLE, lent, cards.size(), cards.size() - 1),
                    number,
                    VISIBLE,
                    lent,
                    cards.size(),
                    cards.size() - 1);
        }
        environment.put(VISIBLE, cards.get(number));
    }
}
