package org.careloop.lm.pretrain;

import java.util.Locale;
import java.util.TreeMap;
import org.careloop.lm.train.CardTable;
import org.careloop.lm.train.ModelCard;
import org.careloop.run.MetricLog;
import org.careloop.run.ModelDirectory;
import org.careloop.run.ModelLicence;
import org.careloop.run.ModelSource;
import org.careloop.run.RunSpec;
import org.careloop.run.settings.PretrainSettings;

/** Fills the model card of a model whose pre-training went on: its base checkpoint, its texts, the figures of its training. */
final class PretrainCard {
    private PretrainCard() {}

    /** @param base the model that training started from */
    static ModelCard of(
            RunSpec spec,
            ModelSource base,
            PretrainSettings settings,
            PretrainReport report,
            long steps,
            String device,
            MetricLog.Line last) {
        ModelCard card = new ModelCard(spec.id()).text("""
            Made by continued pre-training in CareLoop. It completes texts and has been evaluated on nothing but the held-out loss
            below: not for use on patients.\
            """);
        card.section("Lineage")
                .facts()
                .row("run", "%s, asked for by %s at %s".formatted(spec.id(), spec.createdBy(), spec.createdAt()))
                .row("started from", CardTable.code(ModelDirectory.name(base.given())))
                .row("licence of the base", ModelLicence.stated(base.directory()))
                .rows(new TreeMap<>(spec.lineage()))
                .row("tokens of texts", number(report.tokens()))
                .row("learnt, all but the first of each text", number(report.learnt()))
                .row("sequences", number(report.sequences()))
                .row("computed on", device);
        addTexts(card, report);
        card.section("Step %d of %d".formatted(last.step(), steps)).facts().rows(ModelCard.figures(last.values()));
        card.section("Settings").facts().rows(ModelCard.settings(settings));
        return card;
    }

    private static void addTexts(ModelCard card, PretrainReport report) {
        CardTable table = card.section("Texts")
                .table(
                        "source",
                        "texts",
                        "tokens",
                        "share",
                        "planned",
                        "passes",
                        "held out",
                        "left out",
                        "below quality",
                        "held-out loss",
                        "perplexity");
        for (PretrainReport.OfSource source : report.sources()) {
            table.row(
                    source.label(),
                    number(source.texts()),
                    number(source.tokens()),
                    percent(source.share()),
                    percent(source.plannedShare()),
                    "%d of %d%s".formatted(source.passes(), source.passesAllowed(), source.usedUp() ? ", run out" : ""),
                    number(source.heldOut()),
                    number(source.blank() + source.unreadable()),
                    source.qualityFrom() == null
                            ? ""
                            : "%s below %s".formatted(number(source.belowQuality()), source.qualityFrom()),
                    source.heldOutLoss() == null ? "" : String.format(Locale.ROOT, "%.4f", source.heldOutLoss()),
                    source.perplexity() == null ? "" : String.format(Locale.ROOT, "%.2f", source.perplexity()));
        }
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
