package org.careloop.web.training;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.statistics.interval.Interval;
import org.careloop.run.CurveSpec;
import org.careloop.run.Metrics;
import org.careloop.web.series.Curve;
import org.careloop.web.series.CurveAxis;
import org.careloop.web.series.Thinned;
import org.careloop.web.shell.Explained;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.Proportion;
import org.jspecify.annotations.Nullable;

/** A curve with its name, its latest value with its doubt, and the level it is compared with. */
class CurveCard extends Div {
    private static final long serialVersionUID = 1L;

    private final CurveSpec spec;
    private final @Nullable Double target;
    private final Curve curve;
    private final Span latest = new Span();
    private final Figures figures = new Figures(this);

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
        showLatest(known.last().values());
        curve.show(frame(this, spec, target, CurveAxis.STEP), List.of(CurveAxis.STEP.line("", "", known)));
    }

    /** How a figure is drawn. */
    static Curve.Frame frame(Component screen, CurveSpec spec, @Nullable Double target, CurveAxis axis) {
        return new Curve.Frame(
                screen.getTranslation(axis.words(), "{0}"),
                spec.isShare(),
                target,
                false,
                axis == CurveAxis.SECONDS,
                screen.getTranslation("curves.smoothed", "{0}", "{1}"),
                false);
    }

    private void showLatest(Map<String, Double> values) {
        latest.removeAll();
        Double n = values.get(Metrics.count(spec.metric()));
        if (n != null && n < Proportion.ENOUGH) {
            latest.setText(getTranslation("figure.few.n", Math.round(n)));
            return;
        }
        double last = Objects.requireNonNull(values.get(spec.metric()));
        String value = written(last);
        latest.add(new Span(target == null ? value : getTranslation("curve.target", value, figures.measured(target))));
        if (n != null) {
            Span doubt = new Span(doubt(values, last, n));
            doubt.addClassName("figure-doubt");
            latest.add(doubt);
        }
    }

    private String written(double value) {
        return spec.isShare() ? figures.percent(value) : figures.measured(value);
    }

    private String doubt(Map<String, Double> values, double last, double n) {
        String count = getTranslation("figure.n", Math.round(n));
        return interval(values, last, n)
                .map(interval -> getTranslation("figure.interval.n", interval, count))
                .orElse(count);
    }

    /** The trainer's interval, else Wilson's where the observations are independent. */
    private Optional<String> interval(Map<String, Double> values, double last, double n) {
        Double low = values.get(Metrics.low(spec.metric()));
        Double high = values.get(Metrics.high(spec.metric()));
        if (low != null && high != null) {
            return Optional.of(
                    spec.isShare()
                            ? figures.interval(low, high)
                            : "%s – %s".formatted(figures.measured(low), figures.measured(high)));
        }
        if (spec.figure() != CurveSpec.Figure.SHARE) {
            return Optional.empty();
        }
        Interval wilson = new Proportion((int) Math.round(last * n), (int) Math.round(n)).interval();
        return Optional.of(figures.interval(wilson.getLowerBound(), wilson.getUpperBound()));
    }
}
