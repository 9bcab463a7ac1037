package org.careloop.web.agreement.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.careloop.web.agreement.AgreementReport;
import org.careloop.web.agreement.Annotator;
import org.careloop.web.agreement.Exclusion;
import org.careloop.web.agreement.Pace;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.Proportion;

/** All that is known of one person's work, each figure with its interval, its n and what it means. */
public class AnnotatorDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    private final Figures figures = new Figures(this);
    private final FactTable table;

    /**
     * The figures of one person.
     *
     * @param tested how many people the tests were made for
     * @param change what to do when the votes shall be left out or counted again; empty where the reader may not
     */
    public AnnotatorDialog(
            Annotator annotator, Optional<AgreementReport> report, int tested, Optional<Runnable> change) {
        setHeaderTitle(annotator.label());
        setWidth("min(52rem, 96vw)");
        table = new FactTable(
                annotator.label(),
                List.of(
                        getTranslation("annotator.figure"),
                        getTranslation("annotator.value"),
                        getTranslation("annotator.n"),
                        getTranslation("annotator.meaning")));
        report.ifPresent(known -> {
            share("annotator.reliability", known.habits(annotator.id()).withOthers(), figures.percent(usual(known)));
            share("annotator.gold", known.withGold(annotator.id()));
            share("annotator.self", known.withSelf(annotator.id()));
        });
        share("study.side", annotator.left(), sideTest(annotator, tested));
        report.ifPresent(
                known -> share("annotator.longer", known.habits(annotator.id()).longer()));
        row("study.median", median(annotator.pace()), annotator.pace().timed());
        share("annotator.hasty", annotator.pace().hasty());
        Div content = new Div(table);
        content.addClassName("annotator-figures");
        content.getElement().setAttribute("tabindex", "0");
        annotator.exclusion().ifPresent(exclusion -> content.addComponentAsFirst(leftOut(exclusion)));
        add(content);
        Anchor learnt = new Anchor(
                "lineage?annotator=" + URLEncoder.encode(annotator.login(), StandardCharsets.UTF_8),
                getTranslation("lineage.learnt.person"));
        getFooter().add(learnt);
        change.ifPresent(act -> getFooter()
                .add(new Button(
                        getTranslation(annotator.exclusion().isPresent() ? "exclusion.revoke.open" : "exclusion.open"),
                        click -> {
                            close();
                            act.run();
                        })));
        getFooter().add(new Button(getTranslation("close"), click -> close()));
    }

    private static double usual(AgreementReport report) {
        return report.usual().of() == 0 ? 0 : report.usual().value();
    }

    private String sideTest(Annotator annotator, int tested) {
        return annotator
                .side()
                .map(p -> getTranslation(
                        "annotator.side.test",
                        p < .001 ? "< " + figures.measured(.001) : figures.coefficient(p),
                        tested))
                .orElse("");
    }

    private void share(String key, Proportion share, Object... given) {
        row(key, new ShareText(share), share.of(), given);
    }

    private Span median(Pace pace) {
        Span doubt = new Span(PaceText.interval(this, pace));
        doubt.addClassName("figure-doubt");
        return new Span(new Span(PaceText.median(this, pace)), doubt);
    }

    private void row(String key, Span value, long n, Object... given) {
        Span meaning = new Span(getTranslation(key + ".meaning", given)
                + (n > 0 && n < Proportion.ENOUGH ? " " + getTranslation("annotator.small") : ""));
        meaning.addClassName("figure-note");
        table.addRow(new Span(getTranslation(key)), value, new Span(figures.count(n)), meaning);
    }

    private Paragraph leftOut(Exclusion exclusion) {
        Paragraph said = new Paragraph(getTranslation(
                "exclusion.said",
                exclusion.votes(),
                exclusion.by(),
                figures.moment(exclusion.at()),
                exclusion.reason()));
        said.addClassName("notice");
        return said;
    }
}
