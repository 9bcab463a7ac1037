package org.careloop.web.exam.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.evaluation.Change;
import org.careloop.run.evaluation.Evaluation;
import org.careloop.run.evaluation.Rate;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.exam.TakenExam;
import org.careloop.web.shell.Explained;
import org.careloop.web.shell.FactTable;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.Study;

/** One exam: who takes it, on which terms, and what came of it. */
class ResultCard extends Div {
    private static final long serialVersionUID = 1L;

    private final transient ExamWords words = new ExamWords(this);

    /**
     * @param trained the run that made the model; empty for one that was registered
     * @param judged studies in which people judge the answers of the model
     */
    ResultCard(TakenExam exam, Optional<RunId> trained, List<Study> judged) {
        addClassName("card");
        DescriptionList facts = new DescriptionList();
        facts.addClassName("lineage");
        fact(
                facts,
                "model",
                new Anchor("checkpoints/" + exam.model().id(), exam.model().name()));
        trained.ifPresent(run -> fact(facts, "trained", new Anchor("runs/" + run, getTranslation("exam.fact.run"))));
        exam.before()
                .ifPresent(before -> fact(facts, "before", new Anchor("checkpoints/" + before.id(), before.name())));
        fact(
                facts,
                "questions",
                new Span(getTranslation(
                        "exam.fact.asked", exam.benchmark(), words.language(exam), words.count(exam.questions()))));
        add(new Explained(getTranslation("exam.result"), getTranslation("exam.result.explained")), facts);
        exam.evaluation().ifPresent(known -> show(facts, known));
        for (Study study : judged) {
            if (PageOfStudy.VERDICT.isOpen(study.id())) {
                fact(facts, "judged", new Anchor(PageOfStudy.VERDICT.address(study.id()), study.name()));
            }
        }
    }

    private void show(DescriptionList facts, Evaluation known) {
        fact(facts, "terms", new Span(words.terms(known.terms())));
        Span name = new Span(known.name());
        name.addClassName("hash");
        fact(facts, "name", name);
        Change.Earlier before = words.before(known).orElse(null);
        fact(facts, "right", new Span(words.rate(known.accuracy())));
        if (before != null) {
            fact(facts, "right.before", new Span(words.rate(before.accuracy())));
        }
        Change change = known.change();
        if (change != null) {
            fact(
                    facts,
                    "change",
                    new Div(
                            new Div(words.change(change)),
                            new Div(getTranslation(
                                    "exam.mcnemar",
                                    words.p(change),
                                    words.count(change.onlyBefore()),
                                    words.count(change.onlyAfter())))));
        }
        if (known.results().size() > 1) {
            fact(facts, "macro", new Span(words.rate(known.macro())));
            if (before != null) {
                fact(facts, "macro.before", new Span(words.rate(before.macro())));
            }
        }
        count(facts, "unextracted", known.unextracted());
        count(facts, "unkeyed", known.unkeyed());
        count(facts, "fewer", known.fewerShots());
        if (known.results().size() > 1) {
            add(subjects(known));
        }
    }

    private void count(DescriptionList facts, String key, int count) {
        if (count > 0) {
            fact(facts, key, new Span(words.count(count)));
        }
    }

    /** Of each subject; where another model is compared with, of that one beside it. */
    private FactTable subjects(Evaluation known) {
        Map<String, Rate> before =
                words.before(known).map(Change.Earlier::results).orElse(Map.of());
        List<String> columns = new ArrayList<>(List.of(getTranslation("exam.subject"), getTranslation("exams.right")));
        if (!before.isEmpty()) {
            columns.add(getTranslation("exam.fact.right.before"));
        }
        FactTable table = new FactTable(getTranslation("exam.subjects"), columns);
        known.results().forEach((subject, rate) -> {
            List<Component> cells = new ArrayList<>(List.of(new Span(readable(subject)), rate(rate)));
            Rate other = before.get(subject);
            if (other != null) {
                cells.add(rate(other));
            }
            table.addRow(cells.toArray(Component[]::new));
        });
        return table;
    }

    private static String readable(String subject) {
        return subject.isEmpty() ? "–" : subject.replace('_', ' ');
    }

    private Component rate(Rate rate) {
        return new Span(words.rate(rate));
    }

    private void fact(DescriptionList facts, String key, Component value) {
        facts.add(new DescriptionList.Term(getTranslation("exam.fact." + key)), new DescriptionList.Description(value));
    }
}
