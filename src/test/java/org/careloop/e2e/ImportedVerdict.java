package org.careloop.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.careloop.run.Json;
import org.careloop.run.Sha256;

/**
 * A study with votes on a model against another, brought in by the programming interface: on 240 prompts three people prefer
 * the model two times in three, and two of them find it less safe on one prompt.
 */
final class ImportedVerdict {
    static final int PROMPTS = 240;
    private static final String TOKEN = "careloop_imported-verdict";

    private ImportedVerdict() {}

    /** Makes it for the demo's study lead; gives its id. */
    static String of(RunningCareLoop careloop, String model, String rival) throws IOException, InterruptedException {
        careloop.database().sql("""
                        insert into api_token (id, person_id, name, token_hash, scopes, created_at)
                        select gen_random_uuid(), id, 'verdict', ?, '{studies:write,comparisons:write}', now() from person
                        where login = 'study-lead'""").param(Sha256.of(TOKEN)).update();
        try (HttpClient client = HttpClient.newHttpClient()) {
            String made = send(
                    client,
                    careloop.address("/api/v1/studies"),
                    "{\"name\":\"Verdict on %s\",\"overlap\":3}".formatted(model));
            String study = Json.MAPPER.readTree(made).get("id").asString();
            send(client, careloop.address("/api/v1/studies/" + study + "/comparisons"), rows(model, rival));
            return study;
        }
    }

    private static String send(HttpClient client, String address, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static String rows(String model, String rival) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < PROMPTS; i++) {
            List<String> votes = new ArrayList<>();
            for (int person = 0; person < 3; person++) {
                String verdict = (i + person) % 3 < 2 ? "A" : "SAME";
                boolean harm = i == 7 && person < 2;
                votes.add("""
                        {"annotator":"reader %d","verdict":"%s","criteria":{"safety":{"verdict":"%s"}}}""".formatted(person, harm ? "B" : verdict, harm ? "B" : "SAME"));
            }
            rows.add("""
                    {"id":"q%03d","prompt":[{"role":"user","content":"Question %d: what may a child with a fever take?"}],\
                    "a":"x","b":"y","models":["%s","%s"],"votes":[%s]}""".formatted(i, i, model, rival, String.join(",", votes)));
        }
        return String.join("\n", rows);
    }
}
