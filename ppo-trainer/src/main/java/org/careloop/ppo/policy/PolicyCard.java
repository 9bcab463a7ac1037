package org.careloop.ppo.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.careloop.lm.train.CardTable;
import org.careloop.lm.train.ModelCard;
import org.careloop.run.Json;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.ModelDirectory;
import org.careloop.run.ModelLicence;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.health.RunCourse;

/** Fills the model card of a policy: its method, its base checkpoint and data, and the figures of its training. */
public final class PolicyCard {
    private PolicyCard() {}

    /**
     * Fills the card.
     *
     * @param directory of the run; relative paths in {@code spec} start from it
     * @param method the name of the training method, in words
     * @param counts of the data, by name
     * @param settings all of them, defaults included
     * @param last the figures of the last step
     */
    public static ModelCard of(
            RunDirectory directory,
            RunSpec spec,
            String method,
            Map<String, Long> counts,
            Record settings,
            MetricLog.Line last) {
        ModelCard card = new ModelCard("Policy of run " + spec.id())
                .front("library_name", "transformers")
                .front("pipeline_tag", "text-generation")
                .front("tags", List.of("careloop", spec.kind().label()))
                .text("Trained by %s, %d steps, with CareLoop. Not for clinical use before its own evaluation."
                        .formatted(method, last.step()));
        card.section("Lineage").facts().rows(lineage(directory, spec));
        card.section("Data").facts().rows(new TreeMap<>(counts));
        card.section("Last step").facts().rows(ModelCard.figures(last.values()));
        String json = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(settings);
        return card.section("Settings").code("json", json);
    }

    /** Adds how the policy did on held-out prompts, step by step, and what ailed the run. */
    public static void addCourse(ModelCard card, RunCourse course) {
        if (!course.heldOut().isEmpty()) {
            card.section("Held-out prompts")
                    .text("Prompts that were never learnt from, each answered once as in training; step 0 is the"
                            + " model before it. In brackets 95 % intervals over prompts.");
            Set<String> watches =
                    Metrics.watches(course.heldOut().getLast().values().keySet());
            List<String> figures = new ArrayList<>(List.of(
                    Metrics.SCORE, Metrics.change(Metrics.SCORE), Metrics.KL, Metrics.LENGTH, Metrics.EOS_RATE));
            for (String watch : watches) {
                figures.add(Metrics.watch(watch));
                figures.add(Metrics.change(Metrics.watch(watch)));
            }
            CardTable table = card.table(
                    Stream.concat(Stream.of("step", "n"), figures.stream()).toArray(String[]::new));
            course.heldOut().forEach(line -> table.row(cells(line, figures)));
        }
        if (!course.bestOf().isEmpty()) {
            addBestOf(card, course);
        }
        if (!course.alarms().isEmpty()) {
            card.section("Alarms")
                    .text("Iterations in which the run had a known disease; the log says when and what helps.")
                    .facts()
                    .rows(new TreeMap<>(course.alarms()));
        }
    }

    private static void addBestOf(ModelCard card, RunCourse course) {
        card.section("Beside the best of n answers")
                .text("What the model before training scores on the held-out prompts where the best of n answers is"
                        + " chosen, without any training; the policy's own figures stand in the last line.");
        CardTable table = card.table("answers", "score", "KL, nats an answer");
        course.bestOf()
                .forEach(best -> table.row(
                        "best of " + best.answers(),
                        scored(best),
                        String.format(Locale.ROOT, "at most %.2f", best.divergence())));
        MetricLog.Line last = course.heldOut().getLast();
        RunCourse.AnsweredAgain again = course.again();
        table.row(
                "this policy",
                again == null ? cell(last.values(), Metrics.SCORE) : String.format(Locale.ROOT, "%.3g", again.after()),
                cell(last.values(), Metrics.KL));
        if (again != null) {
            card.text(String.format(
                    Locale.ROOT,
                    "Both models answered each of the %d prompts %d times: the score rose by %.3g%s.",
                    again.n(),
                    again.answers(),
                    again.change(),
                    again.low() == null
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    " (95 %% interval over prompts %.3g to %.3g)",
                                    again.low(),
                                    again.high())));
        }
    }

    private static String scored(RunCourse.BestOf best) {
        return best.low() == null
                ? String.format(Locale.ROOT, "%.3g", best.score())
                : String.format(Locale.ROOT, "%.3g (%.3g to %.3g)", best.score(), best.low(), best.high());
    }

    private static Object[] cells(MetricLog.Line line, List<String> figures) {
        List<Object> cells = new ArrayList<>();
        cells.add(line.step());
        cells.add(Math.round(line.values().getOrDefault(Metrics.count(Metrics.SCORE), 0.0)));
        figures.forEach(figure -> cells.add(cell(line.values(), figure)));
        return cells.toArray();
    }

    private static String cell(Map<String, Double> values, String figure) {
        Double mean = values.get(figure);
        Double low = values.get(Metrics.low(figure));
        Double high = values.get(Metrics.high(figure));
        if (mean == null) {
            return "";
        }
        return low == null || high == null
                ? String.format(Locale.ROOT, "%.3g", mean)
                : String.format(Locale.ROOT, "%.3g (%.3g to %.3g)", mean, low, high);
    }

    private static Map<String, Object> lineage(RunDirectory directory, RunSpec spec) {
        Map<String, Object> lineage = new TreeMap<>(spec.lineage());
        lineage.put("started from", ModelDirectory.name(directory.path().resolve(spec.startsFrom())));
        lineage.put("licence of the base", ModelLicence.stated(directory.path().resolve(spec.model())));
        lineage.put("asked for by", spec.createdBy());
        lineage.put("asked for at", spec.createdAt());
        if (spec.reward() != null) {
            lineage.put("reward model", ModelDirectory.name(directory.path().resolve(spec.reward())));
        }
        return lineage;
    }
}
