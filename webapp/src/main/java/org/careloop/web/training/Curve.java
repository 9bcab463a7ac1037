package org.careloop.web.training;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.StyleSheet;
import java.util.ArrayList;
import java.util.List;
import org.careloop.run.CurveSpec;
import org.careloop.run.MetricLog;
import org.jspecify.annotations.Nullable;

/**
 * One figure over steps, drawn in the browser by {@code curve.js} and read there step by step. The page beside it has the
 * same numbers as a table.
 */
@Tag("care-curve")
@StyleSheet("context://webjars/uplot/dist/uPlot.min.css")
public class Curve extends Component {
    private static final long serialVersionUID = 1L;

    /**
     * What is drawn.
     *
     * @param step how a step is read, {@code {0}} for its number
     * @param share whether values are shares, read as percentages
     * @param target a level to compare with, as a dashed line; null for none
     * @param multiplied whether equal distances are equal factors; values are then above 0
     */
    public record Points(
            String step,
            List<Long> steps,
            List<Double> values,
            boolean share,
            @Nullable Double target,
            boolean multiplied) {}

    /** @param label what the curve is, for a screen reader */
    public Curve(String label) {
        getElement().setAttribute("role", "img");
        getElement().setAttribute("aria-label", label);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        attached.getUI().getPage().addJsModule("context://curve.js");
    }

    void show(List<MetricLog.Line> lines, CurveSpec spec, @Nullable Double target) {
        List<Long> steps = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (MetricLog.Line line : lines) {
            Double value = line.values().get(spec.metric());
            if (value != null) {
                steps.add(line.step());
                values.add(value);
            }
        }
        String step = getTranslation("run.step.read", "{0}");
        show(new Points(step, steps, values, spec.isShare(), target, false));
    }

    public void show(Points points) {
        getElement().setPropertyBean("points", points);
    }
}
