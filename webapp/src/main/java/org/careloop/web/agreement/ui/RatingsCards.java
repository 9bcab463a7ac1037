package org.careloop.web.agreement.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import java.util.List;
import java.util.Map;
import org.careloop.web.agreement.AgreementReport;
import org.careloop.web.agreement.RatingAgreement;
import org.careloop.web.people.PersonId;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.Study;

/** How far those who rate texts agree: on each score, how the scores are spread, and two by two. */
class RatingsCards extends Div {
    private static final long serialVersionUID = 1L;

    private final Figures figures = new Figures(this);
    private final transient Study study;
    private final transient Map<PersonId, String> names;
    private final Div pairs = new Div();

    RatingsCards(Study study, AgreementReport report, Map<PersonId, String> names) {
        this.study = study;
        this.names = Map.copyOf(names);
        addClassName("page-body");
        add(measures(report.ratings()), new ScoreSpread(study, report.ratings()), pairs(report.ratings()));
    }

    private String name(RatingAgreement rated) {
        return ScoreSpread.name(this, study, rated);
    }

    private Div measures(List<RatingAgreement> ratings) {
        FactTable table = new FactTable(
                getTranslation("agreement.rated"),
                List.of(
                        getTranslation("agreement.rated.score"),
                        getTranslation("agreement.rated.texts"),
                        getTranslation("agreement.rated.kappa"),
                        "",
                        getTranslation("agreement.rated.spearman"),
                        ""));
        table.figures(1).addClassName("ranges");
        ratings.forEach(rated -> table.addRow(
                new Span(name(rated)),
                new Span(figures.count(rated.kappa().n())),
                new EstimateText(rated.kappa()),
                new RangeBar(rated.kappa()),
                new EstimateText(rated.spearman()),
                new RangeBar(rated.spearman())));
        return card("agreement.rated", note("agreement.rated.meaning"), table, note("agreement.rated.interval"));
    }

    private Div pairs(List<RatingAgreement> ratings) {
        Select<RatingAgreement> choice = new Select<>();
        choice.setLabel(getTranslation("agreement.rated.score"));
        choice.setItems(ratings);
        choice.setItemLabelGenerator(this::name);
        choice.setValue(ratings.getFirst());
        choice.addValueChangeListener(change -> showPairs(change.getValue()));
        showPairs(ratings.getFirst());
        return card("agreement.pairs", note("agreement.rated.pairs.meaning"), choice, pairs);
    }

    private void showPairs(RatingAgreement rated) {
        pairs.removeAll();
        if (rated.pairs().isEmpty()) {
            pairs.add(note("agreement.pairs.none"));
            return;
        }
        FactTable table = new FactTable(
                getTranslation("agreement.pairs"),
                List.of(
                        getTranslation("agreement.pair"),
                        getTranslation("agreement.rated.texts"),
                        getTranslation("agreement.rated.kappa"),
                        getTranslation("agreement.rated.spearman")));
        table.figures(1).addClassName("ranges");
        rated.pairs()
                .forEach(two -> table.addRow(
                        new Span("%s · %s".formatted(person(two.first()), person(two.second()))),
                        new Span(figures.count(two.kappa().n())),
                        new EstimateText(two.kappa()),
                        new EstimateText(two.spearman())));
        pairs.add(table);
        if (rated.morePairs() > 0) {
            pairs.add(note("agreement.pairs.more", rated.morePairs()));
        }
    }

    private String person(PersonId id) {
        return names.getOrDefault(id, "–");
    }

    private Div card(String title, Component... content) {
        Div card = new Div(new H2(getTranslation(title)));
        card.addClassName("card");
        card.add(content);
        return card;
    }

    private Paragraph note(String key, Object... given) {
        Paragraph note = new Paragraph(getTranslation(key, given));
        note.addClassName("figure-note");
        return note;
    }
}
