package org.careloop.web.agreement.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.careloop.web.agreement.AgreementReport;
import org.careloop.web.agreement.Annotator;
import org.careloop.web.agreement.Pace;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.Proportion;

/** Who judged, how much, how well, how fast; a name opens all that is known of the person. */
public class AnnotatorTable extends FactTable {
    private static final long serialVersionUID = 1L;

    private final Figures figures = new Figures(this);

    /**
     * A row for each person.
     *
     * @param report what takes longer to count; empty while it is being made
     * @param open told when a name is chosen
     */
    public AnnotatorTable(List<Annotator> annotators, Optional<AgreementReport> report, Consumer<Annotator> open) {
        super(
                text("study.annotators"),
                List.of(
                        text("study.account"),
                        text("study.judged"),
                        text("annotator.reliability"),
                        text("annotator.gold"),
                        text("annotator.self"),
                        text("study.side"),
                        text("study.median"),
                        ""));
        figures(1, 2, 3, 4, 5, 6);
        addClassName("annotators");
        for (Annotator annotator : annotators) {
            addRow(
                    name(annotator, open),
                    new Span(figures.count(annotator.judged())),
                    share(report.map(r -> r.habits(annotator.id()).withOthers())),
                    share(report.map(r -> r.withGold(annotator.id()))),
                    share(report.map(r -> r.withSelf(annotator.id()))),
                    ShareText.counted(annotator.left()),
                    pace(annotator.pace()),
                    badge(annotator, report));
        }
    }

    private static String text(String key) {
        return I18NProvider.translate(key);
    }

    private static Component name(Annotator annotator, Consumer<Annotator> open) {
        NativeButton name = new NativeButton(annotator.label(), click -> open.accept(annotator));
        name.getElement().setAttribute("type", "button");
        name.addClassName("link-button");
        return name;
    }

    private static Component share(Optional<Proportion> share) {
        return share.<Component>map(ShareText::counted).orElseGet(() -> {
            Span waiting = new Span("…");
            waiting.addClassName("figure-doubt");
            return waiting;
        });
    }

    private Span pace(Pace pace) {
        Span text = new Span(new Span(PaceText.median(this, pace)));
        if (pace.timed() >= Proportion.ENOUGH) {
            Span doubt = new Span(PaceText.interval(this, pace));
            doubt.addClassName("figure-doubt");
            Span n = new Span(getTranslation("figure.n", pace.timed()));
            n.addClassName("figure-n");
            text.add(doubt, n);
        }
        return text;
    }

    private Span badge(Annotator annotator, Optional<AgreementReport> report) {
        if (annotator.exclusion().isPresent()) {
            return badge("annotator.badge.left-out", "attention");
        }
        if (annotator.scripted()) {
            return badge("study.badge.scripted", "quiet");
        }
        if (annotator.imported()) {
            return badge("study.badge.imported", "quiet");
        }
        boolean unlike = report.filter(r -> r.isUnlike(annotator.id())).isPresent();
        if (annotator.pace().isHasty() || annotator.isOneSided() || unlike) {
            return badge("study.badge.look", "attention");
        }
        return annotator.judged() < Proportion.ENOUGH ? badge("figure.few", "quiet") : new Span();
    }

    private Span badge(String key, String tone) {
        Span badge = new Span(getTranslation(key));
        badge.addClassNames("badge", tone);
        return badge;
    }
}
