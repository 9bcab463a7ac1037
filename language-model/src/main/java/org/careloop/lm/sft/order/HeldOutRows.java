package org.careloop.lm.sft.order;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.careloop.run.Sha256;

/**
 * Chooses the prompts that are held out, without the prompts in memory: a number is drawn for each in the order in which they
 * first occur, and all rows of a prompt go with it. In memory is one bit a row.
 */
public final class HeldOutRows implements AutoCloseable {
    private final ExternalSort byPrompt = new ExternalSort(3);
    private long row;

    /** The next row of the file. Two prompts are the same where the first 128 bits of their SHA-256 are. */
    public void add(List<Message> prompt) throws IOException {
        ByteBuffer sum = ByteBuffer.wrap(Sha256.digest().digest(Json.MAPPER.writeValueAsBytes(prompt)));
        byPrompt.add(sum.getLong(), sum.getLong(), row++);
    }

    /**
     * The rows that are held out, from 0. To be called once, when all are added.
     *
     * @param share of the prompts, 0 to 1
     */
    public BitSet choose(double share, long seed) throws IOException {
        BitSet heldOut = new BitSet();
        long[] prompt = {0, 0, -1};
        long[] drawn = {-1, 0};
        Random random = new Random(seed);
        try (ExternalSort byFirst = new ExternalSort(2)) {
            byPrompt.forEach(next -> {
                if (prompt[2] < 0 || next[0] != prompt[0] || next[1] != prompt[1]) {
                    System.arraycopy(next, 0, prompt, 0, prompt.length);
                }
                byFirst.add(prompt[2], next[2]);
            });
            byFirst.forEach(next -> {
                if (next[0] != drawn[0]) {
                    drawn[0] = next[0];
                    drawn[1] = random.nextDouble() < share ? 1 : 0;
                }
                if (drawn[1] == 1) {
                    heldOut.set(Math.toIntExact(next[1]));
                }
            });
        }
        return heldOut;
    }

    @Override
    public void close() throws IOException {
        byPrompt.close();
    }
}
