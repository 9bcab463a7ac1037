package org.careloop.lm.sft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.careloop.lm.sft.order.SourceCurve;
import org.careloop.lm.train.CardTable;
import org.careloop.lm.train.ModelCard;
import org.careloop.run.MetricLog;
import org.careloop.run.ModelDirectory;
import org.careloop.run.ModelLicence;
import org.careloop.run.ModelSource;
import org.careloop.run.RunSpec;
import org.careloop.run.settings.SftSettings;

/** Fills the model card of a fine-tuned model: its base checkpoint, its data, the figures of its training. */
final class SftCard {
    private static final int CARD_PARTS = 20;

    private SftCard() {}

    /** @param base the model that training started from */
    static ModelCard of(
            RunSpec spec,
            ModelSource base,
            SftSettings settings,
            SftCourse course,
            long steps,
            String device,
            MetricLog.Line last) {
        ModelCard card = new ModelCard(spec.id()).text("""
            Made by supervised fine-tuning in CareLoop. It has been evaluated on nothing but the held-out loss below: not for
            use on patients.\
            """);
        card.section("Lineage")
                .facts()
                .row("run", "%s, asked for by %s at %s".formatted(spec.id(), spec.createdBy(), spec.createdAt()))
                .row("started from", CardTable.code(ModelDirectory.name(base.given())))
                .row("licence of the base", ModelLicence.stated(base.directory()))
                .rows(new TreeMap<>(spec.lineage()))
                .row("training conversations", "%d, %d of them cut".formatted(course.conversations(), course.cut()))
                .row("held-out conversations", course.heldOut().size())
                .row("computed on", device);
        card.section("Step %d of %d".formatted(last.step(), steps)).facts().rows(ModelCard.figures(last.values()));
        course.curve().ifPresent(curve -> addSources(card, curve));
        card.section("Settings").facts().rows(ModelCard.settings(settings));
        return card;
    }

    /** What was drawn from, and its share in every twentieth of an epoch. */
    private static void addSources(ModelCard card, SourceCurve curve) {
        card.section("Order of the sources").text(curve.eachEpoch().equals("replay") ? """
            All conversations in one order, drawn once by the weights of their sources without replacement; every epoch replays it.
            Shares count conversations, not tokens.\
            """ : """
                All conversations in an order drawn by the weights of their sources without replacement, anew for every epoch; the
                shares are those of the first. They count conversations, not tokens.\
                """);
        CardTable sources = card.table("source", "conversations", "copies", "weight");
        curve.sources().forEach(one -> sources.row(one.source(), one.conversations(), one.copies(), one.weight()));
        List<String> names =
                curve.sources().stream().map(SourceCurve.OfSource::source).toList();
        CardTable shares = card.table(
                Stream.concat(Stream.of("part of an epoch"), names.stream()).toArray(String[]::new));
        for (SourceCurve.Part part : curve.in(CARD_PARTS)) {
            List<Object> cells = new ArrayList<>();
            cells.add("%.0f to %.0f %%".formatted(100 * part.from(), 100 * part.to()));
            names.forEach(name ->
                    cells.add(String.format(Locale.ROOT, "%.3f", part.shares().getOrDefault(name, 0.0))));
            shares.row(cells.toArray());
        }
    }
}
