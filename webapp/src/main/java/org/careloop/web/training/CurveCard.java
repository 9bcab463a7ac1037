package org.careloop.web.training;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.CurveSpec;
import org.careloop.web.series.Curve;
import org.careloop.web.series.CurveAxis;
import org.careloop.web.series.MeasuredFigure;
import org.careloop.web.series.Thinned;
import org.careloop.web.shell.Explained;
import org.careloop.web.shell.Figures;
import org.jspecify.annotations.Nullable;

/** A curve with its name, its latest value with its doubt, and the level it is compared with. */
class CurveCard extends Div {
    private static final long serialVersionUID = 1L;

    private final CurveSpec spec;
    private final @Nullable Double target;
    private final Curve curve;
    private final Span latest = new Span();
    private final Figures figures = new Figures(this);
    private final transient FigureWords words = new FigureWords(this);

    CurveCard(CurveSpec spec, Run run) {
        this(spec, run, "");
    }

    /** @param named whose figure it is, for words with a blank for it */
    CurveCard(CurveSpec spec, Run run, String named) {
        this.spec = spec;
        target = spec.target().map(run::setting).orElse(null);
        String name = getTranslation("curve." + spec.words(), named);
        curve = new Curve(name);
        addClassNames("card", "curve-card");
        latest.addClassName("curve-latest");
        Div head = new Div(new Explained(name, getTranslation("curve." + spec.words() + ".explained")), latest);
        head.addClassName("curve-head");
        add(head, curve);
    }

    /** Draws what there is; a figure this trainer does not write leaves the card out. */
    void show(Map<String, Thinned> figures) {
        Thinned known = figures.get(spec.metric());
        setVisible(known != null);
        if (known == null) {
            return;
        }
        showLatest(MeasuredFigure.of(spec.metric(), known.last().values()));
        curve.show(
                Curve.frame(this, spec, target, CurveAxis.STEP, false), List.of(CurveAxis.STEP.line("", "", 0, known)));
    }

    private void showLatest(MeasuredFigure figure) {
        latest.removeAll();
        Optional<String> tooFew = words.tooFew(figure);
        if (tooFew.isPresent()) {
            latest.setText(tooFew.get());
            return;
        }
        String value = words.value(spec, figure);
        latest.add(new Span(target == null ? value : getTranslation("curve.target", value, figures.measured(target))));
        words.doubt(spec, figure).ifPresent(text -> {
            Span doubt = new Span(text);
            doubt.addClassName("figure-doubt");
            latest.add(doubt);
        });
    }
}
