package org.careloop.web.training;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;

/** The same prompts answered before training and now. */
class SampleTable extends Div {
    private static final long serialVersionUID = 1L;
    private static final int SHORT = 220;

    SampleTable() {
        addClassNames("card", "sample-card");
        setVisible(false);
    }

    void show(List<SampleRow> samples) {
        removeAll();
        setVisible(!samples.isEmpty());
        FactTable table = new FactTable(
                getTranslation("run.samples"),
                List.of(
                        getTranslation("run.samples.prompt"),
                        getTranslation("run.samples.before"),
                        getTranslation("run.samples.now"),
                        getTranslation("run.samples.score")));
        table.figures(3);
        table.addClassName("samples");
        Figures figures = new Figures(this);
        samples.forEach(sample -> table.addRow(
                text(sample.prompt()), text(sample.before()), text(sample.now()), new Span(score(sample, figures))));
        add(new H2(getTranslation("run.samples")), table);
    }

    private static String score(SampleRow sample, Figures figures) {
        Double before = sample.scoreBefore();
        Double now = sample.scoreNow();
        return before == null || now == null
                ? "–"
                : "%s → %s".formatted(figures.measured(before), figures.measured(now));
    }

    /** Of a long text the beginning, and the whole on demand. */
    private static Component text(String text) {
        if (text.codePointCount(0, text.length()) <= SHORT) {
            return new Span(text);
        }
        return new NativeDetails(text.substring(0, text.offsetByCodePoints(0, SHORT)) + "…", new Paragraph(text));
    }
}
