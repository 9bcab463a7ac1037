package org.careloop.ppo.answer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;

/**
 * {@code answers.jsonl}: every answer is appended as soon as it is there, so that a run goes on where it was broken off. A last
 * line that was cut while it was written is taken out when the file is opened.
 */
final class AnswerFile implements AutoCloseable {
    private final FileChannel channel;
    private final Map<Key, Answer> answers = new HashMap<>();
    private final List<Answer> inOrder = new ArrayList<>();

    private record Key(String id, String model) {}

    private AnswerFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens a file, and reads what earlier runs wrote. */
    static AnswerFile open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel.truncate(endOfLastLine(channel));
        channel.position(channel.size());
        AnswerFile answers = new AnswerFile(channel);
        JsonLines.forEach(file, Answer.class, answers::remember);
        return answers;
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long at = channel.size() - 1; at >= 0; at--) {
            channel.read(one.clear(), at);
            if (one.get(0) == '\n') {
                return at + 1;
            }
        }
        return 0;
    }

    void add(Answer answer) throws IOException {
        ByteBuffer line =
                ByteBuffer.wrap((Json.MAPPER.writeValueAsString(answer) + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            channel.write(line);
        }
        remember(answer);
    }

    private void remember(Answer answer) {
        if (answers.putIfAbsent(new Key(answer.id(), answer.model()), answer) == null) {
            inOrder.add(answer);
        }
    }

    Optional<Answer> find(String id, String model) {
        return Optional.ofNullable(answers.get(new Key(id, model)));
    }

    /** In the order in which they came. */
    List<Answer> all() {
        return List.copyOf(inOrder);
    }

    @Override
    public void close() throws IOException {
        channel.force(true);
        channel.close();
    }
}
