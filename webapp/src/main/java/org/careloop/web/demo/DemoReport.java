package org.careloop.web.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.interval.Interval;
import org.apache.commons.statistics.interval.NormalConfidenceInterval;
import org.careloop.run.Json;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.Response;
import org.careloop.run.RunDirectory;
import org.careloop.run.health.WatchRule;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.shell.Language;
import org.careloop.web.verdict.VerdictPage;
import org.careloop.web.verdict.VerdictReport;

/**
 * How the policy changed, by the rule of the judges and by the reward model: each prompt is answered several times
 * before and after, and answers are compared prompt by prompt.
 */
record DemoReport(
        int votes,
        Change judge,
        Change reward,
        Change heldOut,
        Change watch,
        VerdictReport verdict,
        List<Pair> samples,
        Checkpoint rewardModel,
        Checkpoint policy) {
    private static final double ERROR_RATE = .05;
    private static final int SAMPLES = 6;

    /**
     * A figure before and after.
     *
     * @param low of the 95 % interval of the mean difference over prompts
     */
    record Change(double before, double after, double low, double high, int prompts) {

        String line(String what) {
            return String.format(
                    Locale.ROOT,
                    "%s: %.2f before, %.2f after; difference %+.2f (95 %% interval %+.2f to %+.2f, %d prompts)",
                    what,
                    before,
                    after,
                    after - before,
                    low,
                    high,
                    prompts);
        }
    }

    /** One prompt with an answer before and after. */
    record Pair(String id, String prompt, String before, String after, double judgeBefore, double judgeAfter) {}

    static DemoReport of(
            JudgeRule rule,
            Map<String, String> languages,
            List<Response> before,
            List<Response> after,
            int votes,
            Checkpoint rewardModel,
            Checkpoint policy,
            VerdictReport verdict)
            throws IOException {
        ToDoubleFunction<Response> judged =
                answer -> rule.score(answer.prompt(), language(languages, answer), answer.response());
        ToDoubleFunction<Response> scored = answer -> Objects.requireNonNull(answer.score());
        return new DemoReport(
                votes,
                change(before, after, judged),
                change(before, after, scored),
                heldOut(policy, Metrics.SCORE),
                heldOut(policy, Metrics.watch(WatchRule.REPETITION.label())),
                verdict,
                samples(before, after, judged),
                rewardModel,
                policy);
    }

    /** What the run itself measured on prompts that it did not learn from. */
    private static Change heldOut(Checkpoint policy, String figure) throws IOException {
        RunDirectory run =
                new RunDirectory(Objects.requireNonNull(policy.directory().getParent()));
        Map<String, Double> last = MetricLog.read(run.metrics()).getLast().values();
        String mean = Metrics.heldOut(figure);
        String change = Metrics.change(mean);
        double after = Objects.requireNonNull(last.get(mean));
        return new Change(
                after - Objects.requireNonNull(last.get(change)),
                after,
                Objects.requireNonNull(last.get(Metrics.low(change))),
                Objects.requireNonNull(last.get(Metrics.high(change))),
                (int) Math.round(Objects.requireNonNull(last.get(Metrics.count(change)))));
    }

    private static String language(Map<String, String> languages, Response answer) {
        return languages.getOrDefault(DemoAnswers.promptId(answer), "en");
    }

    /** Answers to one prompt are not independent, so the prompt is the unit of observation. */
    private static Change change(List<Response> before, List<Response> after, ToDoubleFunction<Response> figure) {
        Map<String, List<Double>> differences = new LinkedHashMap<>();
        for (int i = 0; i < before.size(); i++) {
            double difference = figure.applyAsDouble(after.get(i)) - figure.applyAsDouble(before.get(i));
            differences
                    .computeIfAbsent(DemoAnswers.promptId(before.get(i)), id -> new ArrayList<>())
                    .add(difference);
        }
        double[] means = differences.values().stream()
                .mapToDouble(values -> values.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow())
                .toArray();
        double mean = Arrays.stream(means).average().orElseThrow();
        double variance = Arrays.stream(means).map(x -> (x - mean) * (x - mean)).sum() / (means.length - 1);
        Interval interval = NormalConfidenceInterval.MEAN.fromErrorRate(mean, variance, means.length, ERROR_RATE);
        return new Change(
                before.stream().mapToDouble(figure).average().orElseThrow(),
                after.stream().mapToDouble(figure).average().orElseThrow(),
                interval.getLowerBound(),
                interval.getUpperBound(),
                means.length);
    }

    /** The first answer to each of a few prompts, spread over the study so that both languages occur. */
    private static List<Pair> samples(List<Response> before, List<Response> after, ToDoubleFunction<Response> judged) {
        return IntStream.range(0, SAMPLES)
                .map(i -> i * before.size() / SAMPLES / DemoSettings.ANSWERS_A_PROMPT * DemoSettings.ANSWERS_A_PROMPT)
                .mapToObj(at -> new Pair(
                        DemoAnswers.promptId(before.get(at)),
                        before.get(at).prompt().getLast().content(),
                        before.get(at).response(),
                        after.get(at).response(),
                        judged.applyAsDouble(before.get(at)),
                        judged.applyAsDouble(after.get(at))))
                .toList();
    }

    void write(Path folder, Stages stages) throws IOException {
        String text = markdown(folder, stages);
        Files.writeString(folder.resolve("report.md"), text);
        Json.replace(folder.resolve("report.json"), facts(stages));
        Files.writeString(folder.resolve("verdict.html"), VerdictPage.of(verdict, Language.ENGLISH));
        System.err.println();
        System.err.print(text);
    }

    /** The facts of the closing line. */
    Map<String, Object> summary(Path folder, Stages stages) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("seconds", Math.round(stages.seconds() * 10) / 10.0);
        summary.put("votes", votes);
        summary.put("judge", judge);
        summary.put("reward", reward);
        summary.put("heldOut", heldOut);
        summary.put("watch", watch);
        summary.put("decision", verdict.decision());
        summary.put("e", verdict.test().e());
        summary.put("policy", policy.directory().toString());
        summary.put("report", folder.resolve("report.md").toString());
        return summary;
    }

    private Map<String, Object> facts(Stages stages) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("judgedBy", "a script; its votes are stored as scripted");
        facts.put("votes", votes);
        facts.put("judge", judge);
        facts.put("reward", reward);
        facts.put("heldOut", heldOut);
        facts.put("watch", watch);
        facts.put("verdict", verdict);
        facts.put("samples", samples);
        facts.put("rewardModel", rewardModel.directory().toString());
        facts.put("policy", policy.directory().toString());
        facts.put("policySha256", policy.sha256());
        facts.put("stages", stages.all());
        facts.put("seconds", stages.seconds());
        return facts;
    }

    private String markdown(Path folder, Stages stages) {
        StringBuilder text = new StringBuilder("# CareLoop demo\n\n");
        text.append("Every vote here is by a script that looks for phrases and knows nothing of medicine.\n\n");
        text.append("- ").append(judge.line("The judge's rule")).append('\n');
        text.append("- ").append(reward.line("The reward model")).append('\n');
        text.append("- ")
                .append(heldOut.line("The reward model on prompts that were never learnt from"))
                .append('\n');
        text.append("- ")
                .append(watch.line("The watch, how little answers repeat themselves, on these"))
                .append('\n');
        text.append("- Blind, on %d questions that no run has seen: %s\n"
                .formatted(verdict.overall().prompts(), line(verdict)));
        text.append("- Checkpoint: %s (sha256 %s)\n".formatted(policy.directory(), policy.sha256()));
        text.append("- In a browser: ./careloop up --data %s\n\n".formatted(folder));
        text.append("## Before and after\n");
        for (Pair pair : samples) {
            text.append("\n**%s**\n\n".formatted(pair.prompt()));
            text.append(String.format(Locale.ROOT, "- before (%.1f): %s%n", pair.judgeBefore(), line(pair.before())));
            text.append(String.format(Locale.ROOT, "- after (%.1f): %s%n", pair.judgeAfter(), line(pair.after())));
        }
        text.append("\n## Time\n\n```\n");
        stages.all().forEach(stage -> text.append(stage.line()).append('\n'));
        text.append(String.format(Locale.ROOT, "%-9s %6.1f s%n```%n", "in all", stages.seconds()));
        return text.toString();
    }

    /** What the scripted judges decided. */
    static String line(VerdictReport verdict) {
        VerdictReport.Section overall = verdict.overall();
        return String.format(
                Locale.ROOT,
                "%s; new better %d, same %d, old better %d; E %.1f, %.0f decides",
                verdict.decision().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                overall.good(),
                overall.same(),
                overall.bad(),
                verdict.test().e(),
                verdict.test().threshold());
    }

    private static String line(String answer) {
        return answer.strip().replaceAll("\\s*\\R\\s*", " / ");
    }
}
