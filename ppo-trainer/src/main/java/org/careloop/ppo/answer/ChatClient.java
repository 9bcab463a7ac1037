package org.careloop.ppo.answer;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.careloop.run.settings.AnswerSettings;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server for one answer, and again where that may help: no connection, a connection cut, no answer in time, 408, 429
 * and 5xx, a body that is no chat completion. A redirect is not followed, since the key would go with it.
 */
final class ChatClient implements AutoCloseable {
    /** Of a body; a server that sends more is not answering a question. */
    static final long MOST_BYTES = 16L << 20;

    private static final int SHOWN = 300;

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Server server;
    private final AnswerSettings.Servers settings;
    private final Patience.Pause pause;

    ChatClient(Server server, AnswerSettings.Servers settings, Patience.Pause pause) {
        this.server = server;
        this.settings = settings;
        this.pause = pause;
    }

    /** Why a server gave no answer, in words for people. */
    static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean mayHelpToAskAgain;
        private final transient Optional<HttpHeaders> headers;

        NoAnswer(String reason, boolean mayHelpToAskAgain, Optional<HttpHeaders> headers) {
            super(reason);
            this.mayHelpToAskAgain = mayHelpToAskAgain;
            this.headers = headers;
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Asks until there is an answer, or the attempts are used up.
     *
     * @throws NoAnswer when there is none
     */
    ChatReply ask(String body) throws NoAnswer, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(body);
            } catch (NoAnswer e) {
                if (!e.mayHelpToAskAgain || attempt >= settings.attempts()) {
                    throw e;
                }
                pause.pause(Patience.after(attempt, e.headers));
            }
        }
    }

    private ChatReply once(String body) throws NoAnswer, InterruptedException {
        HttpResponse<byte[]> answer = send(request(body));
        int status = answer.statusCode();
        Optional<HttpHeaders> headers = Optional.of(answer.headers());
        if (status != 200) {
            boolean passing = status == 408 || status == 429 || status >= 500;
            throw new NoAnswer("the server answers %d: %s".formatted(status, shown(answer.body())), passing, headers);
        }
        return ChatReply.parse(answer.body())
                .orElseThrow(() -> new NoAnswer(
                        "the server answers with what is no chat completion: " + shown(answer.body()), true, headers));
    }

    private HttpRequest request(String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.chat())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(body));
        String key = server.key();
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return request.build();
    }

    /** The limit of time is for the whole answer; a limit of the request itself would end with the first line. */
    private HttpResponse<byte[]> send(HttpRequest request) throws NoAnswer, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            return answer.get(settings.timeout(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new NoAnswer("no answer within %d seconds".formatted(settings.timeout()), true, Optional.empty());
        } catch (ExecutionException e) {
            throw new NoAnswer(cut(e.getCause()), true, Optional.empty());
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    private static String cut(@Nullable Throwable cause) {
        if (cause instanceof ConnectException) {
            return "nothing listens at this address";
        }
        String reason = cause == null ? "" : String.valueOf(cause.getMessage());
        return cause instanceof IOException && reason.contains("capacity")
                ? "the answer is longer than %d MB".formatted(MOST_BYTES >> 20)
                : "the connection broke off: " + reason;
    }

    /** The beginning of a body on one line, without the key, which some servers repeat. */
    private String shown(byte[] body) {
        String text =
                new String(body, StandardCharsets.UTF_8).replaceAll("\\s+", " ").strip();
        String key = server.key();
        String safe = key == null ? text : text.replace(key, "…");
        return safe.length() > SHOWN ? safe.substring(0, SHOWN) + "…" : safe;
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
