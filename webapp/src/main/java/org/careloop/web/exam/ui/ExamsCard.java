package org.careloop.web.exam.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.careloop.run.evaluation.Change;
import org.careloop.run.evaluation.Evaluation;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.exam.TakenExam;
import org.careloop.web.shell.Explained;
import org.careloop.web.shell.FactTable;

/**
 * The exams of a model, each language by itself. A row is one exam on its terms; nothing is drawn over rows, because results on
 * other terms do not compare.
 */
class ExamsCard extends Div {
    private static final long serialVersionUID = 1L;

    private final transient ExamWords words = new ExamWords(this);

    ExamsCard(Checkpoint checkpoint, List<TakenExam> exams) {
        addClassName("card");
        add(new Explained(getTranslation("exams"), getTranslation("exams.explained")));
        Map<String, List<TakenExam>> languages =
                exams.stream().collect(Collectors.groupingBy(words::language, TreeMap::new, Collectors.toList()));
        languages.forEach((language, ofLanguage) -> {
            add(new H3(language), table(checkpoint, language, ofLanguage));
        });
    }

    private FactTable table(Checkpoint checkpoint, String language, List<TakenExam> exams) {
        FactTable table = new FactTable(
                getTranslation("exams") + " · " + language,
                List.of(
                        getTranslation("exams.exam"),
                        getTranslation("exams.model"),
                        getTranslation("exams.right"),
                        getTranslation("exams.change"),
                        getTranslation("exams.name")));
        exams.forEach(exam -> table.addRow(exam(exam), model(checkpoint, exam), right(exam), change(exam), name(exam)));
        return table;
    }

    private Component exam(TakenExam exam) {
        Anchor run = new Anchor("runs/" + exam.run(), exam.benchmark());
        Div cell = new Div(new Div(run));
        exam.evaluation().ifPresent(known -> cell.add(quiet(words.terms(known.terms()))));
        cell.add(quiet(words.moment(exam)));
        return cell;
    }

    /** Which of the two the page is about, where two took it. */
    private Component model(Checkpoint checkpoint, TakenExam exam) {
        Div cell = new Div(linked(checkpoint, exam.model()));
        exam.before()
                .ifPresent(before ->
                        cell.add(new Div(new Span(getTranslation("exams.against") + " "), linked(checkpoint, before))));
        return cell;
    }

    private static Component linked(Checkpoint checkpoint, TakenExam.Model model) {
        return model.id().equals(checkpoint.id())
                ? new Span(model.name())
                : new Anchor("checkpoints/" + model.id(), model.name());
    }

    /** Of the model that took it, and below of the one that it is compared with. */
    private Component right(TakenExam exam) {
        Evaluation known = exam.evaluation().orElse(null);
        if (known == null) {
            return new Span(getTranslation("exams.open", words.count(exam.questions())));
        }
        Div cell = new Div(new Div(words.rate(known.accuracy())));
        words.before(known)
                .ifPresent(before ->
                        cell.add(new Div(getTranslation("exams.right.before", words.rate(before.accuracy())))));
        return cell;
    }

    private Component change(TakenExam exam) {
        Change change = exam.evaluation().map(Evaluation::change).orElse(null);
        return change == null
                ? new Span("–")
                : new Div(new Div(words.change(change)), quiet(getTranslation("exams.mcnemar", words.p(change))));
    }

    private static Component name(TakenExam exam) {
        Span name = new Span(exam.evaluation().map(Evaluation::name).orElse("–"));
        name.addClassName("hash");
        return name;
    }

    private static Paragraph quiet(String text) {
        Paragraph line = new Paragraph(text);
        line.addClassName("quiet");
        return line;
    }
}
