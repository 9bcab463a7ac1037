package org.careloop.web.study.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.careloop.web.study.DesignWords;
import org.careloop.web.study.Scores;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesign.Criterion;

/** The ordered list of what is judged by itself: moved by dragging, by buttons, or by the arrow keys on a row's handle. */
class CriteriaEditor extends Div {
    private static final long serialVersionUID = 1L;

    private final OrderedList rows = new OrderedList();
    private final Div add = new Div();
    private final Span announcement = new Span();
    private final Runnable changed;
    private Set<String> taken = Set.of();
    private transient List<Criterion> usual = Criterion.USUAL;

    CriteriaEditor(Runnable changed) {
        this.changed = changed;
        addClassName("criteria-editor");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", getTranslation("design.field.criteria"));
        rows.addClassName("criteria-rows");
        add.addClassName("criteria-add");
        announcement.addClassName("visually-hidden");
        announcement.getElement().setAttribute("role", "status");
        add(rows, add, announcement);
    }

    /** @param keys those that the study's criteria have or ever had; an own criterion that is added gets another */
    void show(StudyDesign design, Set<String> keys) {
        usual = design.isRating() ? Scores.USUAL : Criterion.USUAL;
        taken = Set.copyOf(keys);
        rows.removeAll();
        design.criteria().forEach(criterion -> rows.add(new CriterionRow(this, criterion)));
        refresh();
    }

    List<Criterion> value() {
        return rowList().stream().map(CriterionRow::value).toList();
    }

    /** Marks what cannot be stored; whether all can. */
    boolean validate() {
        Set<String> seen = new HashSet<>();
        boolean valid = true;
        for (CriterionRow row : rowList()) {
            valid &= row.validate(seen);
        }
        return valid;
    }

    void move(CriterionRow row, int by) {
        moveTo(row, rows.indexOf(row) + by);
    }

    void moveTo(CriterionRow row, int place) {
        int last = rows.getComponentCount() - 1;
        if (place < 0 || place > last || place == rows.indexOf(row)) {
            return;
        }
        rows.remove(row);
        rows.addComponentAtIndex(place, row);
        announcement.setText(getTranslation("design.criteria.moved", row.name(), place + 1, last + 1));
        refresh();
        changed.run();
    }

    int placeOf(CriterionRow row) {
        return rows.indexOf(row);
    }

    void remove(CriterionRow row) {
        rows.remove(row);
        announcement.setText(getTranslation("design.criteria.removed", row.name()));
        refresh();
        changed.run();
    }

    /** A label names the row's buttons too. */
    void edited() {
        place(rowList());
        changed.run();
    }

    private void append(Criterion criterion) {
        CriterionRow row = new CriterionRow(this, criterion);
        rows.add(row);
        refresh();
        row.focus();
        changed.run();
    }

    private void refresh() {
        List<CriterionRow> all = rowList();
        place(all);
        Set<String> used =
                new HashSet<>(all.stream().map(row -> row.value().key()).toList());
        add.removeAll();
        if (all.size() < StudyDesign.MOST_CRITERIA) {
            usual.stream()
                    .filter(one -> !used.contains(one.key()))
                    .forEach(one -> add.add(button(DesignWords.criterion(this, one), one)));
            add.add(button(getTranslation("design.criteria.own"), new Criterion(freeKey(used), "", false)));
        } else {
            add.add(new Span(getTranslation("design.criteria.most", StudyDesign.MOST_CRITERIA)));
        }
        rows.setVisible(!all.isEmpty());
    }

    private static void place(List<CriterionRow> all) {
        IntStream.range(0, all.size()).forEach(place -> all.get(place).place(place, all.size()));
    }

    private Button button(String label, Criterion criterion) {
        Button button = new Button("+ " + label, click -> append(criterion));
        button.setAriaLabel(getTranslation("design.criteria.add", label));
        button.addThemeVariants(ButtonVariant.SMALL);
        return button;
    }

    private List<CriterionRow> rowList() {
        List<CriterionRow> list = new ArrayList<>();
        rows.getChildren().map(CriterionRow.class::cast).forEach(list::add);
        return list;
    }

    /** Votes on an earlier criterion of the same key would be counted with this one's. */
    private String freeKey(Set<String> used) {
        return IntStream.iterate(1, n -> n + 1)
                .mapToObj(n -> "criterion-" + n)
                .filter(key -> !used.contains(key) && !taken.contains(key))
                .findFirst()
                .orElseThrow();
    }
}
