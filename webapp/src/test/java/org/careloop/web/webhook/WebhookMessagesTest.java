package org.careloop.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.careloop.run.Json;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** What a webhook sends of a study, and how it is signed. */
class WebhookMessagesTest extends WebhookTest {
    @Autowired
    private ImportService imports;

    @TempDir
    private Path folder;

    @Test
    void aJudgementIsToldSignedWithoutTextsAndTheLastOneEndsTheStudy() throws Exception {
        String secret = hooks.create(
                study.id(), address("/in"), EnumSet.of(WebhookEvent.JUDGEMENT, WebhookEvent.STUDY_COMPLETE));
        judge();
        sender.send();

        assertThat(received)
                .extracting(message ->
                        Json.MAPPER.readTree(message.body()).get("event").asString())
                .containsExactlyInAnyOrder("JUDGEMENT", "STUDY_COMPLETE");
        for (Received message : received) {
            assertThat(message.body()).contains(study.id().toString()).doesNotContain("secret text", "model-x");
            String[] parts = message.signature().split("[=,]");
            assertThat(parts[3]).isEqualTo(WebhookSender.sign(secret, parts[1] + "." + message.body()));
        }
        sender.send();
        assertThat(received).hasSize(2);
    }

    /** By Python's hmac, see docs/api.md. */
    @Test
    void theSignatureIsWhatAnotherProgramComputes() {
        assertThat(WebhookSender.sign("0011223344556677", "1767225600.{\"event\":\"TEST\",\"study\":\"s\"}"))
                .isEqualTo("08d6fc5dbf935a59407e20ded89f205124b76b404fa99982963bd0c961db420a");
    }

    @Test
    void theBodyThatIsSignedNamesTheDelivery() throws Exception {
        hooks.create(study.id(), address("/in"), Set.of(WebhookEvent.JUDGEMENT));
        judge();
        hooks.test(hooks.of(study.id()).getFirst().id());
        sender.send();
        assertThat(received)
                .hasSize(2)
                .allSatisfy(message -> assertThat(
                                Json.MAPPER.readTree(message.body()).get("id").asString())
                        .isEqualTo(message.delivery()));
    }

    @Test
    void anImportIsNotToldAndCompletesNoStudy() throws Exception {
        hooks.create(study.id(), address("/in"), EnumSet.of(WebhookEvent.JUDGEMENT, WebhookEvent.STUDY_COMPLETE));
        StringBuilder rows = new StringBuilder("id,prompt,a,b,annotator,verdict\n");
        for (int i = 0; i < 1100; i++) {
            rows.append("r%d,q,x,y,n,A%n".formatted(i));
        }
        Path file = Files.writeString(folder.resolve("rows.csv"), rows);
        imports.importFiles(study.id(), List.of(ImportFile.of(file)), 1);
        sender.send();
        assertThat(received).isEmpty();
    }

    @Test
    void aComparisonThatIsHeldBackKeepsNoStudyFromItsEnd() throws Exception {
        hooks.create(study.id(), address("/in"), Set.of(WebhookEvent.STUDY_COMPLETE));
        UUID out = UUID.randomUUID();
        database.sql("""
                        insert into comparison (id, study_id, external_id, prompt, response_a, response_b, held, position, created_at)
                        values (?, ?, 'out', '[{"role":"user","content":"q"}]', 'x', 'y', true, 2, ?::timestamptz)""").params(out, study.id().value(), NOW.toString()).update();
        database.sql("insert into slot (comparison_id, ordinal, study_id, position, blocked) values (?, 1, ?, 2, true)")
                .params(out, study.id().value())
                .update();
        judge();
        sender.send();
        assertThat(received).hasSize(1);
    }

    private void judge() {
        UUID comparison = UUID.randomUUID();
        UUID annotator = signedIn.clinician("anna").id().value();
        database.sql("""
                        insert into comparison (id, study_id, external_id, prompt, response_a, response_b, model_a, position, created_at)
                        values (?, ?, 'c', '[{"role":"user","content":"secret text"}]', 'secret text', 'y', 'model-x', 1, ?::timestamptz)""").params(comparison, study.id().value(), NOW.toString()).update();
        database.sql("insert into slot (comparison_id, ordinal, study_id, position) values (?, 1, ?, 1)")
                .params(comparison, study.id().value())
                .update();
        database.sql("""
                        insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, a_on_left,
                                               active_ms, rationale, study_id, created_at)
                        values (gen_random_uuid(), gen_random_uuid(), ?, 1, ?, 1, 'A', true, 1000, 'secret text', ?, ?::timestamptz)""")
                .params(comparison, annotator, study.id().value(), NOW.toString())
                .update();
    }
}
