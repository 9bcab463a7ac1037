package org.careloop.web.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.web.requests.RequestId;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** Refusals as RFC 9457 problems, each with a code that stays the same when its words change. */
final class ApiRefusal {
    static final String CODE = "code";
    /** The request's number, which stands in the log too. */
    static final String REQUEST = "request";

    private ApiRefusal() {}

    /** Answers a request that no handler answers. */
    static void say(HttpServletResponse response, HttpStatusCode status, Phrase why) throws IOException {
        HttpStatus known = HttpStatus.resolve(status.value());
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        Map<String, Object> problem = Map.of(
                "status",
                status.value(),
                "title",
                known == null ? "" : known.getReasonPhrase(),
                "detail",
                why.english(),
                CODE,
                why.code(),
                REQUEST,
                RequestId.current());
        response.getOutputStream().write(Json.MAPPER.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8));
    }

    /** What a status says about a request, where nothing more is known. */
    static Phrase of(HttpStatusCode status) {
        return switch (HttpStatus.resolve(status.value())) {
            case NOT_FOUND -> Phrase.of("api.address", "there is no such address; GET /api/v1/openapi.json lists them");
            case METHOD_NOT_ALLOWED ->
                Phrase.of("api.method", "the address does not take this method; the header Allow names those it takes");
            case NOT_ACCEPTABLE ->
                Phrase.of("api.accept", "the address does not answer in what the header Accept asks for; leave it out");
            case UNSUPPORTED_MEDIA_TYPE ->
                Phrase.of(
                        "api.content-type",
                        "the address does not take a body of this Content-Type; expected application/json");
            case null, default ->
                status.is5xxServerError()
                        ? Phrase.of("api.failed", "the server could not answer; its log says why")
                        : Phrase.of("api.request", "the request cannot be read; look at its address and its headers");
        };
    }
}
