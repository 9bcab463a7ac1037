package org.careloop.web.exam.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.careloop.run.Failure;
import org.careloop.web.exam.BenchmarkService;
import org.careloop.web.exam.OnServer;
import org.careloop.web.people.Role;
import org.careloop.web.shell.ActDialog;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Page;
import org.careloop.web.shell.Problem;

/** The exams on the server, and a form by which a person brings the files of another. */
@Route("benchmarks")
@Menu(title = "benchmarks.title", order = 21.5)
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
class BenchmarksView extends Page {
    private static final long serialVersionUID = 1L;

    private final transient BenchmarkService benchmarks;
    private final Div list = new Div();
    private final Paragraph said = new Paragraph();

    BenchmarksView(BenchmarkService benchmarks) {
        super(I18NProvider.translate("benchmarks.title"));
        this.benchmarks = benchmarks;
        addBesideHeading(new Anchor("help/ml-engineer", getTranslation("exam.help")));
        said.getElement().setAttribute("role", "status");
        add(list, said, new NewBenchmarkForm(benchmarks, this::showAll));
        showAll();
    }

    private void showAll() {
        list.removeAll();
        try {
            List<OnServer> all = benchmarks.list();
            List<OnServer> readable =
                    all.stream().filter(one -> one.problem().isEmpty()).toList();
            if (all.isEmpty()) {
                list.add(new EmptyState(getTranslation("exam.none"), getTranslation("exam.none.text")));
            }
            if (!readable.isEmpty()) {
                list.add(card(
                        new Paragraph(getTranslation("benchmarks.text")),
                        table(readable),
                        new Anchor("checkpoints", getTranslation("benchmarks.take"))));
            }
            for (OnServer one : all) {
                one.problem()
                        .ifPresent(why -> list.add(card(
                                new Paragraph(getTranslation("exam.unreadable", one.name(), Problem.words(this, why))),
                                removal(one))));
            }
        } catch (IOException e) {
            list.add(card(new Paragraph(Problem.words(this, Failure.words(e)))));
        }
    }

    private FactTable table(List<OnServer> readable) {
        Figures figures = new Figures(this);
        FactTable table = new FactTable(
                getTranslation("benchmarks.title"),
                List.of(
                        getTranslation("exam.benchmark"),
                        getTranslation("exam.fact.questions"),
                        getTranslation("benchmarks.language"),
                        getTranslation("benchmarks.examples"),
                        getTranslation("exam.subjects"),
                        getTranslation("benchmarks.version"),
                        ""));
        for (OnServer one : readable) {
            Span version = new Span(one.version());
            version.addClassName("hash");
            table.addRow(
                    new Span(one.name()),
                    new Span(
                            one.unkeyed() == 0
                                    ? figures.count(one.questions())
                                    : getTranslation("benchmarks.unkeyed", one.questions(), one.unkeyed())),
                    new Span(figures.language(one.language())),
                    new Span(getTranslation(one.hasExamples() ? "benchmarks.yes" : "benchmarks.no")),
                    new Span(
                            one.subjectLists().isEmpty()
                                    ? getTranslation("exam.subjects.all")
                                    : String.join(", ", one.subjectLists())),
                    version,
                    removal(one));
        }
        return table;
    }

    private Button removal(OnServer one) {
        Button remove = new Button(getTranslation("benchmarks.remove"));
        remove.setAriaLabel(getTranslation("benchmarks.remove.of", one.name()));
        remove.addThemeVariants(ButtonVariant.TERTIARY);
        remove.addClickListener(click -> new ActDialog(
                        getTranslation("benchmarks.remove.title", one.name()),
                        getTranslation("benchmarks.remove.text"),
                        getTranslation("benchmarks.remove"),
                        () -> remove(one.name()))
                .open());
        return remove;
    }

    private void remove(String name) {
        try {
            benchmarks.remove(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        said.setText(getTranslation("benchmarks.removed", name));
        showAll();
    }
}
