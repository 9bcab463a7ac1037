package org.careloop.run.mlflow;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.careloop.run.MetricLog;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.run.settings.Preset;
import org.careloop.run.settings.SettingDescription;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.TrainerSettings;

/** What a tracking server is told of one run. */
final class Tracking {
    /** In one call: 1,000 figures and 100 settings are the most that a server takes. */
    private static final int FIGURES = 1000;

    private static final int SETTINGS = 100;

    /** Characters of a value; servers before 2.8 take no more. */
    private static final int LONGEST = 500;

    private final TrackingServer server;
    private final String experiment;

    /** @param experiment by which a server groups runs */
    Tracking(TrackingServer server, String experiment) {
        this.server = server;
        this.experiment = experiment;
    }

    private record Named(String key, String value) {}

    private record Figure(String key, double value, long timestamp, long step) {}

    /** Makes the run, with its settings; returns its id. */
    String begin(RunSpec spec, Instant now) throws IOException, InterruptedException {
        String id = server.post(
                        "runs/create",
                        Map.of(
                                "experiment_id",
                                experiment(),
                                "run_name",
                                spec.id(),
                                "start_time",
                                now.toEpochMilli(),
                                "tags",
                                List.of(
                                        new Named("mlflow.source.name", "careloop"),
                                        new Named("mlflow.source.type", "JOB"),
                                        new Named("careloop.kind", spec.kind().label()))))
                .at("/run/info/run_id")
                .asString("");
        if (id.isEmpty()) {
            throw new IOException("it made no run");
        }
        List<Named> settings = settings(spec);
        for (int from = 0; from < settings.size(); from += SETTINGS) {
            List<Named> some = settings.subList(from, Math.min(settings.size(), from + SETTINGS));
            server.post("runs/log-batch", Map.of("run_id", id, "params", some));
        }
        return id;
    }

    private String experiment() throws IOException, InterruptedException {
        try {
            return server.get("experiments/get-by-name?experiment_name="
                            + URLEncoder.encode(experiment, StandardCharsets.UTF_8))
                    .at("/experiment/experiment_id")
                    .asString("0");
        } catch (TrackingServer.Refused e) {
            if (!e.isAbsence()) {
                throw e;
            }
            return server.post("experiments/create", Map.of("name", experiment))
                    .path("experiment_id")
                    .asString("0");
        }
    }

    /** All settings, those that nobody gave too. */
    private static List<Named> settings(RunSpec spec) {
        Map<String, String> chosen = Preset.of(spec.settings()).chosen();
        List<Named> settings = new ArrayList<>();
        settings.add(new Named("model", cut(String.valueOf(spec.model()))));
        for (SettingDescription setting : Settings.descriptions(TrainerSettings.of(spec.kind()))) {
            String name = setting.name();
            Object given = spec.settings().get(name);
            settings.add(new Named(
                    name, cut(given == null ? chosen.getOrDefault(name, setting.byDefault()) : given.toString())));
        }
        return settings;
    }

    private static String cut(String value) {
        return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
    }

    /** The figures of steps, in as few calls as the server takes. */
    void figures(String run, List<MetricLog.Line> lines, Instant now) throws IOException, InterruptedException {
        List<Figure> all = new ArrayList<>();
        for (MetricLog.Line line : lines) {
            line.values().forEach((name, value) -> {
                // Letters, digits and these are all that a name may have there.
                String key = name.replaceAll("[^\\w/. -]", "_");
                all.add(new Figure(key, value, now.toEpochMilli(), line.step()));
            });
        }
        for (int from = 0; from < all.size(); from += FIGURES) {
            List<Figure> some = all.subList(from, Math.min(all.size(), from + FIGURES));
            server.post("runs/log-batch", Map.of("run_id", run, "metrics", some));
        }
    }

    void running(String run) throws IOException, InterruptedException {
        server.post("runs/update", Map.of("run_id", run, "status", "RUNNING"));
    }

    void end(String run, RunStatus.Phase phase, Instant now) throws IOException, InterruptedException {
        String status = switch (phase) {
            case DONE -> "FINISHED";
            case FAILED -> "FAILED";
            case STOPPED -> "KILLED";
            case QUEUED, LOADING, TRAINING, SAVING -> "SCHEDULED";
        };
        server.post("runs/update", Map.of("run_id", run, "status", status, "end_time", now.toEpochMilli()));
    }
}
