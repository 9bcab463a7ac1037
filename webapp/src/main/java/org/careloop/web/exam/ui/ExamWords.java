package org.careloop.web.exam.ui;

import com.vaadin.flow.component.Component;
import java.util.Locale;
import java.util.Optional;
import org.careloop.run.evaluation.Change;
import org.careloop.run.evaluation.Evaluation;
import org.careloop.run.evaluation.Rate;
import org.careloop.run.evaluation.Terms;
import org.careloop.web.exam.TakenExam;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Language;
import org.careloop.web.statistics.Interval;
import org.careloop.web.verdict.VerdictWords;

/** Exams in the words of the screen. */
final class ExamWords {
    private final Component screen;
    private final Figures figures;
    private final VerdictWords points;

    ExamWords(Component screen) {
        this.screen = screen;
        figures = new Figures(screen);
        points = new VerdictWords(Language.of(Locale.forLanguageTag(screen.getTranslation("figure.locale"))));
    }

    /** Which subjects, how asked, and with how many examples. */
    String terms(Terms terms) {
        String subjects = terms.subjects();
        return screen.getTranslation(
                "exam.terms",
                subjects.startsWith("all@") ? screen.getTranslation("exam.subjects.all") : subjects,
                method(terms.method()),
                screen.getTranslation("exam.shots", terms.shots()));
    }

    String method(Terms.Method method) {
        return screen.getTranslation("exam.method." + method.label());
    }

    /** A rate with its interval and n. */
    String rate(Rate rate) {
        String percent = screen.getTranslation("figure.percent", points.decimal(100 * rate.value(), 1));
        return screen.getTranslation(
                "exam.rate",
                percent,
                points.decimal(100 * rate.low(), 1) + " – " + points.decimal(100 * rate.high(), 1),
                figures.count(rate.n()));
    }

    /** What the model that one is compared with answered; empty where there is none, and in results of earlier versions. */
    Optional<Change.Earlier> before(Evaluation known) {
        return Optional.ofNullable(known.change()).map(Change::earlier);
    }

    /** The difference in points with its interval. */
    String change(Change change) {
        return screen.getTranslation(
                "exam.change",
                points.points(change.difference()),
                points.interval(new Interval(change.low(), change.high())));
    }

    String p(Change change) {
        return points.p(change.mcnemar());
    }

    String language(TakenExam exam) {
        return figures.language(exam.language());
    }

    String count(long number) {
        return figures.count(number);
    }

    String moment(TakenExam exam) {
        return figures.moment(exam.startedAt());
    }
}
