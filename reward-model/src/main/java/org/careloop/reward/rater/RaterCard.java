package org.careloop.reward.rater;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.careloop.lm.train.CardTable;
import org.careloop.lm.train.ModelCard;
import org.careloop.lm.train.TrainingReport;
import org.careloop.reward.rater.agreement.RaterEvaluation;
import org.careloop.run.rating.agreement.Figures;
import org.careloop.run.settings.RaterSettings.Loss;
import org.careloop.run.settings.RaterSettings.Pooling;
import org.jspecify.annotations.Nullable;

/** Fills the model card of a rater: what it is, how to use it, its ratings, and how far it agrees with people. */
final class RaterCard {
    private static final String[] HEADS = {
        "", "texts", "pairs", "kappa (quadratic)", "Spearman", "F1, at least 3", "F1, at least 4"
    };

    private final RaterReport report;
    private final ModelCard card;

    private RaterCard(RaterReport report) {
        this.report = report;
        card = new ModelCard("Rater of run " + report.run());
    }

    /** @param licence of the base, as it is stated */
    static ModelCard of(RaterReport report, RaterFacts facts, String licence) {
        RaterCard filling = new RaterCard(report);
        filling.head();
        use(filling.card, facts);
        filling.origin(licence);
        filling.results();
        return TrainingReport.addTo(filling.card, report.saved());
    }

    private void head() {
        card.front("library_name", "transformers")
                .front("pipeline_tag", "text-classification")
                .front("tags", List.of("data-quality", "careloop"))
                .text("""
                    Says of a text how good the people who rated texts would find it, from 0 to 5. It is a measure of such ratings, to
                    choose texts of a corpus by; it is none of medical truth, and no device for decisions about patients.\
                    """);
    }

    /** Adds how to score with CareLoop and with transformers. */
    static void use(ModelCard card, RaterFacts facts) {
        String pooled = facts.pooling() == Pooling.MEAN ? "states.mean(1)" : "states[:, -1]";
        String score = facts.loss() == Loss.ORDINAL
                ? "sum(torch.sigmoid(output + bias).item() for bias in %s)".formatted(facts.biases())
                : "output.item() + (%s)".formatted(facts.biases().getFirst());
        card.section("Use").text("""
            With CareLoop: `careloop rate --model DIR --corpus PATH --out FILE.jsonl`. With transformers, in the folder of this
            card, for one text:\
            """).code("python", """
                import torch
                from transformers import AutoModelForSequenceClassification, AutoTokenizer

                tokenizer = AutoTokenizer.from_pretrained(".")
                model = AutoModelForSequenceClassification.from_pretrained(".").eval()
                ids = tokenizer("Rest, and enough to drink.")["input_ids"]
                if tokenizer.eos_token_id is not None and ids[-1:] != [tokenizer.eos_token_id]:
                    ids.append(tokenizer.eos_token_id)
                ids = ids[: %1$d - 1] + ids[-1:] if len(ids) > %1$d else ids
                with torch.no_grad():
                    states = model.base_model(torch.tensor([ids])).last_hidden_state.float()
                    output = model.score.float()(%2$s)[0, 0]
                print(%3$s)\
                """.formatted(facts.maxLength(), pooled, score));
    }

    private void origin(String licence) {
        card.section("Where it comes from")
                .facts()
                .row("base model", report.base())
                .row("licence of the base", licence)
                .row("run", report.run())
                .rows(new TreeMap<>(report.lineage()))
                .row("optimiser steps", report.steps())
                .row("texts learnt from", report.texts())
                .row("ratings of these", report.ratings())
                .row(
                        "texts read to %d tokens"
                                .formatted(report.settings().reading().maxLength()),
                        report.cutTexts())
                .rows(ModelCard.settings(report.settings()));
    }

    private void results() {
        card.section("Held-out texts");
        RaterEvaluation heldOut = report.heldOut();
        if (heldOut == null) {
            card.text("None were held out: nothing is known of how well it does on new texts.");
            return;
        }
        card.text(
                "%d texts with %d ratings that it never saw. In brackets 95 %% intervals, from %d resamples of the texts."
                        .formatted(heldOut.texts(), heldOut.ratings(), heldOut.resamples()));
        CardTable table = card.table(HEADS);
        add(table, "this rater, with people", heldOut.rater());
        add(table, "length alone, with people", heldOut.length());
        add(table, "this rater's gain over length", heldOut.gain());
        add(table, "people with one another", heldOut.people());
        heldOut.byAnnotator().forEach((name, of) -> {
            add(table, "this rater, with " + name, of.rater());
            add(table, "length alone, with " + name, of.length());
            add(table, "others, with " + name, of.others());
        });
        addAll(table, "this rater, language ", heldOut.byLanguage());
        addAll(table, "this rater, criterion ", heldOut.byCriterion());
        CardTable deciles = card.table("texts", "score, from", "to", "mean score", "mean rating");
        heldOut.calibration()
                .forEach(part -> deciles.row(
                        part.texts(),
                        number(part.from()),
                        number(part.to()),
                        number(part.score()),
                        number(part.rating())));
    }

    private static void addAll(CardTable table, String what, Map<String, Figures> figures) {
        figures.forEach((name, of) -> add(table, what + name, of));
    }

    private static void add(CardTable table, String what, @Nullable Figures figures) {
        if (figures != null) {
            table.row(
                    what,
                    figures.texts(),
                    figures.pairs(),
                    figures.kappa().text(),
                    figures.spearman().text(),
                    figures.f1At3().text(),
                    figures.f1At4().text());
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
