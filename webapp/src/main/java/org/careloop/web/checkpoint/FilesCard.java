package org.careloop.web.checkpoint;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.io.IOException;
import java.util.List;
import org.careloop.run.Failure;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Polling;
import org.careloop.web.shell.Problem;
import org.careloop.web.shell.Snippet;

/** A checkpoint's files, each to fetch, with its size and SHA-256. Hashes that are still computed appear by themselves. */
class FilesCard extends Div {
    private static final long serialVersionUID = 1L;
    private static final int MILLIS = 1000;

    private final transient CheckpointFiles files;
    private final transient Checkpoint checkpoint;
    private final Polling polling;
    private final Div table = new Div();

    FilesCard(CheckpointFiles files, Checkpoint checkpoint) {
        this.files = files;
        this.checkpoint = checkpoint;
        addClassName("card");
        Paragraph how = new Paragraph(getTranslation("checkpoint.files.resume"));
        how.addClassName("quiet");
        add(
                new H2(getTranslation("checkpoint.files")),
                table,
                how,
                Snippet.of(
                        "curl -C - -O -H \"Authorization: Bearer $TOKEN\" \\\n  $CARELOOP/api/v1/checkpoints/%s/files/model.safetensors"
                                .formatted(checkpoint.id())));
        polling = new Polling(this, MILLIS, this::show);
        show();
    }

    private void show() {
        table.removeAll();
        try {
            List<CheckpointFile> all = files.list(checkpoint.id());
            table.add(rows(all));
            polling.set(all.stream().anyMatch(file -> file.sha256().isEmpty()));
        } catch (IOException e) {
            // The directory was moved; the rest of the page can still be shown.
            table.add(new Paragraph(getTranslation("checkpoints.unreadable", Problem.words(this, Failure.words(e)))));
            polling.set(false);
        }
    }

    private FactTable rows(List<CheckpointFile> all) {
        Figures figures = new Figures(this);
        FactTable rows = new FactTable(
                        getTranslation("checkpoint.files"),
                        List.of(
                                getTranslation("checkpoint.files.name"),
                                getTranslation("checkpoint.files.size"),
                                "SHA-256"))
                .figures(1);
        all.forEach(file -> rows.addRow(link(file), new Span(figures.bytes(file.bytes())), hash(file)));
        return rows;
    }

    private Anchor link(CheckpointFile file) {
        Anchor link = new Anchor(CheckpointDownloads.address(checkpoint.id(), file.name()), file.name());
        link.setRouterIgnore(true);
        link.getElement().setAttribute("download", true);
        return link;
    }

    private Component hash(CheckpointFile file) {
        Span hash = new Span(file.sha256().orElseGet(() -> getTranslation("checkpoint.files.computing")));
        hash.addClassName(file.sha256().isPresent() ? "hash" : "quiet");
        return hash;
    }
}
