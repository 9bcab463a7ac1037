package org.careloop.web.promotion.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import org.careloop.web.promotion.GatePoint;
import org.careloop.web.promotion.Outlook;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.PageOfStudy;

/** What a model has to show before it is approved, point by point. */
class GateCard extends Div {
    private static final long serialVersionUID = 1L;

    private final transient PointWords words = new PointWords(this);

    GateCard(Outlook outlook) {
        addClassName("card");
        show(outlook);
    }

    /** Shows the gate as it stands now. */
    final void show(Outlook outlook) {
        removeAll();
        FactTable table = new FactTable(
                getTranslation("promotion.gate"),
                List.of(
                        getTranslation("promotion.asked"),
                        getTranslation("promotion.figure"),
                        getTranslation("promotion.outcome")));
        outlook.gate().forEach(point -> table.addRow(asked(point), new Span(words.figure(point)), badge(point)));
        Paragraph of = new Paragraph(
                new Span(getTranslation(
                                "promotion.judged",
                                outlook.report().candidate(),
                                outlook.report().rival())
                        + " "),
                new Anchor(
                        PageOfStudy.VERDICT.address(outlook.verdictStudy().id()),
                        outlook.verdictStudy().name()),
                new Span(" "
                        + getTranslation(
                                "promotion.terms",
                                percent(outlook.report().terms().alpha()),
                                percent(outlook.report().terms().margin()))));
        add(new H2(getTranslation("promotion.gate")), of, table);
    }

    private String percent(double share) {
        return new Figures(this).percent(share);
    }

    private Component asked(GatePoint point) {
        Span meaning = new Span(words.meaning(point));
        meaning.addClassName("quiet");
        return new Div(new Div(words.name(point.kind())), new Div(meaning));
    }

    private Span badge(GatePoint point) {
        Span badge = new Span(getTranslation(point.passed() ? "promotion.passed" : "promotion.not-passed"));
        badge.addClassNames("badge", point.passed() ? "done" : "attention");
        return badge;
    }
}
