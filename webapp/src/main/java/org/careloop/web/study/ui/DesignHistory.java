package org.careloop.web.study.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.DesignVersion;
import org.careloop.web.study.StudyDesign;

/** The versions of a design: who made each, when, why, and what it changed. */
class DesignHistory extends Div {
    private static final long serialVersionUID = 1L;

    DesignHistory() {
        addClassNames("card", "design-history");
    }

    void show(List<DesignVersion> versions) {
        removeAll();
        Figures figures = new Figures(this);
        OrderedList list = new OrderedList();
        for (int i = 0; i < versions.size(); i++) {
            DesignVersion version = versions.get(i);
            ListItem item = new ListItem();
            Span number = new Span(getTranslation("design.version", version.number()));
            number.addClassName("version-number");
            Span made = new Span(
                    version.by().isEmpty()
                            ? figures.moment(version.at())
                            : getTranslation("design.version.by", version.by(), figures.moment(version.at())));
            made.addClassName("quiet");
            item.add(new Div(number, made));
            if (!version.reason().isEmpty()) {
                item.add(new Paragraph(version.reason()));
            }
            if (i + 1 < versions.size()) {
                item.add(new Paragraph(changes(versions.get(i + 1).design(), version.design())));
            }
            list.add(item);
        }
        add(new H2(getTranslation("design.history")), list);
        setVisible(versions.size() > 1);
    }

    private String changes(StudyDesign before, StudyDesign after) {
        List<String> changed = new ArrayList<>();
        note(changed, before.guidelines(), after.guidelines(), "study.guidelines");
        note(changed, before.languages(), after.languages(), "design.languages");
        note(changed, before.scale(), after.scale(), "design.scale");
        note(changed, before.criteria(), after.criteria(), "design.criteria");
        note(changed, before.criteriaFirst(), after.criteriaFirst(), "design.criteria.first");
        note(changed, before.required(), after.required(), "design.required");
        note(changed, before.flags(), after.flags(), "design.flags");
        note(changed, before.corrections(), after.corrections(), "design.corrections");
        note(changed, before.audience(), after.audience(), "design.match");
        note(changed, before.goldRate(), after.goldRate(), "design.gold");
        note(changed, before.repeatRate(), after.repeatRate(), "design.repeat");
        note(changed, before.order(), after.order(), "design.order");
        note(changed, before.adjudicateBelow(), after.adjudicateBelow(), "design.adjudicate");
        note(changed, before.sessionGoal(), after.sessionGoal(), "design.goal");
        if (before.overlap() != after.overlap()) {
            changed.add("%s %d → %d".formatted(getTranslation("study.overlap"), before.overlap(), after.overlap()));
        }
        return getTranslation(
                "design.version.changed", changed.stream().collect(Collectors.joining(getTranslation("list.comma"))));
    }

    private void note(List<String> changed, Object before, Object after, String key) {
        if (!Objects.equals(before, after)) {
            changed.add(getTranslation(key));
        }
    }
}
