package org.careloop.ppo.answer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.careloop.run.Json;
import tools.jackson.databind.JsonNode;

/** A server with the chat interface of OpenAI, on the loopback, that behaves as a test says. */
public final class ChatServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<String> keys = Collections.synchronizedList(new ArrayList<>());

    /** Answers one request. */
    @FunctionalInterface
    public interface Behaviour {
        /** @param number of the request, counted from 1 */
        void answer(int number, JsonNode request, HttpExchange exchange) throws Exception;
    }

    private ChatServer(HttpServer server) {
        this.server = server;
    }

    public static ChatServer start(Behaviour behaviour) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ChatServer chat = new ChatServer(http);
        http.setExecutor(chat.threads);
        http.createContext("/", exchange -> {
            try (exchange) {
                JsonNode request = Json.MAPPER.readTree(exchange.getRequestBody());
                chat.keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                int number;
                synchronized (chat.requests) {
                    chat.requests.add(request);
                    number = chat.requests.size();
                }
                behaviour.answer(number, request, exchange);
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        http.start();
        return chat;
    }

    /** Repeats the last message. */
    static void echo(int number, JsonNode request, HttpExchange exchange) throws IOException {
        JsonNode messages = request.path("messages");
        reply(
                exchange,
                "You said: "
                        + messages.path(messages.size() - 1).path("content").asString());
    }

    public static void reply(HttpExchange exchange, String text) throws IOException {
        send(exchange, 200, """
            {"choices": [{"message": {"role": "assistant", "content": %s}, "finish_reason": "stop"}], "usage": {"completion_tokens": 7}}\
            """.formatted(Json.MAPPER.writeValueAsString(text)));
    }

    public static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    public String address() {
        return "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort());
    }

    public List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    List<String> keys() {
        return List.copyOf(keys);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
