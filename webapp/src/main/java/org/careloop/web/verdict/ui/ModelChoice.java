package org.careloop.web.verdict.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import java.util.List;
import java.util.function.BiConsumer;
import org.careloop.web.verdict.VerdictReport;

/** Which two of a study's models are compared. */
class ModelChoice extends Div {
    private static final long serialVersionUID = 1L;

    private final Select<String> model = new Select<>();
    private final Select<String> rival = new Select<>();

    /** @param changed hears the new model and its rival, which differ */
    ModelChoice(VerdictReport report, BiConsumer<String, String> changed) {
        addClassName("button-row");
        List<String> models = report.strengths().stream()
                .map(VerdictReport.Strength::model)
                .sorted()
                .toList();
        choose(model, "verdict.model", models, report.candidate());
        choose(rival, "verdict.rival", models, report.rival());
        model.addValueChangeListener(change -> tell(changed, change.getOldValue(), rival));
        rival.addValueChangeListener(change -> tell(changed, change.getOldValue(), model));
        add(model, rival);
    }

    private void choose(Select<String> select, String label, List<String> models, String chosen) {
        select.setLabel(getTranslation(label));
        select.setItems(models);
        select.setValue(chosen);
    }

    /** Who chooses a model that the other one is exchanges them. */
    private void tell(BiConsumer<String, String> changed, String before, Select<String> other) {
        if (model.getValue().equals(rival.getValue())) {
            other.setValue(before);
            return;
        }
        changed.accept(model.getValue(), rival.getValue());
    }
}
