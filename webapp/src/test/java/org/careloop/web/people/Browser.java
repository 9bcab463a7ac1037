package org.careloop.web.people;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.careloop.run.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends what Vaadin's client sends when somebody signs in and opens a page. */
final class Browser {
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .build();
    private final String address;

    Browser(int port) {
        this.address = "http://127.0.0.1:" + port;
    }

    /** Where the server leads after the form. */
    String signIn(String login, String password) throws IOException, InterruptedException {
        return post(
                        "/login",
                        "application/x-www-form-urlencoded",
                        "username=%s&password=%s".formatted(encode(login), encode(password)))
                .headers()
                .firstValue("Location")
                .orElse("");
    }

    /** What the server shows at an address, as its client hears it. */
    String open(String route) throws IOException, InterruptedException {
        HttpResponse<String> begun = get("/?v-r=init&location=%s&query=&v-wn=v-test".formatted(encode(route)));
        if (begun.statusCode() != 200) {
            return "";
        }
        JsonNode init = Json.MAPPER.readTree(begun.body());
        ObjectNode message = Json.MAPPER.createObjectNode();
        message.put("csrfToken", init.findPath("Vaadin-Security-Key").asString())
                .put("syncId", 0)
                .put("clientId", 0);
        ObjectNode event = message.putArray("rpc").addObject();
        event.put("type", "event").put("node", 1).put("event", "ui-navigate");
        ObjectNode data = event.putObject("data");
        data.put("route", route).put("query", "").put("appShellTitle", "").put("trigger", "");
        data.putObject("historyState").put("idx", 0);
        return post(
                        "/?v-r=uidl&v-uiId=" + init.findPath("v-uiId").asInt(),
                        "application/json; charset=UTF-8",
                        Json.MAPPER.writeValueAsString(message))
                .body();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Accept-Language", "en")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String type, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Content-Type", type)
                        .header("Accept-Language", "en")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
