package org.careloop.web.annotation;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.util.function.Consumer;

/** Asks why a comparison is passed on; one press answers. */
final class SkipDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    SkipDialog(Consumer<SkipReason> chosen) {
        setHeaderTitle(getTranslation("annotate.skip.title"));
        Div reasons = new Div();
        reasons.addClassName("skip-reasons");
        for (SkipReason reason : SkipReason.values()) {
            Button button = new Button(getTranslation(reason.key()), click -> {
                close();
                chosen.accept(reason);
            });
            button.setAutofocus(reason == SkipReason.NOT_MY_FIELD);
            reasons.add(button);
        }
        add(new Paragraph(getTranslation("annotate.skip.text")), reasons);
        getFooter().add(new Button(getTranslation("cancel"), click -> close()));
    }
}
