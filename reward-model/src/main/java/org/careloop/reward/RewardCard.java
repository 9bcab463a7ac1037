package org.careloop.reward;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.train.CardTable;
import org.careloop.lm.train.ModelCard;
import org.careloop.lm.train.TrainingReport;
import org.careloop.reward.report.Baselines;
import org.careloop.reward.report.EvaluationReport;
import org.careloop.reward.report.MeanWithInterval;
import org.careloop.reward.report.Reliability;
import org.jspecify.annotations.Nullable;

/** Fills the model card of a reward model: what it is, how to use it, its data, and its accuracy on held-out votes. */
final class RewardCard {
    private final RewardReport report;
    private final String licence;
    private final ModelCard card;

    private RewardCard(RewardReport report, String licence) {
        this.report = report;
        this.licence = licence;
        card = new ModelCard("Reward model of run " + report.run());
    }

    /**
     * @param format of the conversations that the model reads
     * @param licence of the base, as it is stated
     */
    static ModelCard of(RewardReport report, ChatFormat format, String licence) {
        RewardCard filling = new RewardCard(report, licence);
        filling.head();
        use(filling.card, format, report.rewardShift());
        filling.origin();
        filling.results();
        filling.doubts();
        return TrainingReport.addTo(filling.card, report.saved());
    }

    private void head() {
        card.front("library_name", "transformers")
                .front("pipeline_tag", "text-classification")
                .front("tags", List.of("reward-model", "rlhf", "careloop"))
                .text("""
                        Gives one number to a response to a prompt: the higher, the more the people who compared responses liked such
                        ones. Scores compare responses to the same prompt; 0 is the mean over the training responses. It is a measure
                        of preference, not of medical truth, and no device for decisions about patients.""");
    }

    /**
     * Adds how to score with CareLoop and with transformers.
     *
     * @param shift subtracted from the output of the head
     */
    static void use(ModelCard card, ChatFormat format, double shift) {
        card.section("Use")
                .text("""
                        With CareLoop: `careloop score --reward DIR --responses FILE`, or as `--reward DIR` of `careloop ppo`.
                        With transformers, in the folder of this card:""")
                .code("python", """
                        import torch
                        from transformers import AutoModelForSequenceClassification, AutoTokenizer

                        tokenizer = AutoTokenizer.from_pretrained(".")
                        model = AutoModelForSequenceClassification.from_pretrained(".").eval()
                        messages = [{"role": "user", "content": "What helps against a cold?"}]
                        response = "Rest, and enough to drink."
                        %s
                        ids += tokenizer(response, add_special_tokens=False)["input_ids"] + [%d]
                        with torch.no_grad():
                            print(model(torch.tensor([ids])).logits[0, 0].item() - (%s))""".formatted(format.python(), format.endOfTurn(), shift))
                .text("""
                        The ids are put together piece by piece because the tokenizer would add special tokens that the conversation
                        brings already; a second one in front changes the score. The last id ends the turn; there the score is
                        taken. What is subtracted is the mean over the training responses.""");
    }

    private void origin() {
        card.section("Where it comes from")
                .facts()
                .row("base model", report.base())
                .row("licence of the base", licence)
                .row("run", report.run())
                .rows(new TreeMap<>(report.lineage()))
                .row("optimiser steps", report.steps())
                .row("learnt from", list(report.training().counts()))
                .row("left out", report.excluded().isEmpty() ? "nothing" : list(report.excluded()))
                .row(
                        "conversations cut to %d tokens"
                                .formatted(report.settings().reading().maxLength()),
                        report.truncatedTexts())
                .row("likelihood", likelihood())
                .row("settings", list(ModelCard.settings(report.settings())));
    }

    private String likelihood() {
        Double parameter = report.tieParameter();
        return report.ties().words(parameter == null ? Double.NEGATIVE_INFINITY : parameter);
    }

    private void results() {
        card.section("Held-out votes");
        EvaluationReport heldOut = report.heldOut();
        if (heldOut == null) {
            card.text("None were held out: nothing is known of how well it does on new prompts.");
            return;
        }
        card.text("On prompts it never saw: %s. In brackets 95 %% intervals over prompts."
                .formatted(list(heldOut.counts())));
        accuracies(heldOut);
        if (heldOut.allVotesLogLoss() != null) {
            card.text("All votes, ties included: log-loss %s; constant rates give %s."
                    .formatted(
                            estimate(heldOut.allVotesLogLoss()),
                            estimate(heldOut.baselines().allVotesLogLoss())));
        }
        breakdown(heldOut);
        calibration(heldOut.reliability());
    }

    private void accuracies(EvaluationReport heldOut) {
        Baselines baselines = heldOut.baselines();
        card.table("decisive votes", "accuracy", "log-loss (nats)")
                .row("this model", estimate(heldOut.accuracy()), estimate(heldOut.logLoss()))
                .row("coin", "0.500", number(baselines.coinLogLoss()))
                .row(
                        "majority side",
                        estimate(baselines.majoritySide().accuracy()),
                        estimate(baselines.majoritySide().logLoss()))
                .row(
                        "longer wins",
                        estimate(baselines.longerWins().accuracy()),
                        estimate(baselines.longerWins().logLoss()))
                .row(
                        "two annotators agree",
                        estimate(heldOut.annotatorAgreement().decisive()));
    }

    private void breakdown(EvaluationReport heldOut) {
        CardTable annotators = card.table("annotator", "accuracy", "others agree");
        heldOut.byAnnotator()
                .forEach((name, of) ->
                        annotators.row(name, estimate(of.accuracy()), estimate(of.agreementWithOthers())));
        CardTable languages = card.table("language", "accuracy");
        heldOut.byLanguage().forEach((name, accuracy) -> languages.row(name, estimate(accuracy)));
    }

    private void calibration(Reliability reliability) {
        if (reliability.error() == null) {
            return;
        }
        long votes =
                reliability.bins().stream().mapToLong(Reliability.Bin::votes).sum();
        card.text("Expected calibration error %s (n = %d)."
                .formatted(votes < MeanWithInterval.ENOUGH ? "too few to say" : number(reliability.error()), votes));
        CardTable bins = card.table("stated confidence", "votes", "came true");
        for (Reliability.Bin bin : reliability.bins()) {
            if (bin.stated() != null && bin.observed() != null) {
                bins.row(
                        number(bin.stated()),
                        bin.votes(),
                        bin.votes() < MeanWithInterval.ENOUGH ? "too few to say" : number(bin.observed()));
            }
        }
    }

    private void doubts() {
        EvaluationReport seen = report.heldOut() == null ? report.training() : report.heldOut();
        Double correlation = seen.lengthBias().correlation();
        card.section("What to doubt").text("""
                - Length: score and length correlate by %s over %s responses; of two responses the longer one scores higher
                  in %s of comparisons, and annotators preferred it in %s of decisive votes.
                - Texts unlike the training prompts, and texts that a policy found by climbing this score.
                - All figures are in `report.json`.""".formatted(
                        correlation == null ? "an unknown amount" : number(correlation),
                        report.heldOut() == null ? "training" : "held-out",
                        estimate(seen.lengthBias().longerScoresHigher()),
                        estimate(seen.lengthBias().longerWins())));
    }

    private static String list(Map<String, ?> facts) {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + " " + fact.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String estimate(@Nullable MeanWithInterval estimate) {
        return estimate == null ? "" : estimate.text();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
