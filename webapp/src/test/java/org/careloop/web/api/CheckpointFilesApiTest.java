package org.careloop.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.UUID;
import org.careloop.run.ModelKind;
import org.careloop.run.Sha256;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointFiles;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** A checkpoint's files, one by one and in parts. */
class CheckpointFilesApiTest extends ApiCase {
    private static final String WEIGHTS = "0123456789";

    @Autowired
    private CheckpointService checkpoints;

    @Autowired
    private CheckpointFiles files;

    @TempDir
    private Path folder;

    private Checkpoint base;
    private String token = "";

    @BeforeEach
    void aBaseModel() throws IOException {
        Person engineer = signedIn.account("engineer", Role.ML_ENGINEER);
        signedIn.as(engineer);
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(model.resolve("config.json"), "{}");
        Files.writeString(model.resolve("tokenizer.json"), "{}");
        Files.writeString(model.resolve("model.safetensors"), WEIGHTS);
        Files.writeString(Files.createDirectories(model.resolve("adapter")).resolve("ä b.txt"), "x");
        Files.writeString(folder.resolve("secret.txt"), "outside");
        base = checkpoints.registerBase("base " + UUID.randomUUID(), ModelKind.POLICY, model);
        token = token(engineer, EnumSet.of(TokenScope.RUNS_READ));
    }

    @Test
    void filesAreListedByNameWithTheirSizeAndHash() throws Exception {
        send(token, get(address("")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.length()").value(4))
                .andExpect(jsonPath("$[0].name").value("adapter/ä b.txt"))
                .andExpect(jsonPath("$[2].name").value("model.safetensors"))
                .andExpect(jsonPath("$[2].bytes").value(10))
                .andExpect(jsonPath("$[2].sha256").value(base.sha256()));
        assertThat(base.sha256()).isEqualTo(Sha256.of(WEIGHTS));
    }

    @Test
    void aHashIsComputedOnceAndAnewWhenTheFileHasChanged() throws Exception {
        send(token, get(address(""))).andExpect(status().isOk());
        database.sql("update checkpoint_file set sha256 = 'kept' where checkpoint_id = ? and name = 'config.json'")
                .param(base.id().value())
                .update();
        send(token, get(address(""))).andExpect(jsonPath("$[1].sha256").value("kept"));
        Files.writeString(base.directory().resolve("config.json"), "{ }");
        send(token, get(address(""))).andExpect(jsonPath("$[1].sha256").value(Sha256.of("{ }")));
    }

    @Test
    void aWholeFileComesWithItsHashAsTag() throws Exception {
        part(get(weights()))
                .andExpect(status().isOk())
                .andExpect(header().string("ETag", tag()))
                .andExpect(header().string("Accept-Ranges", "bytes"))
                .andExpect(header().string("Content-Length", "10"))
                .andExpect(header().string(
                                "Content-Disposition",
                                "attachment; filename=\"model.safetensors\"; filename*=UTF-8''model.safetensors"))
                .andExpect(content().string(WEIGHTS));
        part(get(address("/adapter/ä b.txt")))
                .andExpect(status().isOk())
                .andExpect(content().string("x"));
        part(head(weights()).header("Range", "bytes=2-"))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Length", "10"))
                .andExpect(content().string(""));
        part(get(weights()).header("If-None-Match", "\"x\", " + tag())).andExpect(status().isNotModified());
        part(get(weights()).header("If-Match", "\"x\"")).andExpect(status().isPreconditionFailed());
    }

    @Test
    void aPartOfAFileIsWhatWasAskedFor() throws Exception {
        range("bytes=3-5")
                .andExpect(header().string("Content-Range", "bytes 3-5/10"))
                .andExpect(content().string("345"));
        range("bytes=8-")
                .andExpect(header().string("Content-Range", "bytes 8-9/10"))
                .andExpect(content().string("89"));
        range("bytes=-3")
                .andExpect(header().string("Content-Range", "bytes 7-9/10"))
                .andExpect(content().string("789"));
        range("bytes=9-99")
                .andExpect(header().string("Content-Range", "bytes 9-9/10"))
                .andExpect(content().string("9"));
        part(get(weights()).header("Range", "bytes=10-"))
                .andExpect(status().isRequestedRangeNotSatisfiable())
                .andExpect(header().string("Content-Range", "bytes */10"));
        for (String unread : new String[] {"bytes=5-3", "lines=1-2", "bytes=0-1,4-5"}) {
            part(get(weights()).header("Range", unread))
                    .andExpect(status().isOk())
                    .andExpect(content().string(WEIGHTS));
        }
    }

    @Test
    void aDownloadGoesOnOnlyWithTheSameFile() throws Exception {
        part(get(weights()).header("Range", "bytes=4-").header("If-Range", tag()))
                .andExpect(status().isPartialContent())
                .andExpect(content().string("456789"));
        for (String other : new String[] {"\"other\"", "W/" + tag(), "Sun, 01 Mar 2026 09:00:00 GMT"}) {
            part(get(weights()).header("Range", "bytes=4-").header("If-Range", other))
                    .andExpect(status().isOk())
                    .andExpect(content().string(WEIGHTS));
        }
    }

    @Test
    void nothingOutsideOfTheDirectoryIsHandedOut() throws Exception {
        String way = "/api/v1/checkpoints/" + base.id() + "/files/";
        for (String out :
                new String[] {"../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "/etc/passwd", "adapter"}) {
            int answer = send(token, get(URI.create(way + out)))
                    .andReturn()
                    .getResponse()
                    .getStatus();
            assertThat(answer).as(out).isIn(400, 404);
        }
        part(get(address("/secret.txt")))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.detail").value(containsString("has no file \"secret.txt\"")));
    }

    @Test
    void whoNeitherTrainsNorLeadsFindsNothingThatNobodyApproved() throws Exception {
        Person administrator = signedIn.account("administrator", Role.ADMINISTRATOR);
        String theirs = token(administrator, EnumSet.allOf(TokenScope.class));
        send(theirs, get(address(""))).andExpect(status().isNotFound());
        send(theirs, get(weights())).andExpect(status().isNotFound());
        send(theirs, get("/api/v1/checkpoints/" + base.id())).andExpect(status().isNotFound());
        signedIn.as(signedIn.clinician("clinician"));
        assertThatThrownBy(() -> files.open(base.id(), "config.json", 0)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void everyPartThatIsFetchedIsInTheTrail() throws Exception {
        long before = audited("checkpoint.download", base.name());
        part(get(weights()));
        part(get(weights()).header("Range", "bytes=4-"));
        part(head(weights()));
        assertThat(audited("checkpoint.download", base.name()) - before).isEqualTo(2);
        assertThat(database.sql(
                                "select detail ->> 'from' from audit_event where subject = ? and action = 'checkpoint.download' order by at, seq")
                        .param(base.name())
                        .query(String.class)
                        .list())
                .containsExactly("0", "4");
    }

    private ResultActions range(String range) throws Exception {
        return part(get(weights()).header("Range", range)).andExpect(status().isPartialContent());
    }

    private ResultActions part(MockHttpServletRequestBuilder request) throws Exception {
        return send(token, request);
    }

    private String weights() {
        return address("/model.safetensors");
    }

    private String address(String file) {
        return "/api/v1/checkpoints/" + base.id() + "/files" + file;
    }

    private String tag() {
        return "\"" + base.sha256() + "\"";
    }
}
