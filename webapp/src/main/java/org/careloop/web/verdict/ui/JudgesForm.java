package org.careloop.web.verdict.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.function.SerializableRunnable;
import java.io.IOException;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.Failure;
import org.careloop.web.judge.JudgeFiles;
import org.careloop.web.judge.JudgeResult;
import org.careloop.web.judge.JudgeService;
import org.careloop.web.people.PersonId;
import org.careloop.web.shell.ActDialog;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Problem;
import org.careloop.web.study.Study;
import org.careloop.web.upload.FilesField;

/** Brings what a model said of a study's pairs, and takes it away again. */
class JudgesForm extends Div {
    private static final long serialVersionUID = 1L;

    private final transient JudgeService judges;
    private final transient Study study;
    private final transient PersonId person;
    private final SerializableRunnable changed;
    private final FilesField files = new FilesField(this::came);
    private final Button attach = new Button(getTranslation("judges.attach"), click -> attach());
    private final Problem problem = new Problem();

    /** @param changed runs when a result came or went */
    JudgesForm(JudgeService judges, Study study, PersonId person, SerializableRunnable changed) {
        this.judges = judges;
        this.study = study;
        this.person = person;
        this.changed = changed;
        addClassNames("card", "judges");
        List<JudgeResult> there = judges.of(study.id());
        NativeDetails details = new NativeDetails(getTranslation("judges.title", there.size()), content(there));
        add(details);
        setVisible(study.state() != Study.State.FROZEN);
    }

    private Div content(List<JudgeResult> there) {
        attach.addThemeVariants(ButtonVariant.PRIMARY);
        attach.setDisableOnClick(true);
        attach.setEnabled(false);
        files.getElement().setAttribute("aria-label", getTranslation("judges.files"));
        Div content = new Div(
                new Paragraph(getTranslation("judges.text")),
                new Paragraph(new Anchor("help/study-lead", getTranslation("judges.help"))),
                files,
                problem,
                new Div(attach));
        content.addClassName("form");
        if (!there.isEmpty()) {
            content.addComponentAsFirst(table(there));
        }
        return content;
    }

    private FactTable table(List<JudgeResult> there) {
        Figures figures = new Figures(this);
        FactTable table = new FactTable(
                getTranslation("judges.there"),
                List.of(
                        getTranslation("judges.judge"),
                        getTranslation("judges.models"),
                        getTranslation("judges.pairs"),
                        getTranslation("judges.attached"),
                        ""));
        for (JudgeResult result : there) {
            table.addRow(
                    new Span(result.asked().judge()),
                    new Span(getTranslation(
                            "verdict-report.title",
                            result.asked().newModel(),
                            result.asked().rival())),
                    new Span(figures.count(result.pairs().size())),
                    new Span(getTranslation(
                            "judges.attached.by", result.attachedBy(), figures.moment(result.attachedAt()))),
                    removal(result));
        }
        return table;
    }

    private Button removal(JudgeResult result) {
        Button remove = new Button(getTranslation("judges.remove"));
        remove.setAriaLabel(getTranslation("judges.remove.of", result.asked().judge()));
        remove.addThemeVariants(ButtonVariant.TERTIARY);
        remove.addClickListener(click -> new ActDialog(
                        getTranslation("judges.remove.title", result.asked().judge()),
                        getTranslation("judges.remove.text"),
                        getTranslation("judges.remove"),
                        () -> {
                            judges.remove(study.id(), result.id());
                            changed.run();
                        })
                .open());
        return remove;
    }

    private void came() {
        problem.clear();
        attach.setEnabled(!files.received().isEmpty());
    }

    private void attach() {
        problem.clear();
        try {
            judges.attach(
                    study.id(),
                    JudgeFiles.of(files.received().stream()
                            .map(file -> new JudgeFiles.File(file.name(), file.path()))
                            .toList()),
                    person);
            files.empty();
            changed.run();
        } catch (BadInput e) {
            problem.show(e);
            attach.setEnabled(true);
        } catch (IOException e) {
            problem.setText(Problem.words(this, Failure.words(e)));
            attach.setEnabled(true);
        }
    }
}
