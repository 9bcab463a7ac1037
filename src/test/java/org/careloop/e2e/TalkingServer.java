package org.careloop.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A model behind OpenAI's interface that always says the same. */
final class TalkingServer implements AutoCloseable {
    private static final String ANSWER = """
            {"choices": [{"message": {"role": "assistant", "content": "Please see a doctor."}, "finish_reason": "stop"}],
             "usage": {"completion_tokens": 5}}""";

    private final HttpServer server;

    private TalkingServer(HttpServer server) {
        this.server = server;
    }

    static TalkingServer start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", TalkingServer::answer);
        server.start();
        return new TalkingServer(server);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
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
