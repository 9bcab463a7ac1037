package org.careloop.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.careloop.run.Json;

/** A model behind OpenAI's interface that says what a test wants. */
final class TalkingServer implements AutoCloseable {
    private final HttpServer server;
    private final UnaryOperator<String> reply;

    private TalkingServer(HttpServer server, UnaryOperator<String> reply) {
        this.server = server;
        this.reply = reply;
    }

    /** One that always says the same. */
    static TalkingServer start() throws IOException {
        return start(asked -> "Please see a doctor.");
    }

    /** @param reply to the first message that it is sent */
    static TalkingServer start(UnaryOperator<String> reply) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TalkingServer talking = new TalkingServer(server, reply);
        server.createContext("/v1/chat/completions", talking::answer);
        server.start();
        return talking;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String asked = Json.MAPPER
                .readTree(exchange.getRequestBody())
                .path("messages")
                .path(0)
                .path("content")
                .asString();
        Map<String, Object> said = Map.of("role", "assistant", "content", reply.apply(asked));
        byte[] body = Json.MAPPER
                .writeValueAsString(Map.of(
                        "choices",
                        List.of(Map.of("message", said, "finish_reason", "stop")),
                        "usage",
                        Map.of("completion_tokens", 5)))
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
