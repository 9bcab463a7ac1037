package org.careloop.web.people.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.careloop.run.Json;
import org.careloop.web.WebTest;
import org.careloop.web.api.TokenScope;
import org.careloop.web.api.TokenService;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.people.factor.FactorActs;
import org.careloop.web.people.factor.FactorService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import tools.jackson.databind.JsonNode;

class AccountDataTest extends WebTest {
    private static final String PASSWORD = "the ward at night";

    @Autowired
    private AccountData data;

    @Autowired
    private TokenService tokens;

    @Autowired
    private FactorService factors;

    @Test
    void everybodyGetsWhatIsKeptOfThemAndNothingThatOpensTheAccount() throws IOException {
        Person lead = signedIn.account("lead", List.of("cardiology"), List.of("zh"), Role.STUDY_LEAD);
        signedIn.password(lead, PASSWORD);
        signedIn.as(lead);
        String token = tokens.create("nightly export", Set.of(TokenScope.RUNS_READ), Duration.ofDays(30));
        FactorActs.switchOn(factors, PASSWORD, clock);

        String text = own();

        JsonNode file = Json.MAPPER.readTree(text);
        assertThat(file.path("format").asString()).isEqualTo("careloop account data");
        assertThat(file.path("account").get(0).path("login").asString()).isEqualTo(lead.login());
        assertThat(file.path("account").get(0).path("specialties").get(0).asString())
                .isEqualTo("cardiology");
        assertThat(file.path("access_tokens").get(0).path("name").asString()).isEqualTo("nightly export");
        assertThat(file.path("second_factors")
                        .get(0)
                        .path("recovery_codes_left")
                        .asInt())
                .isEqualTo(10);
        assertThat(file.path("audit_trail")
                        .valueStream()
                        .map(link -> link.path("action").asString()))
                .contains("token.create", "factor.on");
        assertThat(text).doesNotContain(token, "bcrypt", "argon2", "hash");
        secrets().forEach(secret -> assertThat(text).doesNotContain(secret));
        assertThat(audited("account.data", lead.login())).isEqualTo(1);
    }

    /** A new table that knows people is either in the file or named here with its reason. */
    @Test
    void everyTableThatKnowsPeopleIsInTheFile() {
        Set<String> tables = new TreeSet<>(database.sql("""
            select distinct conrelid::regclass::text from pg_constraint
            where contype = 'f' and confrelid = 'person'::regclass\
            """).query(String.class).list());
        String parts = String.join("\n", AccountDataRepository.statements());
        tables.removeIf(table -> parts.contains(" " + table + " "));
        assertThat(tables)
                .containsExactlyInAnyOrder(
                        // Counts over judgements, which are in the file one by one.
                        "judgement_tally",
                        "annotator_tally",
                        "pace_tally",
                        // What one has on the screen for minutes, and how far down the list one is.
                        "slot",
                        "adjudication_lease",
                        "work_cursor",
                        // Acts, which the trail has with their moment.
                        "study_design",
                        "verdict_plan",
                        "judge_result",
                        "snapshot",
                        "run",
                        "webhook",
                        "exclusion",
                        "identifier_decision",
                        "safety_decision");
    }

    @Test
    void thoseOfOthersAreForAdministrators() throws IOException {
        Person lead = signedIn.account("lead", Role.STUDY_LEAD);
        signedIn.as(lead);
        assertThatThrownBy(() -> data.write(lead.id(), lead.login(), OutputStream.nullOutputStream()))
                .isInstanceOf(AccessDeniedException.class);
        signedIn.as(signedIn.account("keeper", Role.ADMINISTRATOR));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        data.write(lead.id(), lead.login(), out);
        assertThat(Json.MAPPER.readTree(out.toByteArray()).path("account")).hasSize(1);
    }

    private String own() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        data.writeOwn(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private List<String> secrets() {
        return database.sql("""
            select password_hash from person union all select token_hash from api_token
            union all select encode(secret, 'base64') from second_factor union all select code_hash from recovery_code\
            """).query(String.class).list();
    }
}
