package org.careloop.lm.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.careloop.lm.saved.SavedReport;
import org.careloop.run.Json;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.ModelDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.health.RunCourse;
import org.jspecify.annotations.Nullable;

/**
 * {@code report.json} beside a language model that a run made.
 *
 * @param base the model that it started from
 * @param step the last one
 * @param figures of that step, by the names of {@link org.careloop.run.Metrics}, but for durations: repeating a run gives the
 *     same bytes
 * @param course what ailed it, and how it did on held-out prompts; absent where neither is looked for
 * @param saved how near what was written is to what was trained
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingReport(
        String run,
        String kind,
        String base,
        long step,
        Map<String, Double> figures,
        @Nullable RunCourse course,
        SavedReport saved) {

    public static final String FILE = "report.json";

    /** @param course null where neither alarms nor held-out prompts are looked for */
    public static TrainingReport of(
            RunSpec spec, Trainee trainee, MetricLog.Line last, @Nullable RunCourse course, SavedReport saved) {
        return new TrainingReport(
                spec.id(),
                spec.kind().label(),
                ModelDirectory.name(trainee.base().given()),
                last.step(),
                Metrics.untimed(last.values()),
                course,
                saved);
    }

    /** Writes it into the directory of the model. */
    public void write(Path directory) throws IOException {
        Json.replace(directory.resolve(FILE), this);
    }

    /** Adds to a card what a person should know of the forms of the model. */
    public static ModelCard addTo(ModelCard card, SavedReport saved) {
        card.section("Saved as trained").text(compared(saved));
        SavedReport.Lost lost = saved.lost();
        if (lost != null) {
            card.text("Rounded to %s, %.1f %% of the %,d weights that training changed are what they were before."
                    .formatted(lost.type().toLowerCase(Locale.ROOT), 100 * lost.share(), lost.changed()));
        }
        if (!saved.served().isEmpty()) {
            CardTable table = card.table(
                    "served", "differs by", "KL to the start, nats a token", "score (95 % interval; answers)");
            saved.served()
                    .forEach(form ->
                            table.row(form.form().words(), figure(form.difference()), figure(form.kl()), scored(form)));
        }
        return card;
    }

    private static String compared(SavedReport saved) {
        String whole = saved.model() == null
                ? "the whole model was not loaded, because memory did not suffice"
                : "the whole model in %s differs by %s"
                        .formatted(saved.type().toLowerCase(Locale.ROOT), figure(saved.model()));
        String adapter = saved.adapter() == null
                ? ""
                : "; the adapter in `%s/`, which loses nothing of what was trained, by %s"
                        .formatted(ModelDirectory.KEPT_ADAPTER, figure(saved.adapter()));
        return "Loaded again after training and compared with the model in memory, on %d values, in equal arithmetic: %s%s. At most %s is allowed."
                .formatted(saved.values(), whole, adapter, figure(saved.bound()));
    }

    private static String scored(SavedReport.Served form) {
        if (form.score() == null) {
            return "";
        }
        return form.scoreLow() == null
                ? figure(form.score())
                : "%s (%s to %s; n = %d)"
                        .formatted(
                                figure(form.score()),
                                figure(form.scoreLow()),
                                figure(form.scoreHigh()),
                                form.answers());
    }

    private static String figure(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.3g", value);
    }
}
