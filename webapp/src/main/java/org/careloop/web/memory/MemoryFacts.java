package org.careloop.web.memory;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.Failure;
import org.careloop.run.memory.MemoryPlan;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Problem;

/** The memory of a training on a form: how much at its fullest, of what there is, what takes it, and what makes it fit. */
public class MemoryFacts extends Div {
    private static final long serialVersionUID = 1L;

    private final Figures figures = new Figures(this);
    private final Details parts = new Details();

    /** Reads what there is to show. */
    public interface Source {
        /** Empty for a kind of run whose memory is not planned, and while no model is chosen. */
        Optional<MemoryForecast> forecast() throws IOException;
    }

    public MemoryFacts() {
        addClassName("memory-facts");
        getElement().setAttribute("aria-live", "polite");
        parts.setSummaryText(getTranslation("memory.parts"));
    }

    /** Shows it anew; a model that cannot be read says why. */
    public void show(Source source) {
        removeAll();
        try {
            source.forecast().ifPresent(this::show);
        } catch (IOException | BadInput e) {
            add(new Paragraph(getTranslation("memory.unknown", Problem.words(this, Failure.words(e)))));
        }
    }

    private void show(MemoryForecast forecast) {
        String most = figures.bytes(forecast.plan().bytes());
        add(new Paragraph(getTranslation("memory.most", most) + " " + beside(forecast)));
        if (forecast.isTooMuch()) {
            Paragraph remedy = new Paragraph(forecast.remedy()
                    .map(settings -> getTranslation("memory.remedy", settings))
                    .orElseGet(() -> getTranslation("memory.no-remedy")));
            remedy.addClassName("form-problem");
            add(remedy);
        }
        parts.removeAll();
        parts.add(parts(forecast.plan()), reckoned(forecast));
        add(parts);
    }

    private String beside(MemoryForecast forecast) {
        if (forecast.there().isEmpty()) {
            return getTranslation(forecast.needs().onCard() ? "memory.there.card" : "memory.there.unknown");
        }
        String there = figures.bytes(forecast.there().getAsLong());
        return getTranslation(forecast.isTooMuch() ? "memory.there.less" : "memory.there", there);
    }

    private Paragraph reckoned(MemoryForecast forecast) {
        Paragraph how = new Paragraph(getTranslation("memory.reckoned", figures.count(forecast.longest())));
        how.addClassName("quiet");
        return how;
    }

    private FactTable parts(MemoryPlan plan) {
        FactTable table = new FactTable(
                getTranslation("memory.parts"),
                List.of(getTranslation("memory.part"), getTranslation("memory.when"), getTranslation("memory.bytes")));
        table.figures(2);
        plan.parts()
                .forEach(part -> table.addRow(
                        new Span(Problem.words(this, part.what())),
                        new Span(getTranslation(
                                "memory.when." + part.when().name().toLowerCase(Locale.ROOT))),
                        new Span(figures.bytes(part.bytes()))));
        return table;
    }
}
