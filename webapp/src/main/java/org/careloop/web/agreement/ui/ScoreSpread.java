package org.careloop.web.agreement.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.careloop.web.agreement.RatingAgreement;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.DesignWords;
import org.careloop.web.study.Scores;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign.Criterion;

/** How many ratings have each score, overall and by criterion. */
public class ScoreSpread extends Div {
    private static final long serialVersionUID = 1L;
    private static final int BEFORE_SCORES = 2;

    private final Figures figures = new Figures(this);

    public ScoreSpread(Study study, List<RatingAgreement> ratings) {
        addClassName("card");
        List<String> columns =
                new ArrayList<>(List.of(getTranslation("agreement.rated.score"), getTranslation("annotator.n")));
        Scores.ALL.forEach(score -> columns.add(Integer.toString(score)));
        FactTable table = new FactTable(getTranslation("agreement.rated.spread"), columns);
        table.figures(1, 2, 3, 4, 5, 6, 7);
        ratings.forEach(rated -> table.addRow(cells(study, rated)));
        Paragraph meaning = new Paragraph(getTranslation("agreement.rated.spread.meaning"));
        meaning.addClassName("figure-note");
        add(new H2(getTranslation("agreement.rated.spread")), meaning, table);
    }

    private Component[] cells(Study study, RatingAgreement rated) {
        List<Component> cells = new ArrayList<>(BEFORE_SCORES + rated.scores().length);
        cells.add(new Span(name(this, study, rated)));
        cells.add(new Span(figures.count(rated.ratings())));
        for (long count : rated.scores()) {
            cells.add(new Span(figures.count(count)));
        }
        return cells.toArray(Component[]::new);
    }

    /** What a score is called; a criterion that the design no longer has keeps its key. */
    static String name(Component screen, Study study, RatingAgreement rated) {
        return Stream.concat(Stream.of(Scores.WHOLE), study.design().criteria().stream())
                .filter(criterion -> criterion.key().equals(rated.key()))
                .findFirst()
                .map((Criterion criterion) -> DesignWords.criterion(screen, criterion))
                .orElse(rated.key());
    }
}
