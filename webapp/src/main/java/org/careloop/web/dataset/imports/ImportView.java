package org.careloop.web.dataset.imports;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.UploadHandler;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.careloop.run.BadInput;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.files.ImportReader;
import org.careloop.web.dataset.layout.ImportFormat;
import org.careloop.web.people.Role;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Page;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyService;

/** Brings files into a study, and says what they were recognised as or what is wrong with them. */
@Route("import")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
class ImportView extends Page implements HasUrlParameter<String> {
    private static final long serialVersionUID = 1L;

    private final transient ImportService imports;
    private final transient StudyService studies;
    private final transient List<ImportFile> received = new ArrayList<>();
    private final Div outcome = new Div();
    private final Button start = new Button();

    ImportView(ImportService imports, StudyService studies) {
        super(I18NProvider.translate("import.title"));
        this.imports = imports;
        this.studies = studies;
        outcome.addClassName("outcome");
        outcome.getElement().setAttribute("role", "status");
        // Deletes the uploaded copies when the page is left without importing.
        addDetachListener(gone -> discard(any -> true));
    }

    @Override
    public void setParameter(BeforeEvent event, String parameter) {
        Optional<Study> study = StudyId.parse(parameter).flatMap(studies::find);
        if (study.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        show(study.get());
    }

    private void show(Study study) {
        Upload upload = new FilesField();
        upload.setUploadHandler(UploadHandler.toTempFile(
                (metadata, file) -> received.add(new ImportFile(metadata.fileName(), file.toPath()))));
        upload.addAllFinishedListener(finished -> start.setEnabled(!received.isEmpty()));
        upload.addFileRemovedListener(removed -> {
            discard(file -> file.name().equals(removed.getFileName()));
            start.setEnabled(!received.isEmpty());
        });
        start.setText(getTranslation("import.start"));
        start.addThemeVariants(ButtonVariant.PRIMARY);
        start.setEnabled(false);
        start.setDisableOnClick(true);
        start.addClickListener(click -> {
            run(study);
            upload.clearFileList();
        });
        Div form = card(
                new Paragraph(getTranslation("import.into", study.name())),
                upload,
                new Paragraph(getTranslation("import.whole")),
                new Div(start),
                outcome);
        form.addClassName("form");
        add(form, formats());
    }

    private void run(Study study) {
        outcome.removeAll();
        try {
            ImportResult result = imports.importFiles(
                    study.id(), List.copyOf(received), study.createdAt().toEpochMilli());
            showResult(study, result);
        } catch (BadInput e) {
            showProblems(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            showProblems(getTranslation("import.unreadable", String.valueOf(e.getMessage())));
        } finally {
            discard(any -> true);
        }
    }

    private void showResult(Study study, ImportResult result) {
        Figures figures = new Figures(this);
        outcome.add(new H2(getTranslation("import.done", figures.count(result.comparisons()))));
        UnorderedList facts = new UnorderedList();
        for (ImportReader.Recognised file : result.formats()) {
            facts.add(new ListItem(getTranslation(
                    "import.recognised", file.file(), file.format().label())));
        }
        if (result.votes() > 0) {
            facts.add(new ListItem(
                    getTranslation("import.votes", figures.count(result.votes()), figures.count(result.annotators()))));
        }
        if (result.notText() > 0) {
            facts.add(new ListItem(getTranslation("import.nottext", figures.count(result.notText()))));
        }
        Anchor on = new Anchor("study/" + study.id(), getTranslation("import.on"));
        on.addClassName("primary-link");
        outcome.add(facts, on);
    }

    private void showProblems(String message) {
        outcome.add(new H2(getTranslation("import.refused")));
        UnorderedList problems = new UnorderedList();
        // The heading says this line already.
        message.lines()
                .filter(line -> !line.equals(ImportProblems.NOTHING_IMPORTED))
                .forEach(line -> problems.add(new ListItem(line)));
        problems.addClassName("problems");
        outcome.add(problems);
    }

    /** Deletes uploaded copies that are no longer needed. */
    private void discard(Predicate<ImportFile> unwanted) {
        for (ImportFile file : received.stream().filter(unwanted).toList()) {
            try {
                Files.deleteIfExists(file.path());
            } catch (IOException e) {
                // It lies in the system's folder for temporary files, which the system empties.
                continue;
            }
        }
        received.removeIf(unwanted);
    }

    private Div formats() {
        UnorderedList list = new UnorderedList();
        for (ImportFormat format : ImportFormat.values()) {
            list.add(
                    new ListItem(getTranslation("import.format." + format.name().toLowerCase(Locale.ROOT))));
        }
        return card(new H2(getTranslation("import.formats")), list);
    }
}
