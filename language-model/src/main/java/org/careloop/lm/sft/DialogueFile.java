package org.careloop.lm.sft;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import org.careloop.lm.sft.order.SourceRows;
import org.careloop.lm.text.ChatFormat;
import org.careloop.run.Json;
import org.careloop.run.rows.Dialogue;

/** Conversations of a file, read one by one from where they stand. */
final class DialogueFile implements AutoCloseable {
    private final FileChannel channel;
    private final ChatFormat format;
    private final int maxLength;

    /** @param maxLength tokens of an example that are read */
    DialogueFile(Path file, ChatFormat format, int maxLength) throws IOException {
        channel = FileChannel.open(file);
        this.format = format;
        this.maxLength = maxLength;
    }

    ChatFormat format() {
        return format;
    }

    int maxLength() {
        return maxLength;
    }

    /** What can be learnt from a row. */
    List<SftExample> examples(SourceRows.Place place) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(place.length());
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, place.offset() + bytes.position()) < 0) {
                throw new EOFException("the frozen data of the run is shorter than it was");
            }
        }
        Dialogue dialogue = Json.MAPPER.readValue(bytes.array(), Dialogue.class);
        return SftData.readable(SftExample.of(dialogue.turns(), format), maxLength);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
