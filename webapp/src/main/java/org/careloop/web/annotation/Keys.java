package org.careloop.web.annotation;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Span;
import java.util.LinkedHashMap;
import java.util.Map;

/** The keys of the annotation page, and the sheet that lists them. */
final class Keys {
    private static final Map<String, String> MEANINGS = new LinkedHashMap<>();

    static {
        MEANINGS.put("1", "annotate.verdict.left");
        MEANINGS.put("2", "annotate.verdict.same");
        MEANINGS.put("3", "annotate.verdict.right");
        MEANINGS.put("4", "annotate.verdict.both-bad");
        MEANINGS.put("r", "annotate.keys.reason");
        MEANINGS.put("s", "annotate.keys.skip");
        MEANINGS.put("z", "annotate.keys.back");
        MEANINGS.put("Esc", "annotate.keys.escape");
        MEANINGS.put("?", "annotate.keys.help");
    }

    private Keys() {}

    /** A key drawn as a key; for the eye only. */
    static Span cap(String key) {
        Span cap = new Span(key);
        cap.addClassName("key");
        cap.getElement().setAttribute("aria-hidden", "true");
        return cap;
    }

    static void open(Component on) {
        DescriptionList list = new DescriptionList();
        list.addClassName("keys");
        MEANINGS.forEach((key, meaning) -> {
            DescriptionList.Term term = new DescriptionList.Term();
            Span cap = cap(key);
            cap.getElement().removeAttribute("aria-hidden");
            term.add(cap);
            list.add(term, new DescriptionList.Description(on.getTranslation(meaning)));
        });
        Dialog dialog = new Dialog(on.getTranslation("annotate.keys.title"), list);
        dialog.add(new Span(on.getTranslation("annotate.keys.silent")));
        dialog.getFooter().add(new Button(on.getTranslation("close"), click -> dialog.close()));
        dialog.open();
    }
}
