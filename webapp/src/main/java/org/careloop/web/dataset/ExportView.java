package org.careloop.web.dataset;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.web.people.Role;
import org.careloop.web.shell.Problem;
import org.careloop.web.shell.Snippet;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.careloop.web.study.ui.StudyPage;

/** Downloads of a study's votes in each format, with instructions for use. */
@Route("study/:study/export")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
class ExportView extends StudyPage {
    private static final long serialVersionUID = 1L;

    private final transient ExportService exports;
    private final Div content = new Div();
    private final Div cards = new Div();

    ExportView(ExportService exports, StudyService studies) {
        super(PageOfStudy.EXPORT, studies);
        this.exports = exports;
        content.addClassName("export-content");
        cards.addClassName("choice-cards");
    }

    @Override
    protected void open(Study study) {
        ExportFilters filters = new ExportFilters(filter -> refusal(study, filter), cards::setEnabled);
        content.removeAll();
        cards.removeAll();
        cards.setEnabled(true);
        content.add(
                new Paragraph(getTranslation("export.of", study.name())),
                card(new H2(getTranslation("export.filter")), filters, leftOut(study)));
        for (ExportFormat format : ExportFormat.of(study.design().kind())) {
            cards.add(choice(study, format, filters));
        }
        content.add(cards);
        add(content);
    }

    private UnorderedList leftOut(Study study) {
        UnorderedList list = new UnorderedList();
        exports.leftOut(study.id())
                .forEach((reason, count) -> list.add(new ListItem(
                        getTranslation("plan.excluded." + reason.name().toLowerCase(Locale.ROOT), count))));
        return list;
    }

    private Optional<String> refusal(Study study, ExportFilter filter) {
        try {
            exports.requireKnown(study.id(), filter);
            return Optional.empty();
        } catch (BadInput e) {
            return Optional.of(Problem.words(this, e));
        }
    }

    private Div choice(Study study, ExportFormat format, ExportFilters filters) {
        String key = "export." + format.label();
        DownloadHandler download = event -> send(study, format, filters.value(), event);
        Anchor link = new Anchor(download, getTranslation("export.download"));
        link.addClassName("secondary-link");
        link.setAriaLabel(getTranslation("export.download.of", getTranslation(key)));
        Snippet use = Snippet.wrapped(getTranslation(key + ".use"));
        Div card = card(
                new H2(getTranslation(key)), new Paragraph(getTranslation(key + ".text")), use, new Paragraph(link));
        card.addClassName("choice-card");
        return card;
    }

    private void send(Study study, ExportFormat format, ExportFilter filter, DownloadEvent event) throws IOException {
        event.setFileName(fileName(study, format));
        event.setContentType("application/zip");
        try (OutputStream out = event.getOutputStream()) {
            exports.writeZip(study.id(), format, filter, out);
        }
    }

    /** The study's name without the characters that some file system refuses. */
    static String fileName(Study study, ExportFormat format) {
        String name = study.name().replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
        return "%s-%s.zip".formatted(name.isEmpty() ? "study" : name, format.label());
    }
}
