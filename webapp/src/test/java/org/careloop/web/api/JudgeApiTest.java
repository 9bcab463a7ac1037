package org.careloop.web.api;

import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.careloop.run.Json;
import org.careloop.run.judging.Preference;
import org.careloop.web.judge.JudgeFiles;
import org.careloop.web.judge.JudgedFolder;
import org.careloop.web.people.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.web.servlet.ResultActions;

/** What a model said of a study's pairs, brought and taken away by a program. */
class JudgeApiTest extends ApiCase {
    private static final String ROW = """
            {"id":"p1","prompt":"Fever?","a":"x","b":"y","models":["new","old"],"votes":[{"annotator":"one","verdict":"A"}]}
            """;

    @TempDir
    private Path folder;

    private byte[] zip(String question, String... leftOut) throws IOException {
        JudgeFiles files = JudgedFolder.of("judge-70b")
                .pair("p1", question, "x", "y", Preference.FIRST, Preference.SECOND)
                .write(folder);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (JudgeFiles.File file : List.of(files.report(), files.judged())) {
                if (!List.of(leftOut).contains(file.path().getFileName().toString())) {
                    zip.putNextEntry(new ZipEntry("judge-1/" + file.path().getFileName()));
                    zip.write(Files.readAllBytes(file.path()));
                    zip.closeEntry();
                }
            }
        }
        return bytes.toByteArray();
    }

    private String filled(String token) throws Exception {
        String address = "/api/v1/studies/" + study(token);
        send(token, post(address + "/comparisons").content(ROW)).andExpect(status().isCreated());
        return address;
    }

    private ResultActions attach(String token, String study, byte[] body) throws Exception {
        return send(token, post(study + "/judges").content(body));
    }

    @Test
    void itsFiguresStandInTheVerdictUntilItIsTakenAway() throws Exception {
        String token = token();
        String study = filled(token);

        String answer = attach(token, study, zip("Fever?"))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.kind").value("model"))
                .andExpect(jsonPath("$.judge").value("judge-70b"))
                .andExpect(jsonPath("$.pairs").value(1))
                .andReturn()
                .getResponse()
                .getContentAsString();
        String id = Json.MAPPER.readTree(answer).path("id").asString();
        send(token, get(study + "/judges")).andExpect(jsonPath("$[0].id").value(id));
        send(token, get(study + "/verdict?model=new"))
                .andExpect(jsonPath("$.judges[0].report.kind").value("model"))
                .andExpect(jsonPath("$.judges[0].report.asked.judge").value("judge-70b"))
                .andExpect(
                        jsonPath("$.judges[0].report.people.table['win/win']").value(1))
                .andExpect(jsonPath("$.overall.good").value(1));

        send(token, delete(study + "/judges/" + id)).andExpect(status().isNoContent());

        send(token, get(study + "/judges")).andExpect(jsonPath("$.length()").value(0));
        send(token, get(study + "/verdict?model=new"))
                .andExpect(jsonPath("$.judges.length()").value(0));
        send(token, delete(study + "/judges/" + id)).andExpect(status().isNotFound());
    }

    @Test
    void whatDoesNotFitIsNamedWithItsCode() throws Exception {
        String token = token();
        String study = filled(token);

        attach(token, study, zip("Cough?"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.code").value("file.line"))
                .andExpect(jsonPath("$.detail").value(containsString("judge-1/judged.jsonl, line 1: field \"shown\"")));
        attach(token, study, zip("Fever?", "report.json"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.code").value("judge.files"));
        attach(token, study, "no archive".getBytes(StandardCharsets.UTF_8))
                .andExpect(status().isUnprocessableContent());
        send(token, get(study + "/judges")).andExpect(jsonPath("$.length()").value(0));
    }

    @Test
    void anotherLeadFindsNoSuchStudyAndATokenThatReadsChangesNothing() throws Exception {
        String study = filled(token());
        byte[] body = zip("Fever?");

        attach(token(signedIn.account("other", Role.STUDY_LEAD), EnumSet.allOf(TokenScope.class)), study, body)
                .andExpect(status().isNotFound());
        attach(token(signedIn.account("engineer", Role.ML_ENGINEER), EnumSet.allOf(TokenScope.class)), study, body)
                .andExpect(status().isForbidden());
        attach(token(lead, EnumSet.of(TokenScope.JUDGEMENTS_READ)), study, body).andExpect(status().isForbidden());
    }
}
