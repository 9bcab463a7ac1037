package org.careloop.ppo.answer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.rows.GrowingRows;

/** {@code answers.jsonl}: every answer as soon as it is there, one for each prompt and model. */
final class AnswerFile implements AutoCloseable {
    private final GrowingRows<Answer> rows;
    private final Map<Key, Answer> answers = new HashMap<>();
    private final List<Answer> inOrder = new ArrayList<>();

    private record Key(String id, String model) {}

    private AnswerFile(Path file) throws IOException {
        rows = GrowingRows.open(file, Answer.class, this::remember);
    }

    /** Opens a file, and reads what earlier runs wrote. */
    static AnswerFile open(Path file) throws IOException {
        return new AnswerFile(file);
    }

    void add(Answer answer) throws IOException {
        rows.add(answer);
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
        rows.close();
    }
}
