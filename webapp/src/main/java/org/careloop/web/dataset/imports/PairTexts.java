package org.careloop.web.dataset.imports;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.careloop.run.Message;
import org.careloop.web.dataset.layout.ImportedRow;

/**
 * The texts of a comparison in sixteen bytes, the same for a pair and its mirror image.
 *
 * @param mirrored whether the two responses stand in the other order than their texts sort
 */
record PairTexts(long high, long low, boolean mirrored) {

    static PairTexts of(ImportedRow row) {
        List<String> responses = row.responses();
        boolean mirrored = responses.size() == 2 && responses.get(0).compareTo(responses.get(1)) > 0;
        MessageDigest digest = sha256();
        for (Message message : row.prompt()) {
            add(digest, message.role().label());
            add(digest, message.content());
        }
        digest.update((byte) 1);
        (mirrored ? responses.reversed() : responses).forEach(response -> add(digest, response));
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new PairTexts(hash.getLong(), hash.getLong(), mirrored);
    }

    boolean isSameAs(PairTexts other) {
        return high == other.high && low == other.low;
    }

    /** The texts without their order, to look them up by. */
    PairTexts inOrder() {
        return mirrored ? new PairTexts(high, low, false) : this;
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
