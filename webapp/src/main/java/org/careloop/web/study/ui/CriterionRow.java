package org.careloop.web.study.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.Set;
import org.careloop.web.study.DesignWords;
import org.careloop.web.study.StudyDesign.Criterion;

/** One criterion: its name, whether it must be answered, and its place. */
class CriterionRow extends ListItem {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_LABEL = 60;

    private final String key;
    private final boolean usual;
    private final TextField label = new TextField();
    private final Checkbox required = new Checkbox();
    private final Button handle = new Button("⠿");
    private final Button up = new Button("↑");
    private final Button down = new Button("↓");
    private final Button remove = new Button("×");

    CriterionRow(CriteriaEditor editor, Criterion criterion) {
        this.key = criterion.key();
        this.usual = criterion.label() == null;
        addClassName("criterion-row");
        label.setValue(DesignWords.criterion(this, criterion));
        label.setAriaLabel(getTranslation("design.criteria.label"));
        label.setPlaceholder(getTranslation("design.criteria.label"));
        label.setReadOnly(usual);
        label.setValueChangeMode(ValueChangeMode.EAGER);
        label.addValueChangeListener(change -> {
            label.setInvalid(false);
            editor.edited();
        });
        required.setLabel(getTranslation("design.criteria.required"));
        required.setValue(criterion.required());
        required.addValueChangeListener(change -> editor.edited());
        handle.addClassName("criterion-handle");
        handle.getElement()
                .addEventListener("keydown", key -> editor.move(this, -1))
                .setFilter("event.key === 'ArrowUp'")
                .preventDefault();
        handle.getElement()
                .addEventListener("keydown", key -> editor.move(this, 1))
                .setFilter("event.key === 'ArrowDown'")
                .preventDefault();
        up.addClickListener(click -> editor.move(this, -1));
        down.addClickListener(click -> editor.move(this, 1));
        remove.addClickListener(click -> editor.remove(this));
        for (Button button : new Button[] {handle, up, down, remove}) {
            button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        }
        Span tools = new Span(up, down, remove);
        tools.addClassName("criterion-tools");
        add(handle, label, required, tools);
        DragSource.create(this).setDragData(this);
        DropTarget.create(this)
                .addDropListener(drop -> drop.getDragData()
                        .filter(CriterionRow.class::isInstance)
                        .ifPresent(row -> editor.moveTo((CriterionRow) row, editor.placeOf(this))));
    }

    /** Names the buttons by the row's place, counted from 0. */
    void place(int place, int of) {
        handle.setAriaLabel(getTranslation("design.criteria.handle", name(), place + 1, of));
        up.setAriaLabel(getTranslation("design.criteria.up", name()));
        down.setAriaLabel(getTranslation("design.criteria.down", name()));
        remove.setAriaLabel(getTranslation("design.criteria.remove", name()));
        up.setEnabled(place > 0);
        down.setEnabled(place < of - 1);
    }

    String name() {
        return label.getValue().isBlank() ? getTranslation("design.criteria.unnamed") : label.getValue();
    }

    Criterion value() {
        return new Criterion(key, usual ? null : label.getValue().strip(), required.getValue());
    }

    boolean validate(Set<String> seen) {
        String text = label.getValue().strip();
        boolean valid = !text.isEmpty() && text.length() <= LONGEST_LABEL && seen.add(text);
        label.setInvalid(!valid);
        label.setErrorMessage(
                text.isEmpty()
                        ? getTranslation("design.criteria.label.missing")
                        : text.length() > LONGEST_LABEL
                                ? getTranslation("design.criteria.label.long", text.length(), LONGEST_LABEL)
                                : getTranslation("design.criteria.label.twice"));
        return valid;
    }

    void focus() {
        if (usual) {
            required.focus();
        } else {
            label.focus();
        }
    }
}
