package org.careloop.lm.sft;

import java.util.TreeMap;
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
    private SftCard() {}

    /** @param base the model that training started from */
    static ModelCard of(
            RunSpec spec,
            ModelSource base,
            SftSettings settings,
            SftData data,
            long steps,
            String device,
            MetricLog.Line last) {
        ModelCard card = new ModelCard(spec.id()).text("""
                Made by supervised fine-tuning in CareLoop. It has been evaluated on nothing but the held-out loss below: not for
                use on patients.""");
        card.section("Lineage")
                .facts()
                .row("run", "%s, asked for by %s at %s".formatted(spec.id(), spec.createdBy(), spec.createdAt()))
                .row("started from", CardTable.code(ModelDirectory.name(base.given())))
                .row("licence of the base", ModelLicence.stated(base.directory()))
                .rows(new TreeMap<>(spec.lineage()))
                .row(
                        "training conversations",
                        "%d, %d of them cut".formatted(data.training().size(), data.cut()))
                .row("held-out conversations", data.heldOut().size())
                .row("computed on", device);
        card.section("Step %d of %d".formatted(last.step(), steps)).facts().rows(ModelCard.figures(last.values()));
        card.section("Settings").facts().rows(ModelCard.settings(settings));
        return card;
    }
}
