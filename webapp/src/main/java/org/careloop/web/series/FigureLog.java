package org.careloop.web.series;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.careloop.run.BadInput;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * One {@code metrics.jsonl}, of which every look reads what is new: whole lines behind the place where the last look ended.
 * A trainer that resumes writes the file anew; that is noticed, and it is read from its beginning.
 */
final class FigureLog {
    private static final int NEWEST = 50;
    private static final int FIRST = 2;
    /** A stranger's file may name a new figure in every line. */
    private static final int MOST_FIGURES = 200;

    private static final int PIECE = 256 * 1024;
    private static final int LONGEST_LINE = 8 << 20;
    private static final int REMEMBERED = 64;

    private final Path file;
    private final Map<String, Thinning> figures = new HashMap<>();
    private final List<MetricLog.Line> first = new ArrayList<>();
    private final Deque<MetricLog.Line> newest = new ArrayDeque<>();
    private MetricLog.@Nullable Line heldOut;
    private double seconds;

    private @Nullable Object identity;
    private byte[] before = new byte[0];
    private long offset;
    private boolean broken;

    FigureLog(Path file) {
        this.file = file;
    }

    /**
     * Reads on, and says what is known then. An absent file has no figures.
     *
     * @param most bytes that are read in one look, or one line more
     * @param wanted which figures are told
     */
    synchronized Course look(long most, Predicate<String> wanted) throws IOException {
        if (!Files.exists(file)) {
            forget();
            return Course.NONE;
        }
        boolean whole;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (isAnother(channel)) {
                forget();
            }
            identity = identity();
            whole = broken || readOn(channel, most);
        }
        Map<String, Thinned> told = new LinkedHashMap<>();
        figures.forEach((name, figure) -> {
            if (wanted.test(name)) {
                told.put(name, figure.thinned());
            }
        });
        return new Course(lines(), told, whole);
    }

    private @Nullable Object identity() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** Whether the file is not the one that was read: it has another identity, is shorter, or other bytes stand there. */
    private boolean isAnother(FileChannel channel) throws IOException {
        if (offset == 0) {
            return false;
        }
        if (!Objects.equals(identity(), identity) || channel.size() < offset) {
            return true;
        }
        ByteBuffer now = ByteBuffer.allocate(before.length);
        channel.read(now, offset - before.length);
        return !Arrays.equals(now.array(), before);
    }

    private void forget() {
        figures.clear();
        first.clear();
        newest.clear();
        heldOut = null;
        seconds = 0;
        before = new byte[0];
        offset = 0;
        broken = false;
    }

    private boolean readOn(FileChannel channel, long most) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        long end = offset + most;
        while (offset < end && !broken) {
            piece.clear();
            fill(channel, piece);
            int lines = lastBreak(piece.array(), piece.position());
            if (lines > 0) {
                take(piece.array(), lines);
            } else if (piece.hasRemaining()) {
                return true;
            } else {
                piece = ByteBuffer.allocate(longer(piece.capacity()));
            }
        }
        return broken || channel.size() == offset;
    }

    private void fill(FileChannel channel, ByteBuffer piece) throws IOException {
        int read = 0;
        while (read >= 0 && piece.hasRemaining()) {
            read = channel.read(piece, offset + piece.position());
        }
    }

    private int longer(int capacity) {
        if (capacity >= LONGEST_LINE) {
            throw BadInput.in(
                    file,
                    Phrase.filled(
                            "file.long-line",
                            "the line has more than %s characters; expected one row a line",
                            LONGEST_LINE));
        }
        return 2 * capacity;
    }

    /** How many bytes the whole lines take. */
    private static int lastBreak(byte[] bytes, int length) {
        int end = length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private void take(byte[] bytes, int length) {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                if (!takeLine(bytes, from, i - from)) {
                    // What stands behind a line that is none is not to be trusted: it waits until the file is mended.
                    broken = true;
                    return;
                }
                from = i + 1;
            }
        }
        offset += length;
        before = Arrays.copyOfRange(bytes, Math.max(0, length - REMEMBERED), length);
    }

    private boolean takeLine(byte[] bytes, int from, int length) {
        boolean blank = true;
        for (int i = from; i < from + length && blank; i++) {
            blank = bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r';
        }
        if (blank) {
            return true;
        }
        try {
            add(MetricLog.line(bytes, from, length));
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    private void add(MetricLog.Line line) {
        seconds += line.values().getOrDefault(Metrics.STEP_SECONDS, 0.0);
        line.values().forEach((name, value) -> {
            Thinning figure = figures.get(name);
            if (figure == null && figures.size() < MOST_FIGURES && Metrics.isFigure(name)) {
                figure = new Thinning();
                figures.put(name, figure);
            }
            if (figure != null) {
                figure.add(line, seconds, value);
            }
        });
        if (first.size() < FIRST) {
            first.add(line);
            return;
        }
        if (line.values().keySet().stream().anyMatch(Metrics::isHeldOut)) {
            heldOut = line;
        }
        newest.add(line);
        if (newest.size() > NEWEST) {
            newest.remove();
        }
    }

    private List<MetricLog.Line> lines() {
        List<MetricLog.Line> lines = new ArrayList<>(first);
        if (heldOut != null && !newest.contains(heldOut)) {
            lines.add(heldOut);
        }
        lines.addAll(newest);
        return List.copyOf(lines);
    }
}
