package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.markdown.Markdown;
import org.careloop.web.annotation.Pair;
import org.careloop.web.shell.SafeMarkdown;
import org.jspecify.annotations.Nullable;

/** How the study asks to judge, in a window over the pair. */
final class Guidelines {
    private Guidelines() {}

    static void open(Component on, @Nullable Pair pair) {
        if (pair == null || pair.design().guidelines().isBlank()) {
            return;
        }
        Div text = new Div(new Markdown(SafeMarkdown.of(pair.design().guidelines())));
        text.addClassName("guidelines");
        text.getElement().setAttribute("tabindex", "0");
        Dialog dialog = new Dialog(on.getTranslation("annotate.guidelines"), text);
        dialog.getFooter().add(new Button(on.getTranslation("close"), click -> dialog.close()));
        dialog.setWidth("min(46rem, 96vw)");
        dialog.open();
    }
}
