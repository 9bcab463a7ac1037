package org.careloop.web.answers.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyId;

/** Where the pairs of answers go: to a new draft, to one that there is, or nowhere. */
class PairsTarget extends Div {
    private static final long serialVersionUID = 1L;

    private final RadioButtonGroup<Way> way = new RadioButtonGroup<>();
    private final TextField name = new TextField();
    private final Select<Study> draft = new Select<>();

    private enum Way {
        NEW,
        DRAFT,
        NOWHERE
    }

    /**
     * @param leads whether the person may begin a study
     * @param drafts that the person may bring comparisons into
     */
    PairsTarget(boolean leads, List<Study> drafts, String suggested) {
        addClassName("form");
        List<Way> ways = new ArrayList<>();
        if (leads) {
            ways.add(Way.NEW);
        }
        if (!drafts.isEmpty()) {
            ways.add(Way.DRAFT);
        }
        ways.add(Way.NOWHERE);
        way.setLabel(getTranslation("answer.into"));
        way.setItems(ways);
        way.setItemLabelGenerator(
                one -> getTranslation("answer.into." + one.name().toLowerCase(Locale.ROOT)));
        name.setLabel(getTranslation("answer.into.name"));
        name.setValue(suggested);
        name.setWidthFull();
        draft.setLabel(getTranslation("answer.into.draft.label"));
        draft.setItems(drafts);
        draft.setItemLabelGenerator(Study::name);
        if (!drafts.isEmpty()) {
            draft.setValue(drafts.getFirst());
        }
        way.addValueChangeListener(change -> refresh());
        way.setValue(ways.getFirst());
        add(way, name, draft);
        refresh();
    }

    private void refresh() {
        name.setVisible(way.getValue() == Way.NEW);
        draft.setVisible(way.getValue() == Way.DRAFT);
    }

    /** The name of the study that is to be made. */
    Optional<String> newStudy() {
        return way.getValue() == Way.NEW ? Optional.of(name.getValue()) : Optional.empty();
    }

    /** The study that is there. */
    Optional<StudyId> into() {
        return way.getValue() == Way.DRAFT ? Optional.of(draft.getValue().id()) : Optional.empty();
    }
}
