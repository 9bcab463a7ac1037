package org.careloop.web.agreement.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import java.util.List;
import org.careloop.web.agreement.AgreementReport;
import org.careloop.web.agreement.Coefficient;
import org.careloop.web.agreement.Measure;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.Study;

/** Agreement by criterion, language and tag, in the measure of the reader's choice. */
class GroupsCard extends Div {
    private static final long serialVersionUID = 1L;

    private final Figures figures = new Figures(this);
    private final transient List<NamedGroup> groups;
    private final Div place = new Div();

    GroupsCard(Study study, AgreementReport report) {
        this.groups = NamedGroup.of(this, study, report);
        addClassName("card");
        Select<Measure> choice = new Select<>();
        choice.setLabel(getTranslation("agreement.measure"));
        choice.setItems(Measure.values());
        choice.setItemLabelGenerator(each -> getTranslation(AgreementView.key(each)));
        choice.setValue(Measure.ALPHA_NOMINAL);
        choice.addValueChangeListener(change -> show(change.getValue()));
        add(new H2(getTranslation("agreement.groups")), choice, place);
        show(Measure.ALPHA_NOMINAL);
        if (report.moreTags() > 0) {
            Paragraph more = new Paragraph(getTranslation("agreement.tags.more", report.moreTags()));
            more.addClassName("figure-note");
            add(more);
        }
    }

    private void show(Measure measure) {
        FactTable table = new FactTable(
                getTranslation("agreement.groups"),
                List.of(
                        getTranslation("agreement.group"),
                        getTranslation("study.comparisons"),
                        getTranslation("agreement.value"),
                        ""));
        table.figures(1).addClassName("ranges");
        groups.forEach(named -> row(table, measure, named));
        place.removeAll();
        place.add(table);
    }

    private void row(FactTable table, Measure measure, NamedGroup named) {
        Coefficient estimate = named.group().estimate(measure);
        table.addRow(
                new Span(named.name()),
                new Span(figures.count(named.group().comparisons())),
                new EstimateText(estimate),
                new RangeBar(estimate));
    }
}
