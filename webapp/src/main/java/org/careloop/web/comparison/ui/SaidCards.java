package org.careloop.web.comparison.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.web.annotation.Answer;
import org.careloop.web.annotation.Flag;
import org.careloop.web.annotation.Opinion;
import org.careloop.web.annotation.RevisionReason;
import org.careloop.web.annotation.SideMap;
import org.careloop.web.annotation.ui.AnswerWords;
import org.careloop.web.audit.ActWords;
import org.careloop.web.audit.AuditEvent;
import org.careloop.web.comparison.ComparisonRecord;
import org.careloop.web.comparison.GivenJudgement;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.DesignWords;
import org.careloop.web.study.Gold;
import org.careloop.web.study.Scale;
import org.careloop.web.study.Scores;
import org.careloop.web.study.SlotPurpose;
import org.careloop.web.study.StudyDesign;

/** What people said on a comparison, and what the trail keeps of it. A part that says nothing is left out. */
class SaidCards extends Div {
    private static final long serialVersionUID = 1L;

    private final transient SideMap asStored;
    private final transient StudyDesign design;
    private final transient Figures figures = new Figures(this);

    SaidCards(ComparisonRecord comparison, ComparisonRecord.Said said, StudyDesign design) {
        this.design = design;
        asStored = new SideMap(
                IntStream.range(0, comparison.responses().size()).boxed().toList());
        addClassName("page-body");
        add(judgements(said));
        addPart(said.adjudications(), this::adjudications);
        addPart(
                Stream.concat(comparison.reports().stream(), said.passedOn().stream())
                        .toList(),
                this::reports);
        addPart(said.skips(), this::skips);
        addPart(said.history(), this::history);
    }

    private <T> void addPart(List<T> rows, Function<List<T>, Component> card) {
        if (!rows.isEmpty()) {
            add(card.apply(rows));
        }
    }

    private Div card(String key, Component... content) {
        Div card = new Div(new H2(getTranslation(key)));
        card.addClassName("card");
        card.add(content);
        return card;
    }

    private FactTable table(String title, String... columns) {
        return new FactTable(
                getTranslation(title),
                Stream.of(columns)
                        .map(column -> column.isEmpty() ? "" : getTranslation(column))
                        .toList());
    }

    private Div judgements(ComparisonRecord.Said said) {
        Div card = card("comparison.votes");
        said.gold().ifPresent(gold -> card.add(new Paragraph(gold(gold))));
        if (said.judgements().isEmpty()) {
            card.add(new Paragraph(getTranslation("comparison.votes.none")));
            return card;
        }
        FactTable table = table(
                "comparison.votes",
                "adjudication.person",
                "adjudication.verdict",
                "adjudication.why",
                "adjudication.flags",
                "adjudication.when");
        for (GivenJudgement each : said.judgements()) {
            table.addRow(
                    who(each),
                    lines(words(each.opinion(), each.graded()), criteria(each.opinion())),
                    lines(each.opinion().rationale(), change(each), corrections(each.opinion())),
                    new Span(each.opinion().flags().stream().map(this::flag).collect(Collectors.joining("; "))),
                    new Span(figures.moment(each.at())));
        }
        card.add(table);
        return card;
    }

    private Component who(GivenJudgement given) {
        List<String> marks = new ArrayList<>();
        if (given.purpose() != SlotPurpose.VOTE) {
            marks.add(getTranslation(
                    "comparison.purpose." + given.purpose().name().toLowerCase(Locale.ROOT)));
        }
        if (!given.current()) {
            marks.add(getTranslation("comparison.replaced"));
        }
        if (given.excluded()) {
            marks.add(getTranslation("comparison.excluded"));
        }
        if (given.imported()) {
            marks.add(getTranslation("study.badge.imported"));
        }
        return lines(given.who(), String.join(getTranslation("list.comma"), marks));
    }

    /** The first text, and those below it that say something, smaller. */
    private static Div lines(String first, String... below) {
        Div cell = new Div(new Span(first));
        for (String line : below) {
            if (!line.isEmpty()) {
                Div small = new Div(line);
                small.addClassName("figure-note");
                cell.add(small);
            }
        }
        return cell;
    }

    private String words(Opinion opinion, boolean graded) {
        Answer answer = opinion.on(asStored);
        return AnswerWords.of(answer, graded, this);
    }

    private String verdict(Verdict verdict, Strength strength, boolean graded) {
        return DesignWords.verdict(this, new Scale.Choice(verdict, strength), graded);
    }

    private String gold(Gold gold) {
        return gold.verdict() == null
                ? getTranslation("comparison.gold.text", gold.score(), gold.tolerance())
                : getTranslation("comparison.gold", verdict(gold.verdict(), Strength.SLIGHTLY, false));
    }

    private String criteria(Opinion opinion) {
        if (!opinion.scores().isEmpty()) {
            return opinion.scores().entrySet().stream()
                    .filter(each -> !each.getKey().equals(Scores.OVERALL))
                    .sorted(Map.Entry.comparingByKey())
                    .map(each -> getTranslation("comparison.criterion", criterion(each.getKey()), each.getValue()))
                    .collect(Collectors.joining("; "));
        }
        return opinion.criteria().entrySet().stream()
                .map(each -> getTranslation(
                        "comparison.criterion",
                        criterion(each.getKey()),
                        verdict(each.getValue().verdict(), Strength.SLIGHTLY, false)))
                .collect(Collectors.joining("; "));
    }

    /** A criterion that the design no longer has keeps its key. */
    private String criterion(String key) {
        return Stream.of(design.criteria(), StudyDesign.Criterion.USUAL, Scores.USUAL)
                .flatMap(List::stream)
                .filter(each -> each.key().equals(key))
                .findFirst()
                .map(each -> DesignWords.criterion(this, each))
                .orElse(key);
    }

    private String change(GivenJudgement given) {
        if (given.revision() == 1) {
            return "";
        }
        String why = Stream.of(RevisionReason.values())
                .filter(reason -> reason.name().equals(given.reason()))
                .findFirst()
                .map(reason -> getTranslation(reason.key()))
                .orElse(given.reason());
        return getTranslation("comparison.changed", given.note().isEmpty() ? why : why + ": " + given.note());
    }

    private String corrections(Opinion opinion) {
        return opinion.corrections().entrySet().stream()
                .map((Map.Entry<Integer, String> each) ->
                        getTranslation("comparison.correction", letter(each.getKey()), each.getValue()))
                .collect(Collectors.joining("; "));
    }

    private String flag(Flag flag) {
        String what = "%s: %s".formatted(letter(flag.response()), DesignWords.flag(this, flag.kind()));
        return flag.quote().isEmpty() ? what : "%s “%s”".formatted(what, flag.quote());
    }

    private String letter(int response) {
        return getTranslation("annotate.letter." + response);
    }

    private Div adjudications(List<ComparisonRecord.Adjudication> given) {
        FactTable table = table(
                "study.page.adjudication",
                "adjudication.person",
                "adjudication.verdict",
                "adjudication.why",
                "adjudication.when");
        for (ComparisonRecord.Adjudication each : given) {
            table.addRow(
                    lines(each.who(), getTranslation(each.decision() ? "comparison.decision" : "comparison.blind")),
                    new Span(words(each.opinion(), design.scale().isGraded())),
                    new Span(each.opinion().rationale()),
                    new Span(figures.moment(each.at())));
        }
        return card("study.page.adjudication", table);
    }

    private Div reports(List<ComparisonRecord.Report> given) {
        FactTable table = table(
                "comparison.reports",
                "adjudication.person",
                "comparison.report.what",
                "adjudication.why",
                "comparison.report.outcome",
                "adjudication.when");
        for (ComparisonRecord.Report each : given) {
            table.addRow(
                    new Span(each.who()),
                    new Span(getTranslation(
                            "comparison.report." + each.kind().name().toLowerCase(Locale.ROOT))),
                    new Span(each.why()),
                    new Span(each.outcome()
                            .map(this::outcome)
                            .orElseGet(() -> getTranslation("comparison.report.open"))),
                    new Span(figures.moment(each.at())));
        }
        return card("comparison.reports", table);
    }

    private String outcome(ComparisonRecord.Outcome outcome) {
        return switch (outcome.what()) {
            case "RELEASED" -> getTranslation("comparison.report.released", outcome.by());
            case "KEPT_OUT" -> getTranslation("comparison.report.kept-out", outcome.by());
            default -> getTranslation("comparison.report.decided", outcome.by());
        };
    }

    private Div skips(List<ComparisonRecord.Skip> given) {
        FactTable table = table(
                "comparison.skips", "adjudication.person", "adjudication.why", "comparison.note", "adjudication.when");
        for (ComparisonRecord.Skip each : given) {
            table.addRow(
                    new Span(each.who()),
                    new Span(getTranslation(each.reason().key())),
                    new Span(each.note()),
                    new Span(figures.moment(each.at())));
        }
        return card("comparison.skips", table);
    }

    private Div history(List<AuditEvent> events) {
        FactTable table =
                table("comparison.history", "audit.actor", "audit.action", "audit.why", "audit.link", "audit.at");
        for (AuditEvent each : events) {
            table.addRow(
                    new Span(each.act().actor()),
                    new Span(ActWords.of(this, each.act().action())),
                    new Span(each.act().reason()),
                    new Span(getTranslation(
                            each.chain().equals("main") ? "audit.link.main" : "audit.link.work", each.seq())),
                    new Span(figures.second(each.at())));
        }
        return card("comparison.history", table);
    }
}
