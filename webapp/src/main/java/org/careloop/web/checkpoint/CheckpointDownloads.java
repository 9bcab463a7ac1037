package org.careloop.web.checkpoint;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriUtils;

/** A checkpoint's files for a browser, which resumes a download that broke off. */
@RestController
class CheckpointDownloads {
    private static final String ROOT = "download/checkpoints/";

    private final CheckpointFiles files;

    CheckpointDownloads(CheckpointFiles files) {
        this.files = files;
    }

    /** The address of a file, without a leading slash. */
    static String address(CheckpointId checkpoint, String name) {
        return ROOT + checkpoint + "/" + UriUtils.encodePath(name, StandardCharsets.UTF_8);
    }

    @GetMapping("/" + ROOT + "{id}/{*name}")
    void send(
            @PathVariable String id,
            @PathVariable String name,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        FileAnswer.send(
                find(id, name.substring(1), request).orElseThrow(CheckpointDownloads::absent), request, response);
    }

    private Optional<CheckpointFile> find(String id, String name, HttpServletRequest request) throws IOException {
        CheckpointId checkpoint = CheckpointId.parse(id).orElseThrow(CheckpointDownloads::absent);
        try {
            return request.getMethod().equals("HEAD")
                    ? files.look(checkpoint, name)
                    : files.open(checkpoint, name, FileAnswer.from(request));
        } catch (BadInput e) {
            throw absent();
        }
    }

    private static ResponseStatusException absent() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
