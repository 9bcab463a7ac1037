package org.careloop.web.dataset;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.careloop.web.people.Role;
import org.careloop.web.shell.Page;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyService;

/** Hands a study's votes out in each format, with how to use it. */
@Route("export")
@RolesAllowed(Role.Names.STUDY_LEAD)
class ExportView extends Page implements HasUrlParameter<String> {
    private static final long serialVersionUID = 1L;

    private final transient ExportService exports;
    private final transient StudyService studies;

    ExportView(ExportService exports, StudyService studies) {
        super(I18NProvider.translate("export.title"));
        this.exports = exports;
        this.studies = studies;
    }

    @Override
    public void setParameter(BeforeEvent event, String parameter) {
        Optional<Study> study = StudyId.parse(parameter).flatMap(studies::find);
        if (study.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        add(new Paragraph(getTranslation("export.of", study.get().name())));
        Div cards = new Div();
        cards.addClassName("choice-cards");
        for (ExportFormat format : ExportFormat.values()) {
            cards.add(choice(study.get(), format));
        }
        add(cards);
    }

    private Div choice(Study study, ExportFormat format) {
        String key = "export." + format.label();
        DownloadHandler download = event -> send(study, format, event);
        Anchor link = new Anchor(download, getTranslation("export.download"));
        link.addClassName("primary-link");
        link.setAriaLabel(getTranslation("export.download.of", getTranslation(key)));
        Pre use = new Pre(getTranslation(key + ".use"));
        use.addClassName("snippet");
        return card(
                new H2(getTranslation(key)), new Paragraph(getTranslation(key + ".text")), use, new Paragraph(link));
    }

    private void send(Study study, ExportFormat format, DownloadEvent event) throws IOException {
        event.setFileName(fileName(study, format));
        event.setContentType("application/zip");
        try (OutputStream out = event.getOutputStream()) {
            exports.writeZip(study.id(), format, out);
        }
    }

    /** The study's name as far as every file system takes it. */
    static String fileName(Study study, ExportFormat format) {
        String name = study.name().replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
        return "%s-%s.zip".formatted(name.isEmpty() ? "study" : name, format.label());
    }
}
