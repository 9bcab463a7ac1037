package org.careloop.web.checkpoint;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.PageOfStudy;

/** A model's licence, settings, last figures and verdict. */
class ModelCardCard extends Div {
    private static final long serialVersionUID = 1L;

    private final Figures figures = new Figures(this);
    private final DescriptionList facts = new DescriptionList();

    ModelCardCard(Checkpoint checkpoint, ModelCardFacts known) {
        addClassName("card");
        facts.addClassName("lineage");
        fact("verdict", verdict(checkpoint, known));
        fact("licence", new Span(known.licence().orElseGet(() -> getTranslation("checkpoint.card.licence.none"))));
        if (checkpoint.run().isPresent()) {
            fact("settings", settings(known.settings()));
        }
        known.figures()
                .forEach(figure -> add(getTranslation("curve." + figure.spec().words()), value(figure)));
        add(new H2(getTranslation("checkpoint.card")), facts);
    }

    private Component verdict(Checkpoint checkpoint, ModelCardFacts known) {
        if (known.verdict().isEmpty()) {
            return new Span(getTranslation(
                    checkpoint.state().isPresent() ? "checkpoint.card.verdict.none" : "checkpoint.card.verdict.never"));
        }
        ModelPapers.Judged judged = known.verdict().get();
        Double net = judged.net();
        Double low = judged.low();
        Double high = judged.high();
        String said =
                getTranslation("checkpoint.card.verdict." + judged.decision().toLowerCase(Locale.ROOT), judged.rival());
        String figure = net == null
                ? ""
                : getTranslation(
                        "checkpoint.card.verdict.figures",
                        figures.percent(net),
                        low == null || high == null
                                ? getTranslation("checkpoint.card.verdict.few")
                                : figures.interval(low, high),
                        figures.count(judged.votes()),
                        figures.evidence(judged.e(), most -> getTranslation("promotion.more-than", most)),
                        figures.count(Math.round(judged.threshold())));
        Span by = new Span(
                getTranslation("checkpoint.card.verdict.signed", judged.signedBy(), figures.moment(judged.signedAt())));
        by.addClassName("quiet");
        return new Div(new Div(said), new Div(figure), new Div(by), new Div(study(judged)));
    }

    private static Component study(ModelPapers.Judged judged) {
        return PageOfStudy.VERDICT.isOpen(judged.study())
                ? new Anchor(PageOfStudy.VERDICT.address(judged.study()), judged.studyName())
                : new Span(judged.studyName());
    }

    private Component settings(Map<String, String> settings) {
        if (settings.isEmpty()) {
            return new Span(getTranslation("checkpoint.card.settings.default"));
        }
        String set = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" "));
        return new Div(new Code(set), new Span(" " + getTranslation("checkpoint.card.settings.others")));
    }

    private Component value(TrainedFigures.Figure figure) {
        Double low = figure.low();
        Double high = figure.high();
        Long n = figure.n();
        String value = figure.spec().isShare() ? figures.percent(figure.value()) : figures.measured(figure.value());
        String doubt = low == null || high == null
                ? ""
                : figure.spec().isShare()
                        ? figures.interval(low, high)
                        : "%s – %s".formatted(figures.measured(low), figures.measured(high));
        String count = n == null ? "" : getTranslation("figure.n", n);
        Span doubts = new Span(" " + doubt + (doubt.isEmpty() || count.isEmpty() ? "" : ", ") + count);
        doubts.addClassName("quiet");
        return new Span(new Span(value), doubts);
    }

    private void fact(String key, Component value) {
        add(getTranslation("checkpoint.card." + key), value);
    }

    private void add(String name, Component value) {
        facts.add(new DescriptionList.Term(name), new DescriptionList.Description(value));
    }
}
