package org.careloop.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.careloop.web.checkpoint.DataFolders;
import org.careloop.web.people.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.ResultActions;

/** Files of exams that a program brings. */
class BenchmarkApiTest extends ApiCase {
    @Autowired
    private DataFolders folders;

    private final String name = "mmlu-" + UUID.randomUUID();

    @BeforeEach
    void anEngineer() {
        signedIn.as(signedIn.account("engineer", Role.ML_ENGINEER));
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private ResultActions bring(String token, byte[] body) throws Exception {
        return send(token, post("/api/v1/benchmarks?name=" + name).content(body));
    }

    @Test
    void anArchiveIsKeptWithItsExamplesAndListed() throws Exception {
        String token = token();

        bring(
                        token,
                        zip(
                                "mmlu/anatomy_test.csv",
                                "Which bone?,a,b,c,d,B\n",
                                "mmlu/examples/anatomy_dev.csv",
                                "Who?,a,b,c,d,A\n"))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.layout").value("mmlu"))
                .andExpect(jsonPath("$.questions").value(1))
                .andExpect(jsonPath("$.examples").value(1))
                .andExpect(jsonPath("$.subjects.anatomy").value(1));
        send(token, get("/api/v1/benchmarks"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[*].name", hasItem(name)));
    }

    @Test
    void whatDoesNotFitIsNamedAndNothingIsKept() throws Exception {
        String token = token();

        bring(token, zip("../anatomy_test.csv", "Which bone?,a,b,c,d,B\nWhich nerve?,a,b,c,d,E\n"))
                .andExpect(status().is(422))
                .andExpect(jsonPath("$.detail")
                        .value(containsString("anatomy_test.csv, line 2: field \"answer\" is \"E\"")));
        bring(token, "no archive".getBytes(StandardCharsets.UTF_8))
                .andExpect(status().is(422))
                .andExpect(jsonPath("$.detail").value(containsString("no ZIP archive")));
        assertThat(folders.exams().resolve(name)).doesNotExist();
    }

    @Test
    void aTokenThatOnlyReadsBringsNone() throws Exception {
        bring(token(lead, EnumSet.of(TokenScope.RUNS_READ)), zip("a_test.csv", "Who?,a,b,c,d,A\n"))
                .andExpect(status().isForbidden());
    }

    @Test
    void whatNoRunAskedIsDeleted() throws Exception {
        String token = token();
        bring(token, zip("a_test.csv", "Who?,a,b,c,d,A\n")).andExpect(status().isCreated());
        send(token(lead, EnumSet.of(TokenScope.RUNS_READ)), delete("/api/v1/benchmarks/" + name))
                .andExpect(status().isForbidden());
        assertThat(folders.exams().resolve(name)).exists();

        send(token, delete("/api/v1/benchmarks/" + name)).andExpect(status().isNoContent());

        assertThat(folders.exams().resolve(name)).doesNotExist();
        send(token, delete("/api/v1/benchmarks/" + name)).andExpect(status().isNotFound());
    }
}
