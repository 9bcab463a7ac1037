package org.careloop.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.UUID;
import org.careloop.web.Act;
import org.careloop.web.ServedTest;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.StudyService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An account is closed, or loses what it may, while something is being downloaded. */
class EndedDownloadTest extends ServedTest {
    private static final int COMPARISONS = 400;
    private static final int LETTERS = 100_000;
    private static final int FIRST = 4096;

    @Autowired
    private TokenService tokens;

    @Autowired
    private StudyService studies;

    private Person lead;
    private String token;
    private String study;

    @BeforeEach
    void aStudyOfFortyMegabytes() {
        lead = signedIn.account("lead", Role.STUDY_LEAD);
        signedIn.as(lead);
        token = tokens.create("test", EnumSet.allOf(TokenScope.class), Duration.ofDays(30));
        study = studies.create(new NewStudy("Large " + UUID.randomUUID(), "", 1), lead.id())
                .id()
                .toString();
        database.sql("""
            insert into comparison (id, study_id, external_id, prompt, response_a, response_b, position, created_at)
            select gen_random_uuid(), :id::uuid, n::text, '[{"role": "user", "content": "?"}]',
                   (select string_agg(md5(n::text || i), '') from generate_series(1, :letters / 32) i), 'b', n, now()
            from generate_series(1, :count) n\
            """)
                .param("id", study)
                .param("letters", LETTERS)
                .param("count", COMPARISONS)
                .update();
    }

    @Test
    void whatNobodyEndsComesWhole() throws Exception {
        try (InputStream body = download("judgements")) {
            body.readNBytes(FIRST);
            clock.advance(Duration.ofSeconds(2));
            assertThat(body.readAllBytes()).hasSizeGreaterThan(COMPARISONS * LETTERS - FIRST);
        }
    }

    @Test
    void closingTheAccountBreaksOffLinesAndZip() throws Exception {
        Act close = () -> database.sql("update person set active = false where id = ?")
                .param(lead.id().value())
                .update();
        breaksOff("judgements", close);
        database.sql("update person set active = true where id = ?")
                .param(lead.id().value())
                .update();
        breaksOff("export", close);
    }

    @Test
    void takingTheRoleBreaksItOff() throws Exception {
        breaksOff(
                "judgements",
                () -> database.sql("delete from person_role where person_id = ?")
                        .param(lead.id().value())
                        .update());
    }

    @Test
    void revokingTheTokenBreaksItOff() throws Exception {
        breaksOff("judgements", () -> {
            signedIn.as(lead);
            tokens.revoke(tokens.mine().getFirst());
        });
    }

    private void breaksOff(String what, Act act) throws Exception {
        try (InputStream body = download(what)) {
            assertThat(body.readNBytes(FIRST)).hasSize(FIRST);
            act.run();
            clock.advance(Duration.ofSeconds(2));
            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    private InputStream download(String what) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:%d/api/v1/studies/%s/%s".formatted(port, study, what)))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
