package org.careloop.web.training;

import com.vaadin.flow.component.Component;
import java.util.Optional;
import org.apache.commons.statistics.interval.Interval;
import org.careloop.run.CurveSpec;
import org.careloop.web.series.MeasuredFigure;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.Proportion;

/** A figure of a run and its doubt in the words of the screen. */
public final class FigureWords {
    private final Component screen;
    private final Figures figures;

    public FigureWords(Component screen) {
        this.screen = screen;
        figures = new Figures(screen);
    }

    /** What stands in its place where it rests on too little to be read. */
    public Optional<String> tooFew(MeasuredFigure figure) {
        return Optional.ofNullable(figure.n())
                .filter(n -> n < Proportion.ENOUGH)
                .map(n -> screen.getTranslation("figure.few.n", Math.round(n)));
    }

    public String value(CurveSpec spec, MeasuredFigure figure) {
        return spec.isShare() ? figures.percent(figure.value()) : figures.measured(figure.value());
    }

    /** Its interval and how many observations; empty where the trainer does not count them. */
    public Optional<String> doubt(CurveSpec spec, MeasuredFigure figure) {
        return Optional.ofNullable(figure.n()).map(n -> {
            String count = screen.getTranslation("figure.n", Math.round(n));
            return interval(spec, figure, n)
                    .map(interval -> screen.getTranslation("figure.interval.n", interval, count))
                    .orElse(count);
        });
    }

    /** The trainer's interval, else Wilson's where the observations are independent. */
    private Optional<String> interval(CurveSpec spec, MeasuredFigure figure, double n) {
        Double low = figure.low();
        Double high = figure.high();
        if (low != null && high != null) {
            return Optional.of(
                    spec.isShare()
                            ? figures.interval(low, high)
                            : "%s – %s".formatted(figures.measured(low), figures.measured(high)));
        }
        if (spec.figure() != CurveSpec.Figure.SHARE) {
            return Optional.empty();
        }
        Interval wilson = new Proportion((int) Math.round(figure.value() * n), (int) Math.round(n)).interval();
        return Optional.of(figures.interval(wilson.getLowerBound(), wilson.getUpperBound()));
    }
}
