package org.careloop.web.agreement.ui;

import com.vaadin.flow.component.html.Span;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.Proportion;

/** A share with Wilson's interval beside it; of few observations only how many of how many. */
public class ShareText extends Span {
    private static final long serialVersionUID = 1L;

    private final Figures figures = new Figures(this);

    public ShareText(Proportion share) {
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

    /** The same with the number of observations below it, where no column beside it has them. */
    static ShareText counted(Proportion share) {
        ShareText text = new ShareText(share);
        if (!share.isTooFew()) {
            Span n = new Span(text.getTranslation("figure.n", share.of()));
            n.addClassName("figure-n");
            text.add(n);
        }
        return text;
    }
}
