package org.careloop.web.overview;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.careloop.web.shell.Figures;

/**
 * Judgements a day as bars from zero; weekends are paler. The bars are read one by one in the browser, by {@code bars.js}.
 */
class DayBars extends Div {
    private static final long serialVersionUID = 1L;
    private static final int MOST_DAYS = 28;
    private static final int FEWEST_DAYS = 7;

    DayBars(List<StudyOverview.Day> days) {
        addClassName("day-bars");
        Figures figures = new Figures(this);
        Map<LocalDate, Long> counts =
                days.stream().collect(Collectors.toMap(StudyOverview.Day::date, StudyOverview.Day::votes));
        LocalDate last = days.getLast().date();
        LocalDate first = first(days, last);
        long top = roundTop(
                counts.values().stream().mapToLong(Long::longValue).max().orElse(1));

        Plot plot = new Plot(getTranslation("study.days"));
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            plot.add(bar(day, counts.getOrDefault(day, 0L), top, figures));
        }
        Div scale = new Div(new Span(figures.count(top)), new Span(figures.count(top / 2)), new Span("0"));
        scale.addClassName("day-scale");
        scale.getElement().setAttribute("aria-hidden", "true");
        Div ends = new Div(new Span(figures.day(first)), new Span(figures.day(last)));
        ends.addClassName("day-ends");
        ends.getElement().setAttribute("aria-hidden", "true");
        add(scale, plot, ends);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        attached.getUI().getPage().addJsModule("context://bars.js");
    }

    /** The bars. A chart in a word until the browser makes it one that is read bar by bar. */
    @Tag("care-bars")
    private static final class Plot extends Component implements HasComponents, HasStyle {
        private static final long serialVersionUID = 1L;

        Plot(String label) {
            addClassName("day-plot");
            getElement().setAttribute("role", "img");
            getElement().setAttribute("aria-label", label);
        }
    }

    private static LocalDate first(List<StudyOverview.Day> days, LocalDate last) {
        LocalDate first = days.getFirst().date();
        LocalDate earliest = last.minusDays(MOST_DAYS - 1);
        LocalDate latest = last.minusDays(FEWEST_DAYS - 1);
        return first.isBefore(earliest) ? earliest : first.isAfter(latest) ? latest : first;
    }

    /** The next round number: 10, 20, 50, 100 … */
    static long roundTop(long most) {
        long step = 10;
        while (true) {
            for (long candidate : new long[] {step, 2 * step, 5 * step}) {
                if (candidate >= most) {
                    return candidate;
                }
            }
            step *= 10;
        }
    }

    private Div bar(LocalDate day, long judgements, long top, Figures figures) {
        Div bar = new Div();
        bar.getStyle().set("height", String.format(Locale.ROOT, "%.1f%%", 100.0 * judgements / top));
        bar.getElement().setAttribute("data-words", getTranslation("study.days.read", figures.day(day), judgements));
        bar.setClassName("weekend", Forecast.isWeekend(day));
        return bar;
    }
}
