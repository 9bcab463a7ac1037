package org.careloop.load;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.careloop.run.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Simulates one browser towards the server: signs in, opens a page and sends the messages that Vaadin's client would
 * send, one at a time. It renders nothing, so that two hundred of them can run beside the server.
 */
public final class BrowserSession {
    private static final String WINDOW =
            "&query=&v-sh=800&v-sw=1280&v-wh=800&v-ww=1280&v-bh=800&v-bw=1280&v-curdate=1&v-tzo=0&v-dstd=0&v-rtzo=0"
                    + "&v-dston=false&v-tzid=UTC&v-td=false&v-pr=1&v-wn=v-";
    private static final String JSON_GUARD = "for(;;);";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final String address;
    private final String login;

    private String securityKey = "";
    private int ui;
    private int sync;
    private int sent;

    public BrowserSession(String address, String login) {
        this.address = address;
        this.login = login;
    }

    /** Signs in; the password is that of the bench's accounts. */
    public void signIn(String password) throws IOException, InterruptedException {
        String page = get("/login");
        Matcher csrf = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"").matcher(page);
        String token = csrf.find() ? "_csrf=" + encode(csrf.group(1)) + "&" : "";
        post(
                "/login",
                "application/x-www-form-urlencoded",
                token + "username=" + encode(login) + "&password=" + encode(password));
    }

    /** Opens a page; the answer holds what it shows. */
    public JsonNode open(String route) throws IOException, InterruptedException {
        JsonNode init = json(get("/?v-r=init&location=" + encode(route) + WINDOW + encode(login)));
        securityKey = text(init, "Vaadin-Security-Key");
        ui = init.findPath("v-uiId").asInt();
        sync = 0;
        sent = 0;
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.put("route", route).put("query", "").put("appShellTitle", "").put("trigger", "");
        data.putObject("historyState").put("idx", 0);
        return event(1, "ui-navigate", data);
    }

    /** Sends an event of an element, with what the page's listeners ask of it. */
    public JsonNode event(int node, String type, ObjectNode data) throws IOException, InterruptedException {
        ObjectNode message = Json.MAPPER.createObjectNode();
        message.put("csrfToken", securityKey).put("syncId", sync).put("clientId", sent);
        message.putArray("rpc")
                .addObject()
                .put("type", "event")
                .put("node", node)
                .put("event", type)
                .set("data", data);
        String body = Json.MAPPER.writeValueAsString(message);
        JsonNode answer = message(body);
        sent++;
        sync = answer.get("syncId").asInt();
        return answer;
    }

    private JsonNode message(String body) throws IOException, InterruptedException {
        String answer = post("/?v-r=uidl&v-uiId=" + ui, "application/json; charset=UTF-8", body);
        JsonNode read = json(answer.startsWith(JSON_GUARD) ? answer.substring(JSON_GUARD.length()) : answer);
        JsonNode first = read.isArray() ? read.get(0) : read;
        if (first.path("meta").has("sessionExpired") || first.path("meta").has("appError")) {
            throw new IOException(login + ": " + first.get("meta"));
        }
        return first;
    }

    /** The element on which a message sets an attribute or property. */
    public static OptionalInt nodeWith(JsonNode answer, String key) {
        for (JsonNode change : answer.path("changes")) {
            if (key.equals(change.path("key").asString())) {
                return OptionalInt.of(change.get("node").asInt());
            }
        }
        return OptionalInt.empty();
    }

    /** What a message sets an attribute or property of an element to; empty when it leaves it. */
    public static String valueOf(JsonNode answer, int node, String key) {
        String value = "";
        for (JsonNode change : answer.path("changes")) {
            if (change.path("node").asInt() == node
                    && key.equals(change.path("key").asString())) {
                value = change.path("value").asString();
            }
        }
        return value;
    }

    private String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address + path)));
    }

    private String post(String path, String type, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("%s: %s answered %d".formatted(login, answer.uri(), answer.statusCode()));
        }
        return answer.body();
    }

    private static JsonNode json(String text) {
        return Json.MAPPER.readTree(text);
    }

    private static String text(JsonNode in, String key) throws IOException {
        JsonNode found = in.findPath(key);
        if (found.isMissingNode()) {
            throw new IOException("the server's first answer has no " + key);
        }
        return found.asString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
