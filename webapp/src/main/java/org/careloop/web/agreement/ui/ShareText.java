package org.careloop.web.agreement.ui;

import com.vaadin.flow.component.html.Span;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.Proportion;

/** A share with Wilson's interval beside it; of few observations only how many of how many. */
public class ShareText extends Span {
    private static final long serialVersionUID = 1L;

    public ShareText(Proportion share) {
        Figures figures = new Figures(this);
        if (share.of() == 0) {
            setText("–");
        } else if (share.isTooFew()) {
            setText(getTranslation("study.side.few", share.hits(), share.of()));
            addClassName("figure-doubt");
        } else {
            Span doubt = new Span(figures.interval(
                    share.interval().getLowerBound(), share.interval().getUpperBound()));
            doubt.addClassName("figure-doubt");
            add(new Span(figures.percent(share.value())), doubt);
        }
    }
}
