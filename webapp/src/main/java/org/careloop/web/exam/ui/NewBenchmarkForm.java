package org.careloop.web.exam.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.SerializableRunnable;
import java.io.IOException;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.Failure;
import org.careloop.web.exam.BenchmarkService;
import org.careloop.web.exam.CheckedBenchmark;
import org.careloop.web.exam.NewBenchmark;
import org.careloop.web.shell.Problem;
import org.careloop.web.upload.FilesField;

/** Takes the files of an exam: says what is in them, or what does not fit, and keeps them when the person says so. */
class NewBenchmarkForm extends Div {
    private static final long serialVersionUID = 1L;

    private final transient BenchmarkService benchmarks;
    private final SerializableRunnable kept;
    private final TextField name = new TextField(getTranslation("benchmarks.name"));
    private final FilesField questions = new FilesField(this::changed);
    private final FilesField examples = new FilesField(this::changed);
    private final Checkbox leaveOut = new Checkbox(getTranslation("exam.leave-out"));
    private final Button check = new Button(getTranslation("benchmarks.check"));
    private final Button keep = new Button(getTranslation("benchmarks.keep"));
    private final Div outcome = new Div();
    private final Problem problem = new Problem();

    /** @param kept runs when another benchmark is on the server */
    NewBenchmarkForm(BenchmarkService benchmarks, SerializableRunnable kept) {
        this.benchmarks = benchmarks;
        this.kept = kept;
        addClassNames("card", "form");
        name.setHelperText(getTranslation("benchmarks.name.help"));
        name.setValueChangeMode(ValueChangeMode.EAGER);
        name.addValueChangeListener(change -> changed());
        leaveOut.setHelperText(getTranslation("benchmarks.leave-out.help"));
        leaveOut.addValueChangeListener(change -> changed());
        check.addThemeVariants(ButtonVariant.PRIMARY);
        check.setDisableOnClick(true);
        check.addClickListener(click -> guarded(() -> show(benchmarks.check(wanted()))));
        keep.addThemeVariants(ButtonVariant.PRIMARY);
        keep.setDisableOnClick(true);
        keep.addClickListener(click -> guarded(this::keep));
        outcome.addClassName("outcome");
        outcome.getElement().setAttribute("role", "status");
        Div buttons = new Div(check, keep);
        buttons.addClassName("button-row");
        add(
                new H2(getTranslation("benchmarks.bring")),
                new Paragraph(getTranslation("benchmarks.bring.text")),
                name,
                labelled("benchmarks.questions", questions),
                labelled("benchmarks.examples", examples),
                leaveOut,
                outcome,
                problem,
                buttons);
        changed();
    }

    private Div labelled(String key, FilesField field) {
        H3 label = new H3(getTranslation(key));
        field.getElement().setAttribute("aria-label", getTranslation(key));
        return new Div(label, new Paragraph(getTranslation(key + ".help")), field);
    }

    /** What was checked is no longer what would be kept. */
    private void changed() {
        outcome.removeAll();
        problem.clear();
        check.setEnabled(!name.isEmpty() && !questions.received().isEmpty());
        check.setVisible(true);
        keep.setVisible(false);
    }

    private NewBenchmark wanted() {
        return new NewBenchmark(name.getValue().strip(), files(questions), files(examples), leaveOut.getValue());
    }

    private static List<NewBenchmark.File> files(FilesField field) {
        return field.received().stream()
                .map(file -> new NewBenchmark.File(file.name(), file.path()))
                .toList();
    }

    /** Reads or keeps files. */
    private interface Act {
        void run() throws IOException;
    }

    private void guarded(Act act) {
        changed();
        try {
            act.run();
        } catch (BadInput e) {
            problem.show(e);
        } catch (IOException e) {
            problem.setText(Problem.words(this, Failure.words(e)));
        }
    }

    private void show(CheckedBenchmark found) {
        outcome.add(new Paragraph(getTranslation(
                "benchmarks.found",
                found.layout().name(),
                found.questions(),
                found.subjects().size(),
                found.sha256().substring(0, BenchmarkService.SHOWN))));
        if (found.unkeyed() > 0) {
            outcome.add(new Paragraph(getTranslation("benchmarks.found.unkeyed", found.unkeyed())));
        }
        outcome.add(new Paragraph(getTranslation("benchmarks.found.examples", found.examples())));
        check.setVisible(false);
        keep.setVisible(true);
        keep.setEnabled(true);
        keep.focus();
    }

    private void keep() throws IOException {
        NewBenchmark wanted = wanted();
        benchmarks.add(wanted);
        questions.empty();
        examples.empty();
        name.clear();
        leaveOut.clear();
        changed();
        outcome.add(new Paragraph(getTranslation("benchmarks.kept", wanted.name())));
        kept.run();
    }
}
