package org.careloop.web.people.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.server.streams.DownloadHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import org.careloop.web.people.data.AccountData;

/** A link to the file of everything that is kept of one account. */
final class DataLink extends Anchor {
    private static final long serialVersionUID = 1L;

    /** Writes the file. */
    @FunctionalInterface
    interface Writer extends Serializable {
        void write(OutputStream out) throws IOException;
    }

    DataLink(String login, Writer writer) {
        DownloadHandler download = event -> {
            event.setFileName(AccountData.fileName(login));
            event.setContentType("application/json");
            try (OutputStream out = event.getOutputStream()) {
                writer.write(out);
            }
        };
        setHref(download);
        setText(getTranslation("account-data.download"));
        setAriaLabel(getTranslation("account-data.download.of", login));
    }
}
