package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import org.careloop.web.annotation.SideVerdict;
import org.careloop.web.study.DesignWords;
import org.careloop.web.study.StudyDesign.Criterion;

/** The criteria in the order of the study, each a row of "A, same, B"; the browser keeps what was answered. */
final class CriteriaRows extends Div {
    private static final long serialVersionUID = 1L;

    CriteriaRows() {
        addClassName("criteria");
    }

    void show(List<Criterion> criteria) {
        removeAll();
        setVisible(!criteria.isEmpty());
        criteria.forEach(criterion -> add(row(criterion)));
    }

    private Div row(Criterion criterion) {
        String label = DesignWords.criterion(this, criterion);
        Span name = new Span(label);
        name.addClassName("criterion-name");
        name.getElement().setAttribute("aria-hidden", "true");
        if (criterion.required()) {
            name.add(" *");
        }
        Div choices = new Div(
                choice(label, SideVerdict.LEFT, getTranslation("annotate.letter.0"), "q"),
                choice(label, SideVerdict.SAME, "=", "w"),
                choice(label, SideVerdict.RIGHT, getTranslation("annotate.letter.1"), "e"));
        choices.addClassName("criterion-choices");
        Div row = new Div(name, choices);
        row.addClassName("criterion");
        row.getElement().setAttribute("data-criterion", criterion.key());
        row.getElement().setAttribute("role", "group");
        row.getElement()
                .setAttribute(
                        "aria-label",
                        getTranslation(
                                criterion.required() ? "annotate.criterion.required" : "annotate.criterion.may",
                                label));
        return row;
    }

    private KeyButton choice(String criterion, SideVerdict verdict, String face, String key) {
        KeyButton button = new KeyButton(face).means("value", verdict.name()).toggles();
        String said = verdict == SideVerdict.SAME ? getTranslation("annotate.criterion.same") : face;
        button.getElement().setAttribute("aria-label", criterion + ": " + said);
        button.add(Keys.cap(key));
        return button;
    }
}
