package org.careloop.web.dataset.imports.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.server.streams.DownloadHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows that an import leaves out, kept in a temporary file for as long as the page is open. */
final class LeftOutDownload {
    private @Nullable Path file;

    /** Begins a new file, which the caller closes. */
    Writer begin() throws IOException {
        delete();
        Path begun = Files.createTempFile("careloop-left-out", ".jsonl");
        file = begun;
        return Files.newBufferedWriter(begun);
    }

    Anchor link() {
        Path rows = Objects.requireNonNull(file);
        DownloadHandler download = event -> {
            event.setFileName("left-out.jsonl");
            event.setContentType("application/x-ndjson");
            try (OutputStream out = event.getOutputStream()) {
                Files.copy(rows, out);
            }
        };
        Anchor link = new Anchor(download, I18NProvider.translate("import.left-out.download"));
        link.addClassName("secondary-link");
        return link;
    }

    void delete() {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // It lies in the system's folder for temporary files, which the system empties.
                return;
            }
        }
    }
}
