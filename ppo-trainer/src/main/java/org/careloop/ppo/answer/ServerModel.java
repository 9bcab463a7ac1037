package org.careloop.ppo.answer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.careloop.ppo.answer.ChatClient.NoAnswer;
import org.careloop.run.BadInput;
import org.careloop.run.settings.AskingSettings;

/** A model behind a server, asked for several answers at once. */
final class ServerModel implements AnsweringModel {
    /** After so many failures and no answer, the server itself is the matter. */
    private static final int HOPELESS = 3;

    /** The slowest answer of those that are asked for together is waited for; among many that costs little. */
    private static final int ROUNDS = 4;

    private final String name;
    private final Server server;
    private final AskingSettings settings;
    private final InstantSource clock;
    private final ChatClient client;
    private int answered;
    private int failed;

    ServerModel(String name, Server server, AskingSettings settings, InstantSource clock, Patience.Pause pause) {
        this.name = name;
        this.server = server;
        this.settings = settings;
        this.clock = clock;
        client = new ChatClient(server, settings.servers(), pause);
    }

    /** What came of one question: an answer, or why there is none. */
    private sealed interface Outcome {
        record Answered(Answer answer) implements Outcome {}

        record Failed(Question question, String reason) implements Outcome {}
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int atOnce() {
        return ROUNDS * settings.servers().requestsAtOnce();
    }

    /** The calling thread alone passes answers on; as many questions are on their way as the settings allow. */
    @Override
    public void answer(List<Question> questions, Sink sink) throws IOException {
        int asked = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ExecutorCompletionService<Outcome> outcomes = new ExecutorCompletionService<>(threads);
            try {
                for (int done = 0; done < questions.size(); done++) {
                    while (asked < questions.size()
                            && asked - done < settings.servers().requestsAtOnce()) {
                        Question next = questions.get(asked++);
                        outcomes.submit(() -> ask(next));
                    }
                    switch (outcomes.take().get()) {
                        case Outcome.Answered(Answer answer) -> {
                            answered++;
                            sink.answered(answer);
                        }
                        case Outcome.Failed(Question question, String reason) -> {
                            sink.failed(question, reason);
                            if (++failed >= HOPELESS && answered == 0) {
                                throw hopeless(reason);
                            }
                        }
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for " + server, e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause
                        ? cause
                        : new UncheckedIOException(new IOException(e.getCause()));
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private Outcome ask(Question question) throws InterruptedException {
        String body = ChatRequest.body(server.model(), question.prompt(), settings.sampling(), question.seed());
        try {
            ChatReply reply = client.ask(body);
            return new Outcome.Answered(new Answer(
                    question.id(),
                    name,
                    reply.text(),
                    reply.finish(),
                    reply.tokens(),
                    settings.drawn(),
                    question.seed(),
                    clock.instant()));
        } catch (NoAnswer e) {
            return new Outcome.Failed(question, e.reason());
        }
    }

    private BadInput hopeless(String reason) {
        return BadInput.coded(
                "answers.server",
                "model \"%s\" at %s answers nothing (%s); check the address, the model's name there and the key, then start the run again: what was answered is kept"
                        .formatted(name, server, reason),
                name,
                server.toString(),
                reason);
    }

    @Override
    public void close() {
        client.close();
    }
}
