package org.careloop.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointFile;
import org.careloop.web.checkpoint.CheckpointFiles;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.checkpoint.FileAnswer;
import org.careloop.web.checkpoint.ModelState;
import org.careloop.web.checkpoint.RunId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Models that runs start from and what runs made. */
@RestController
@RequestMapping("/api/v1/checkpoints")
class CheckpointApi {
    private final CheckpointService checkpoints;
    private final CheckpointFiles files;

    CheckpointApi(CheckpointService checkpoints, CheckpointFiles files) {
        this.checkpoints = checkpoints;
        this.files = files;
    }

    /**
     * A checkpoint as the API returns it.
     *
     * @param run the run that made it; null for a base model
     * @param state {@code candidate}, {@code approved} or {@code withdrawn}; null for all but policies that a run made
     */
    record CheckpointView(
            String id,
            String name,
            String kind,
            @Nullable String run,
            String sha256,
            Instant createdAt,
            @Nullable String state) {
        static CheckpointView of(Checkpoint checkpoint) {
            return new CheckpointView(
                    checkpoint.id().toString(),
                    checkpoint.name(),
                    checkpoint.kind().name(),
                    checkpoint.run().map(RunId::toString).orElse(null),
                    checkpoint.sha256(),
                    checkpoint.createdAt(),
                    checkpoint.state().map(ModelState::label).orElse(null));
        }
    }

    /** A file as the API lists it. */
    record FileView(String name, long bytes, String sha256) {
        static FileView of(CheckpointFile file) {
            return new FileView(file.name(), file.bytes(), file.sha256().orElseThrow());
        }
    }

    @GetMapping
    Paging.Page<CheckpointView> list(
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
        return Paging.of(
                cursor,
                limit,
                checkpoints.list().stream().map(CheckpointView::of).toList());
    }

    @GetMapping("/{id}")
    CheckpointView get(@PathVariable String id) {
        return CheckpointView.of(find(id));
    }

    /** The files with their hashes. Where a hash is not known yet, the answer waits until it is computed. */
    @GetMapping("/{id}/files")
    List<FileView> files(@PathVariable String id) throws IOException {
        return files.listWithHashes(find(id).id()).stream().map(FileView::of).toList();
    }

    /** A file or a part of it; its tag is its SHA-256. */
    @GetMapping("/{id}/files/{*name}")
    void file(
            @PathVariable String id,
            @PathVariable String name,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Checkpoint checkpoint = find(id);
        String wanted = name.substring(1);
        CheckpointFile found = (request.getMethod().equals("HEAD")
                        ? files.look(checkpoint.id(), wanted)
                        : files.open(checkpoint.id(), wanted, FileAnswer.from(request)))
                .orElseThrow(() -> new ApiProblems.NotFound(
                        "checkpoint \"%s\" has no file \"%s\"; GET /api/v1/checkpoints/%s/files lists them"
                                .formatted(checkpoint.name(), wanted, id)));
        FileAnswer.send(found, request, response);
    }

    private Checkpoint find(String id) {
        return CheckpointId.parse(id)
                .flatMap(checkpoints::find)
                .orElseThrow(() -> new ApiProblems.NotFound(
                        "there is no checkpoint \"%s\" that this token's person may see; GET /api/v1/checkpoints lists them"
                                .formatted(id)));
    }
}
