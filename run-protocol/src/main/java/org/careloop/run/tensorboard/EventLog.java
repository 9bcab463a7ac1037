package org.careloop.run.tensorboard;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.careloop.run.MetricLog;

/**
 * The figures of a run for TensorBoard: the same names, steps and values as {@code metrics.jsonl}, as 32-bit numbers, each step with the
 * moment at which it was written.
 *
 * <p>Each process that works on the run writes a file of its own, numbered, because TensorBoard reads files in the order of their names and
 * never goes back. It begins by cutting earlier files after the last step that is resumed from, so that no step is there twice; a
 * TensorBoard that has read the steps that are cut forgets them by the event that says where this process starts.
 */
public final class EventLog implements Closeable {
    private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{10})\\.careloop");

    private final RecordFile file;
    private final InstantSource clock;

    private EventLog(RecordFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Goes on after what {@code metrics.jsonl} holds now. Steps of it that no event file has, as in a run of an earlier version, are
     * written with the moment of now.
     *
     * @param folder is made where it is absent
     */
    public static EventLog after(List<MetricLog.Line> lines, Path folder, InstantSource clock) throws IOException {
        Files.createDirectories(folder);
        long kept = lines.isEmpty() ? -1 : lines.getLast().step();
        long written = -1;
        List<Path> earlier = files(folder);
        for (Path file : earlier) {
            written = Math.max(written, RecordFile.cut(file, step -> step <= kept));
        }
        long number = earlier.isEmpty() ? 1 : number(earlier.getLast()) + 1;
        RecordFile file = RecordFile.create(folder.resolve("events.out.tfevents.%010d.careloop".formatted(number)));
        EventLog log = new EventLog(file, clock);
        double now = seconds(clock.instant());
        file.add(Event.version(now));
        file.add(Event.start(now, written + 1));
        for (MetricLog.Line line : lines) {
            if (line.step() > written) {
                log.write(line.step(), line.values());
            }
        }
        return log;
    }

    /** Those of this class; what somebody else has put there is left alone. */
    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    private static long number(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? Long.parseLong(name.group(1)) : 0;
    }

    /** Appends a step; a figure that is not finite is left out, as in {@link MetricLog}. */
    public void write(long step, Map<String, Double> values) throws IOException {
        Map<String, Double> finite = new LinkedHashMap<>(values);
        finite.values().removeIf(value -> !Double.isFinite(value));
        if (!finite.isEmpty()) {
            file.add(Event.scalars(seconds(clock.instant()), step, finite));
        }
    }

    private static double seconds(Instant moment) {
        return moment.toEpochMilli() / 1e3;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
