package org.careloop.web.agreement.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import java.util.List;
import java.util.Map;
import org.careloop.web.agreement.AgreementReport;
import org.careloop.web.agreement.PairAgreement;
import org.careloop.web.people.PersonId;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.Study;

/**
 * Agreement of two by two on the votes of the reader's choice, the pairs with the most comparisons in common first.
 */
class PairsCard extends Div {
    private static final long serialVersionUID = 1L;
    private static final int AT_ONCE = 15;

    private final Figures figures = new Figures(this);
    private final transient Map<PersonId, String> names;

    private final Div place = new Div();

    PairsCard(Study study, AgreementReport report, Map<PersonId, String> names) {
        this.names = Map.copyOf(names);
        addClassName("card");
        List<NamedGroup> groups = NamedGroup.of(this, study, report);
        Select<NamedGroup> choice = new Select<>();
        choice.setLabel(getTranslation("agreement.group"));
        choice.setItems(groups);
        choice.setItemLabelGenerator(NamedGroup::name);
        choice.setValue(groups.getFirst());
        choice.addValueChangeListener(change -> show(change.getValue().group()));
        add(new H2(getTranslation("agreement.pairs")), note("agreement.pairs.meaning"), choice, place);
        show(report.overall());
    }

    private void show(AgreementReport.Group group) {
        place.removeAll();
        List<PairAgreement> pairs = group.pairs();
        if (pairs.isEmpty()) {
            place.add(note("agreement.pairs.none"));
            return;
        }
        int cut = Math.min(AT_ONCE, pairs.size());
        place.add(table(pairs.subList(0, cut)));
        if (cut < pairs.size()) {
            place.add(new NativeDetails(
                    getTranslation("agreement.pairs.all", pairs.size() - cut),
                    table(pairs.subList(cut, pairs.size()))));
        }
        if (group.morePairs() > 0) {
            place.add(note("agreement.pairs.more", group.morePairs()));
        }
    }

    private FactTable table(List<PairAgreement> pairs) {
        FactTable table = new FactTable(
                getTranslation("agreement.pairs"),
                List.of(
                        getTranslation("agreement.pair"),
                        getTranslation("study.comparisons"),
                        getTranslation("agreement.value"),
                        ""));
        table.figures(1).addClassName("ranges");
        for (PairAgreement pair : pairs) {
            table.addRow(
                    new Span("%s · %s".formatted(name(pair.first()), name(pair.second()))),
                    new Span(figures.count(pair.kappa().n())),
                    new EstimateText(pair.kappa()),
                    new RangeBar(pair.kappa()));
        }
        return table;
    }

    private String name(PersonId person) {
        return names.getOrDefault(person, "–");
    }

    private Paragraph note(String key, Object... given) {
        Paragraph note = new Paragraph(getTranslation(key, given));
        note.addClassName("figure-note");
        return note;
    }
}
