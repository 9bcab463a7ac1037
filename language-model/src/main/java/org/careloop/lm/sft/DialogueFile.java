package org.careloop.lm.sft;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import org.careloop.lm.sft.order.SourceRows;
import org.careloop.lm.text.ChatFormat;
import org.careloop.run.Json;
import org.careloop.run.rows.Dialogue;
import org.careloop.run.rows.LinePlaces;

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
        byte[] row = LinePlaces.read(channel, place.offset(), place.length());
        Dialogue dialogue = Json.MAPPER.readValue(row, Dialogue.class);
        return SftData.readable(SftExample.of(dialogue.turns(), format), maxLength);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
