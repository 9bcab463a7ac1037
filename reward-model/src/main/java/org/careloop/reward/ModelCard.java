package org.careloop.reward;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.reward.report.AnnotatorAgreement;
import org.careloop.reward.report.Baselines;
import org.careloop.reward.report.EvaluationReport;
import org.careloop.reward.report.MeanWithInterval;
import org.careloop.reward.report.Reliability;
import org.careloop.run.Json;
import org.jspecify.annotations.Nullable;

/** {@code README.md} of a reward model: what it is, how to use it, what it learnt from and how far to trust it. */
record ModelCard(RewardReport report) {

    String text() {
        return String.join("\n", head(), use(), origin(), results(), doubts());
    }

    private String head() {
        return """
                ---
                library_name: transformers
                pipeline_tag: text-classification
                tags: [reward-model, rlhf, careloop]
                ---
                # Reward model of run %s

                Gives one number to a response to a prompt: the higher, the more the people who compared responses liked such
                ones. Scores compare responses to the same prompt; 0 is the mean over the training responses. It is a measure
                of preference, not of medical truth, and no device for decisions about patients.
                """.formatted(report.run());
    }

    private String use() {
        return """
                ## Use

                With CareLoop: `careloop score --reward DIR --responses FILE`, or as `--reward DIR` of `careloop ppo`.
                With transformers (the shift below is CareLoop's own):

                ```python
                model = AutoModelForSequenceClassification.from_pretrained(DIR)
                tokenizer = AutoTokenizer.from_pretrained(DIR)
                score = model(**tokenizer(conversation, return_tensors="pt")).logits[0, 0] - (%s)
                ```

                The conversation ends with the response and the token that ends a turn; there the score is taken.
                """.formatted(report.rewardShift());
    }

    private String origin() {
        Map<String, Object> rows = new TreeMap<>(report.lineage());
        Map<String, String> used = new TreeMap<>();
        Json.MAPPER.valueToTree(report.settings()).forEachEntry((name, value) -> used.put(name, value.asString()));
        StringBuilder text = new StringBuilder("## Where it comes from\n\n| | |\n| --- | --- |\n");
        text.append(row("base model", report.base())).append(row("run", report.run()));
        rows.forEach((name, value) -> text.append(row(name, value)));
        text.append(row("optimiser steps", report.steps()))
                .append(row("learnt from", counts(report.training())))
                .append(row("left out", report.excluded().isEmpty() ? "nothing" : list(report.excluded())))
                .append(row(
                        "conversations cut to %d tokens"
                                .formatted(report.settings().reading().maxLength()),
                        report.truncatedTexts()))
                .append(row("likelihood", likelihood()))
                .append(row("settings", list(used)));
        return text.toString();
    }

    private String likelihood() {
        Double parameter = report.tieParameter();
        if (parameter == null) {
            return "Bradley-Terry";
        }
        double tie = report.ties().outcomes(0, parameter).tie();
        return String.format(
                Locale.ROOT,
                "%s; equal scores tie with probability %.3f; BOTH_BAD counts as a tie",
                report.ties() == TieModel.DAVIDSON ? "Davidson" : "Rao-Kupper",
                tie);
    }

    private String results() {
        EvaluationReport heldOut = report.heldOut();
        if (heldOut == null) {
            return "## Held-out votes\n\nNone were held out: nothing is known of how well it does on new prompts.\n";
        }
        Baselines baselines = heldOut.baselines();
        StringBuilder text = new StringBuilder("## Held-out votes\n\n");
        text.append("On prompts it never saw: %s. In brackets 95 %% intervals over prompts.%n%n"
                .formatted(counts(heldOut)));
        text.append("| decisive votes | accuracy | log-loss (nats) |\n| --- | --- | --- |\n");
        text.append(row("this model", heldOut.accuracy(), heldOut.logLoss()));
        text.append("| coin | 0.500 | %.3f |\n".formatted(baselines.coinLogLoss()));
        text.append(row(
                "majority side",
                baselines.majoritySide().accuracy(),
                baselines.majoritySide().logLoss()));
        text.append(row(
                "longer wins",
                baselines.longerWins().accuracy(),
                baselines.longerWins().logLoss()));
        text.append("| two annotators agree | %s | |\n"
                .formatted(estimate(ceiling(heldOut).decisive())));
        if (heldOut.allVotesLogLoss() != null) {
            text.append("\nAll votes, ties included: log-loss %s; constant rates give %s.\n"
                    .formatted(estimate(heldOut.allVotesLogLoss()), estimate(baselines.allVotesLogLoss())));
        }
        return text.append(breakdown(heldOut))
                .append(calibration(heldOut.reliability()))
                .toString();
    }

    private static AnnotatorAgreement ceiling(EvaluationReport heldOut) {
        return heldOut.annotatorAgreement();
    }

    private static String breakdown(EvaluationReport heldOut) {
        StringBuilder text = new StringBuilder("\n| annotator | accuracy | others agree |\n| --- | --- | --- |\n");
        heldOut.byAnnotator().forEach((name, of) -> text.append(row(name, of.accuracy(), of.agreementWithOthers())));
        text.append("\n| language | accuracy |\n| --- | --- |\n");
        heldOut.byLanguage().forEach((name, accuracy) -> text.append(row(name, estimate(accuracy))));
        return text.toString();
    }

    private static String calibration(Reliability reliability) {
        if (reliability.error() == null) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        text.append("\nExpected calibration error %s.\n\n".formatted(number(reliability.error())));
        text.append("| stated confidence | votes | came true |\n| --- | --- | --- |\n");
        for (Reliability.Bin bin : reliability.bins()) {
            if (bin.stated() != null && bin.observed() != null) {
                text.append("| %s | %d | %s |\n".formatted(number(bin.stated()), bin.votes(), number(bin.observed())));
            }
        }
        return text.toString();
    }

    private String doubts() {
        EvaluationReport seen = report.heldOut() == null ? report.training() : report.heldOut();
        Double correlation = seen.lengthBias().correlation();
        return """
                ## What to doubt

                - Length: score and length correlate by %s over %s responses; of two responses the longer one scores higher
                  in %s of comparisons, and annotators preferred it in %s of decisive votes.
                - Texts unlike the training prompts, and texts that a policy found by climbing this score.
                - All figures are in `report.json`.
                """.formatted(
                        correlation == null ? "an unknown amount" : number(correlation),
                        report.heldOut() == null ? "training" : "held-out",
                        estimate(seen.lengthBias().longerScoresHigher()),
                        estimate(seen.lengthBias().longerWins()));
    }

    private static String counts(EvaluationReport evaluation) {
        return list(evaluation.counts());
    }

    private static String list(Map<String, ?> facts) {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + " " + fact.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String row(String name, MeanWithInterval first, MeanWithInterval second) {
        return "| %s | %s | %s |\n".formatted(cell(name), estimate(first), estimate(second));
    }

    private static String row(String name, Object value) {
        return "| %s | %s |\n".formatted(cell(name), cell(value));
    }

    /** Names come from people: a bar in one must not break the table. */
    private static String cell(Object value) {
        return String.valueOf(value).replace("|", "\\|").replaceAll("\\s+", " ");
    }

    private static String estimate(@Nullable MeanWithInterval estimate) {
        return estimate == null ? "" : estimate.text();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
