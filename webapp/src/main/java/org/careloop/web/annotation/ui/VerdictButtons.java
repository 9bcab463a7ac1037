package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.html.Div;
import java.util.List;

/** The verdicts of the study's scale, all alike in width and weight, each with its key; of scores, what sends them. */
final class VerdictButtons extends Div {
    private static final long serialVersionUID = 1L;

    VerdictButtons() {
        addClassName("verdicts");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", getTranslation("annotate.verdict"));
    }

    void show(ScreenRules rules) {
        removeAll();
        List<Choice> choices = rules.choices();
        boolean scored = !rules.scores().isEmpty();
        setVisible(scored || !choices.isEmpty());
        getElement().setAttribute("data-count", Integer.toString(choices.size()));
        if (scored) {
            add(new KeyButton(getTranslation("annotate.scores.done"), "verdict")
                    .means("key", "Enter")
                    .key("Enter"));
        }
        choices.forEach(choice -> add(new KeyButton(choice.label(), "verdict")
                .means("key", choice.key())
                .key(choice.key())));
    }
}
