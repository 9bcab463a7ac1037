package org.careloop.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.careloop.run.Json;

/** A judge behind OpenAI's interface, whose verdict depends on what it is asked and on nothing else; one of seven cannot be read. */
final class JudgeServer implements AutoCloseable {
    private static final String[] REPLIES = {
        "Verdict: 1", "Verdict: 1", "Verdict: 2", "Verdict: equal", "Verdict: 1", "Verdict: 2", "I cannot say."
    };

    private final HttpServer server;

    private JudgeServer(HttpServer server) {
        this.server = server;
    }

    static JudgeServer start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", JudgeServer::answer);
        server.start();
        return new JudgeServer(server);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String asked = Json.MAPPER
                .readTree(exchange.getRequestBody())
                .path("messages")
                .path(0)
                .path("content")
                .asString();
        byte[] body = """
            {"choices": [{"message": {"role": "assistant", "content": "%s"}, "finish_reason": "stop"}],
             "usage": {"completion_tokens": 5}}""".formatted(REPLIES[Math.floorMod(asked.hashCode(), REPLIES.length)])
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
