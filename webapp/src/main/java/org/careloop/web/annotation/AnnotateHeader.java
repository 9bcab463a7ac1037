package org.careloop.web.annotation;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;

/** One line at the top: which study, how the day stands, help. */
final class AnnotateHeader extends Header {
    private static final long serialVersionUID = 1L;

    private final H1 study = new H1();
    private final Span text = new Span();
    private final Div bar = new Div();
    private final Button guidelines = new Button();

    AnnotateHeader(Runnable openGuidelines, Runnable openKeys, Component... corner) {
        addClassName("annotate-header");
        text.addClassName("progress-text");
        text.setId("progress");
        bar.addClassName("progress-bar");
        bar.getElement().setAttribute("aria-hidden", "true");
        bar.add(new Div());
        guidelines.setText(getTranslation("annotate.guidelines"));
        guidelines.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        guidelines.addClickListener(click -> openGuidelines.run());
        Button keys = new Button(getTranslation("annotate.keys"), click -> openKeys.run());
        keys.setPrefixComponent(Keys.cap("?"));
        keys.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        keys.addClassName("keys-button");
        Div progress = new Div(text, bar);
        progress.addClassName("progress");
        Div tools = new Div(guidelines, keys);
        tools.add(corner);
        tools.addClassName("tools");
        add(study, progress, tools);
    }

    void show(String studyName, boolean hasGuidelines) {
        study.setText(studyName);
        guidelines.setVisible(hasGuidelines);
    }

    /** How many are judged today and how many wait; the bar is their share. */
    void progress(Progress progress) {
        text.setText(getTranslation("annotate.progress", progress.today(), progress.waiting()));
        int all = progress.today() + progress.waiting();
        int percent = all == 0 ? 100 : 100 * progress.today() / all;
        bar.getElement().getChild(0).getStyle().set("width", percent + "%");
    }
}
