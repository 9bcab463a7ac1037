package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of the annotation page, and the sheet that lists those that mean something now. */
final class Keys {
    private Keys() {}

    /** A key drawn as a key; for the eye only. */
    static Span cap(String key) {
        Span cap = new Span(key.equals("Enter") ? "↵" : key);
        cap.addClassName("key");
        cap.getElement().setAttribute("aria-hidden", "true");
        return cap;
    }

    /** @param rules of the pair in view; null when there is none */
    static void open(Component on, @Nullable ScreenRules rules) {
        DescriptionList list = new DescriptionList();
        list.addClassName("keys");
        meanings(on, rules).forEach((keys, meaning) -> {
            DescriptionList.Term term = new DescriptionList.Term();
            for (String key : keys.split(" ")) {
                Span cap = cap(key);
                cap.getElement().removeAttribute("aria-hidden");
                term.add(cap);
            }
            list.add(term, new DescriptionList.Description(meaning));
        });
        Div sheet = new Div(list, new Paragraph(on.getTranslation("annotate.keys.silent")));
        sheet.addClassName("keys-sheet");
        sheet.getElement().setAttribute("tabindex", "0");
        Dialog dialog = new Dialog(on.getTranslation("annotate.keys.title"), sheet);
        dialog.getFooter().add(new Button(on.getTranslation("close"), click -> dialog.close()));
        dialog.setWidth("min(56rem, 96vw)");
        dialog.open();
    }

    private static Map<String, String> meanings(Component on, @Nullable ScreenRules rules) {
        Map<String, String> meanings = new LinkedHashMap<>();
        if (rules != null) {
            rules.choices().forEach(choice -> meanings.put(choice.key(), choice.label()));
            placesAndScores(meanings, on, rules);
            if (!rules.criteria().isEmpty()) {
                say(meanings, on, "q w e", "criteria");
                say(meanings, on, "t", "criteria-next");
            }
            say(meanings, on, "r", "reason");
            say(meanings, on, "Ctrl+Enter", "reason-done");
            if (!rules.flags().isEmpty()) {
                say(meanings, on, "f", "flag");
            }
            if (rules.corrections()) {
                say(meanings, on, "c", "correct");
            }
            if (rules.responses() == 2) {
                say(meanings, on, "d", "differences");
            }
            if (rules.responses() > 1) {
                say(meanings, on, "l", "linked");
            }
            say(meanings, on, "s", "skip");
            say(meanings, on, "a", "escalate");
            say(meanings, on, "p", "privacy");
            say(meanings, on, "g", "guidelines");
        }
        say(meanings, on, "z", "back");
        say(meanings, on, "m", "work");
        say(meanings, on, "+ -", "text-size");
        say(meanings, on, "Esc", "escape");
        say(meanings, on, "?", "help");
        return meanings;
    }

    private static void placesAndScores(Map<String, String> meanings, Component on, ScreenRules rules) {
        if (rules.responses() > 2) {
            say(meanings, on, "1-" + rules.responses(), "rank");
            say(meanings, on, "← →", "rank-move");
            say(meanings, on, "t", "rank-next");
            say(meanings, on, "Enter", "rank-done");
        }
        if (!rules.scores().isEmpty()) {
            say(meanings, on, "0-5", "score");
            say(meanings, on, "t", "score-next");
            say(meanings, on, "⌫", "score-back");
            say(meanings, on, "Enter", "score-done");
        }
    }

    private static void say(Map<String, String> meanings, Component on, String keys, String meaning) {
        meanings.put(keys, on.getTranslation("annotate.keys." + meaning));
    }
}
