package org.careloop.web.agreement.ui;

import com.vaadin.flow.component.html.Span;
import org.careloop.web.agreement.Coefficient;
import org.careloop.web.shell.Figures;

/** A coefficient with its interval beside it, or the words that stand where none can be given. */
public class EstimateText extends Span {
    private static final long serialVersionUID = 1L;

    public EstimateText(Coefficient estimate) {
        addClassName("estimate");
        Figures figures = new Figures(this);
        switch (estimate) {
            case Coefficient.Known known -> {
                Span doubt = new Span(
                        "%s – %s".formatted(figures.coefficient(known.low()), figures.coefficient(known.high())));
                doubt.addClassName("figure-doubt");
                add(new Span(figures.coefficient(known.value())), doubt);
            }
            case Coefficient.TooFew few -> add(new Span(getTranslation("figure.few")));
            case Coefficient.Unvaried unvaried -> add(new Span(getTranslation("agreement.unvaried")));
        }
    }
}
