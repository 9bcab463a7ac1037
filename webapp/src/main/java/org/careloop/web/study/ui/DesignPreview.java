package org.careloop.web.study.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import org.careloop.web.study.DesignWords;
import org.careloop.web.study.Scale;
import org.careloop.web.study.Scores;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesign.Criterion;
import org.careloop.web.study.StudyDesign.Required;

/** What a clinician will be asked, drawn from the design as it stands in the form. A picture: nothing here can be pressed. */
class DesignPreview extends Div {
    private static final long serialVersionUID = 1L;

    private final Div picture = new Div();

    DesignPreview() {
        addClassNames("card", "design-preview");
        picture.addClassName("preview-picture");
        picture.getElement().setAttribute("role", "img");
        add(new H2(getTranslation("design.preview")), picture);
    }

    void show(StudyDesign design) {
        picture.removeAll();
        boolean rates = design.isRating();
        Div responses = rates
                ? new Div(response("annotate.text"))
                : new Div(response("annotate.letter.0"), response("annotate.letter.1"));
        responses.addClassName("preview-responses");
        picture.add(responses);
        design.criteria().forEach(criterion -> picture.add(criterion(criterion, rates)));
        picture.add(
                rates
                        ? criterion(Scores.WHOLE, true)
                        : row(getTranslation("annotate.verdict"), verdicts(design.scale()), true));
        reason(design);
        extras(design);
        picture.getElement()
                .setAttribute(
                        "aria-label",
                        getTranslation(
                                rates ? "design.preview.words.rated" : "design.preview.words",
                                design.criteria().size(),
                                verdicts(design.scale()).size()));
    }

    private Div criterion(Criterion criterion, boolean rates) {
        String name = criterion.label() == null || !criterion.label().isBlank()
                ? DesignWords.criterion(this, criterion)
                : getTranslation("design.criteria.unnamed");
        return row(
                name,
                rates
                        ? Scores.ALL.stream().map(String::valueOf).toList()
                        : List.of(getTranslation("annotate.letter.0"), "=", getTranslation("annotate.letter.1")),
                criterion.required());
    }

    private void reason(StudyDesign design) {
        String key = design.required().contains(Required.RATIONALE)
                ? "design.preview.reason"
                : design.required().contains(Required.RATIONALE_WHEN_STRONG)
                        ? "design.preview.reason.strong"
                        : "annotate.reason";
        Div reason = new Div(new Span(getTranslation(key)));
        reason.addClassName("preview-reason");
        picture.add(reason);
    }

    private void extras(StudyDesign design) {
        Div extras = new Div();
        extras.addClassName("preview-extras");
        design.flags().forEach(flag -> extras.add(new Span("⚑ " + DesignWords.flag(this, flag))));
        if (design.corrections() && !design.isRating()) {
            extras.add(new Span("✎ " + getTranslation("design.preview.correct")));
        }
        if (extras.getComponentCount() > 0) {
            picture.add(extras);
        }
    }

    private Div response(String letter) {
        Span name = new Span(getTranslation(letter));
        name.addClassName("preview-letter");
        Div lines = new Div(new Div(), new Div(), new Div());
        lines.addClassName("preview-lines");
        return new Div(name, lines);
    }

    private Div row(String name, List<String> choices, boolean required) {
        Span label = new Span(name);
        label.addClassName("preview-name");
        Span state = new Span(getTranslation(required ? "design.preview.required" : "design.preview.optional"));
        state.addClassName("preview-state");
        Div buttons = new Div();
        buttons.addClassName("preview-choices");
        choices.forEach(choice -> buttons.add(new Span(choice)));
        Div row = new Div(new Div(label, state), buttons);
        row.addClassName("preview-row");
        return row;
    }

    private List<String> verdicts(Scale scale) {
        return scale.choices().stream()
                .map(choice -> DesignWords.verdict(this, choice, scale.isGraded()))
                .toList();
    }
}
