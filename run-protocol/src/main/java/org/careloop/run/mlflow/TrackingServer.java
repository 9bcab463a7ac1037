package org.careloop.run.mlflow;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** An MLflow tracking server, named as MLflow's own clients name it: by the environment. Every call has a deadline. */
final class TrackingServer implements Closeable {
    private static final Duration CONNECTING = Duration.ofSeconds(3);
    private static final Duration ANSWERING = Duration.ofSeconds(5);
    private static final String API = "/api/2.0/mlflow/";

    private final URI address;
    private final @Nullable String authorization;
    private final HttpClient client;

    /** The server answered, and not with what was asked for. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        private final String code;

        Refused(int status, String code) {
            super("it answered %d %s".formatted(status, code).strip());
            this.code = code;
        }

        /** Whether what was asked for is not there. */
        boolean isAbsence() {
            return code.equals("RESOURCE_DOES_NOT_EXIST");
        }
    }

    private TrackingServer(URI address, @Nullable String authorization) {
        this.address = address;
        this.authorization = authorization;
        client = HttpClient.newBuilder()
                .connectTimeout(CONNECTING)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * The server that {@code MLFLOW_TRACKING_URI} names, with {@code MLFLOW_TRACKING_TOKEN}, or {@code MLFLOW_TRACKING_USERNAME} and
     * {@code MLFLOW_TRACKING_PASSWORD}; a name and a password in the address do as well. Empty where none is named, or a folder is.
     */
    static Optional<TrackingServer> of(Map<String, String> environment) {
        try {
            URI given =
                    new URI(environment.getOrDefault("MLFLOW_TRACKING_URI", "").strip());
            String scheme = String.valueOf(given.getScheme());
            if (!scheme.equals("http") && !scheme.equals("https") || given.getHost() == null) {
                return Optional.empty();
            }
            URI address = new URI(scheme, null, given.getHost(), given.getPort(), given.getPath(), null, null);
            return Optional.of(new TrackingServer(address, authorization(given, environment)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String authorization(URI given, Map<String, String> environment) {
        String token = environment.get("MLFLOW_TRACKING_TOKEN");
        if (token != null) {
            return "Bearer " + token;
        }
        String name = environment.get("MLFLOW_TRACKING_USERNAME");
        String both = name == null
                ? given.getUserInfo()
                : name + ":" + environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
        return both == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    /** Its address without a password. */
    String address() {
        return address.toString().replaceFirst("/$", "");
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address() + API + path)).timeout(ANSWERING);
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode body = json(answer.body());
        if (answer.statusCode() != 200) {
            throw new Refused(answer.statusCode(), body.path("error_code").asString(""));
        }
        return body;
    }

    private static JsonNode json(String body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            return Json.MAPPER.createObjectNode();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
