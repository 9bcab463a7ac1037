package org.careloop.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.EnumSet;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.UUID;
import org.careloop.web.agreement.ExclusionService;
import org.careloop.web.people.Person;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.careloop.web.study.StudyId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The verdict of a study that a program asks for. */
class VerdictApiTest extends ApiCase {
    private static final String ROW = """
            {"id":"%s","prompt":[{"role":"user","content":"Fever %s?"}],"a":"x","b":"y","models":["%s","%s"],"votes":[%s]}
            """;

    @Autowired
    private ExclusionService exclusions;

    private String filled(String token, String... rows) throws Exception {
        String study = study(token);
        send(token, post("/api/v1/studies/" + study + "/comparisons").content(String.join("", rows)))
                .andExpect(status().isCreated());
        return study;
    }

    private static String row(String id, String one, String other, String votes) {
        return ROW.formatted(id, id, one, other, votes);
    }

    @Test
    void votesAreCountedForTheNewModelAndThoseOfExcludedPeopleAreNamed() throws Exception {
        String token = token();
        String votes = "{\"annotator\":\"one\",\"verdict\":\"A\"},{\"annotator\":\"two\",\"verdict\":\"B\"}";
        String study = filled(token, row("p1", "new", "old", votes), row("p2", "new", "old", ""));
        send(token, get("/api/v1/studies/" + study + "/verdict?model=new"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.candidate").value("new"))
                .andExpect(jsonPath("$.rival").value("old"))
                .andExpect(jsonPath("$.decision").value("NOT_SHOWN"))
                .andExpect(jsonPath("$.overall.good").value(1))
                .andExpect(jsonPath("$.overall.bad").value(1))
                .andExpect(jsonPath("$.test.all").value(2))
                .andExpect(jsonPath("$.test.complete").value(1))
                .andExpect(jsonPath("$.data.judgements").value(2))
                .andExpect(jsonPath("$.data.sha256").isNotEmpty());
        exclude(study, "imported:two");
        send(token, get("/api/v1/studies/" + study + "/verdict?model=new"))
                .andExpect(jsonPath("$.overall.good").value(1))
                .andExpect(jsonPath("$.overall.bad").value(0))
                .andExpect(jsonPath("$.test.complete").value(1))
                .andExpect(jsonPath("$.leftOut.annotator").value(1));
    }

    private void exclude(String study, String login) {
        signedIn.as(lead);
        PersonId person = database.sql("select id from person where login = ?")
                .param(login)
                .query((row, n) -> new PersonId(row.getObject("id", UUID.class)))
                .single();
        exclusions.exclude(StudyId.parse(study).orElseThrow(), person, "pressed without reading");
        signedIn.nobody();
    }

    @Test
    void beforeTheFirstVoteAndWithOneModelTheAnswerSaysWhatIsMissingInBothLanguages() throws Exception {
        String token = token();
        refused(token, filled(token, row("p1", "new", "old", "")), "verdict.no-votes");
        refused(token, filled(token, row("p1", "new", "new", "")), "verdict.one-model");
        refused(
                token,
                filled(token, row("p1", "new", "old", "").replaceAll("\"models\":\\[[^]]*],", "")),
                "verdict.no-models");
        String study = filled(token, row("p1", "new", "old", "{\"annotator\":\"one\",\"verdict\":\"A\"}"));
        refused(token, study + "/verdict?model=neu", "verdict.unknown-model");
        refused(token, study + "/verdict?model=new&rival=new", "verdict.itself");
        refused(token, study + "/verdict?alpha=0.7", "field.unfit");
    }

    private void refused(String token, String study, String code) throws Exception {
        String address = "/api/v1/studies/" + study + (study.contains("?") ? "" : "/verdict");
        send(token, get(address))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.code").value(code));
        for (Locale language : new Locale[] {Locale.ROOT, Locale.CHINESE}) {
            assertThat(ResourceBundle.getBundle("vaadin-i18n.translations", language)
                            .containsKey("problem." + code))
                    .as("%s in %s", code, language)
                    .isTrue();
        }
    }

    @Test
    void onlyALeadOfTheStudyHearsTheVerdict() throws Exception {
        String study = filled(token(), row("p1", "new", "old", "{\"annotator\":\"one\",\"verdict\":\"A\"}"));
        Person engineer = signedIn.account("engineer", Role.ML_ENGINEER);
        send(token(engineer, EnumSet.allOf(TokenScope.class)), get("/api/v1/studies/" + study + "/verdict"))
                .andExpect(status().isForbidden());
        Person other = signedIn.account("other", Role.STUDY_LEAD);
        send(token(other, EnumSet.allOf(TokenScope.class)), get("/api/v1/studies/" + study + "/verdict"))
                .andExpect(status().isNotFound());
        send(token(lead, EnumSet.of(TokenScope.STUDIES_READ)), get("/api/v1/studies/" + study + "/verdict"))
                .andExpect(status().isForbidden());
    }
}
