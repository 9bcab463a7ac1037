package org.careloop.web.dataset.imports.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.web.dataset.files.ColumnChoice;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.identifiers.IdentifierChoice;
import org.careloop.web.dataset.identifiers.IdentifierDecision;
import org.careloop.web.dataset.imports.FirstRows;
import org.careloop.web.dataset.imports.ImportCheck;
import org.careloop.web.dataset.imports.ImportOrders;
import org.careloop.web.dataset.imports.ImportResult;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.dataset.imports.LeftOut;
import org.careloop.web.dataset.imports.LeftOutFile;
import org.careloop.web.people.Role;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.Page;
import org.careloop.web.shell.Problem;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyBadge;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyInView;
import org.careloop.web.study.StudyService;
import org.careloop.web.upload.FilesField;

/** Brings files into a study: first says what would come and what is wrong, then imports what the person decides. */
@Route("import")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
class ImportView extends Page implements HasUrlParameter<String> {
    private static final long serialVersionUID = 1L;
    private static final String COLUMNS_UNKNOWN = "import.columns";
    private static final String MANY_RANKED = "responses.ranked";

    private final transient ImportService imports;
    private final transient StudyService studies;
    /** The tables of the last check, each with the names of its columns, in the order read. */
    private final transient Map<ImportFile, List<String>> tables = new LinkedHashMap<>();

    private final transient Map<List<String>, ColumnChoice> chosen = new HashMap<>();
    private boolean firstSix;
    private transient IdentifierChoice identifiers = IdentifierChoice.NOT_MADE;
    private final transient LeftOutDownload leftOut = new LeftOutDownload();
    private final FilesField upload = new FilesField(this::filesChanged);
    private final Div outcome = new Div();
    private final Button check = new Button();

    ImportView(ImportService imports, StudyService studies) {
        super(I18NProvider.translate("import.title"));
        this.imports = imports;
        this.studies = studies;
        outcome.addClassName("outcome");
        outcome.getElement().setAttribute("role", "status");
        addDetachListener(gone -> leftOut.delete());
    }

    @Override
    public void setParameter(BeforeEvent event, String parameter) {
        Optional<Study> study = StudyId.parse(parameter).flatMap(studies::find);
        if (study.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        StudyInView.keep(study.get().id());
        addBesideHeading(new StudyBadge(study.get().state()));
        if (study.get().state() == Study.State.FROZEN) {
            add(new EmptyState(
                    getTranslation("study.state.frozen"),
                    getTranslation("problem.study.frozen", study.get().name())));
        } else {
            show(study.get());
        }
    }

    private void show(Study study) {
        check.setText(getTranslation("import.check"));
        check.addThemeVariants(ButtonVariant.PRIMARY);
        check.setEnabled(false);
        check.setDisableOnClick(true);
        check.addClickListener(click -> guarded(() -> check(study)));
        Div form = card(
                new Paragraph(getTranslation("import.into", study.name())),
                upload,
                new Paragraph(getTranslation("import.whole")),
                new Div(check),
                outcome);
        form.addClassName("form");
        add(form, new FormatsList());
        List<IdentifierDecision> decided = imports.decisions(study.id());
        if (!decided.isEmpty()) {
            add(new DecisionsList(decided));
        }
    }

    /** What was checked before is no longer all that would be imported. */
    private void filesChanged() {
        outcome.removeAll();
        check.setEnabled(!upload.received().isEmpty());
    }

    /** Reads files. */
    private interface Reading {
        void read() throws IOException;
    }

    private void guarded(Reading reading) {
        outcome.removeAll();
        try {
            reading.read();
        } catch (BadInput e) {
            showProblem(Problem.words(this, e));
        } catch (IOException e) {
            showProblem(getTranslation("import.unreadable", String.valueOf(e.getMessage())));
        }
        goToOutcome();
    }

    /** What was pressed is often gone or of no more use: whoever goes by keys or listens goes on at what was found. */
    private void goToOutcome() {
        outcome.getElement()
                .executeJs(
                        "const found = this.querySelector('h2'); if (found) { found.tabIndex = -1; found.focus(); }");
    }

    private void check(Study study) throws IOException {
        ImportWords words = new ImportWords(this);
        try (LeftOutFile rows = new LeftOutFile(leftOut.begin(), row -> words.problem(row.why()))) {
            ImportCheck found = imports.check(study.id(), asChosen(), seed(study), identifiers, rows, each -> {});
            Button start = start(study, found);
            outcome.add(new CheckedFiles(found));
            if (found.identifiers().count() > 0) {
                outcome.add(new IdentifiersPanel(
                        found.identifiers(),
                        identifiers,
                        start::setEnabled,
                        choice -> guarded(() -> {
                            identifiers = choice;
                            check(study);
                        })));
            }
            outcome.add(choices(study, found, start));
        } catch (BadInput e) {
            if (tables.isEmpty() || e.code().filter(COLUMNS_UNKNOWN::equals).isEmpty()) {
                throw e;
            }
            // The one that could not be understood is the last that was read.
            ImportFile table = List.copyOf(tables.keySet()).getLast();
            askForColumns(study, table, ColumnChoice.guess(Objects.requireNonNull(tables.get(table))));
        }
    }

    /** The files as the person has said that they are to be read. */
    private List<ImportFile> asChosen() {
        tables.clear();
        return upload.received().stream()
                .map(come -> new ImportFile(come.name(), come.path()))
                .map(file -> file.withFirstSix(firstSix).withColumns(header -> {
                    tables.put(file, header);
                    return chosen.getOrDefault(header, ColumnChoice.NONE);
                }))
                .toList();
    }

    private void askForColumns(Study study, ImportFile table, ColumnChoice now) {
        List<String> header = Objects.requireNonNull(tables.get(table));
        outcome.removeAll();
        outcome.add(new ColumnForm(
                table.name(), header, now, choice -> firstRows(study, table.withColumns(choice)), choice -> {
                    chosen.put(header, choice);
                    guarded(() -> check(study));
                }));
        goToOutcome();
    }

    private FirstRows firstRows(Study study, ImportFile table) {
        try {
            return imports.firstRows(study.id(), table, seed(study));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Button start(Study study, ImportCheck found) {
        boolean whole = found.refusedRows() == 0;
        Button start = new Button(
                whole ? getTranslation("import.all") : getTranslation("import.all-but", found.refusedRows()));
        start.addThemeVariants(ButtonVariant.PRIMARY);
        start.setDisableOnClick(true);
        start.setVisible(found.canImport() && !found.isUndecided());
        start.addClickListener(click -> guarded(() -> run(study, whole ? LeftOut.NONE : LeftOut.REFUSED)));
        return start;
    }

    private Div choices(Study study, ImportCheck found, Button start) {
        Div choices = new Div(start);
        choices.addClassName("button-row");
        for (ImportFile table : tables.keySet()) {
            found.formats().stream()
                    .filter(file -> file.file().startsWith(table.name())
                            && !file.columns().isEmpty())
                    .findFirst()
                    .ifPresent(file -> choices.add(new Button(
                            getTranslation("import.columns.change", table.name()),
                            click -> askForColumns(study, table, new ColumnChoice(file.columns())))));
        }
        if (found.refused().stream().anyMatch(reason -> reason.code().equals(MANY_RANKED))) {
            choices.add(new Button(
                    getTranslation("import.first-six"),
                    click -> guarded(() -> {
                        firstSix = true;
                        check(study);
                    })));
        }
        choices.add(new Button(getTranslation("import.other"), click -> startOverWithFiles()));
        if (found.refusedRows() > 0) {
            choices.add(leftOut.link());
        }
        return choices;
    }

    private void run(Study study, LeftOut which) throws IOException {
        ImportResult result = imports.importFiles(
                study.id(), asChosen(), seed(study), new ImportOrders(which, identifiers), row -> {});
        startOverWithFiles();
        outcome.add(new ImportedFiles(study, result, leftOut));
    }

    private static long seed(Study study) {
        return study.createdAt().toEpochMilli();
    }

    private void startOverWithFiles() {
        outcome.removeAll();
        upload.empty();
        check.setEnabled(false);
        chosen.clear();
        firstSix = false;
        identifiers = IdentifierChoice.NOT_MADE;
    }

    private void showProblem(String message) {
        UnorderedList problems = new UnorderedList();
        message.lines().forEach(line -> problems.add(new ListItem(line)));
        problems.addClassName("problems");
        outcome.add(new H2(getTranslation("import.refused")), problems);
        // The reason may lie elsewhere and pass, such as a full disk or what another import has brought meanwhile.
        check.setEnabled(!upload.received().isEmpty());
    }
}
