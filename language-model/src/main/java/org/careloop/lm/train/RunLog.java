package org.careloop.lm.train;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Appends the log messages of CareLoop to {@code trainer.log} while it is open, one plain line a message. */
final class RunLog extends Handler implements AutoCloseable {
    /** A strong reference: the logging framework drops unreferenced loggers together with their handlers. */
    private static final Logger PRODUCT = Logger.getLogger("org.careloop");

    private final PrintWriter out;

    private RunLog(PrintWriter out) {
        this.out = out;
        setFormatter(new Line());
    }

    static RunLog open(Path file) throws IOException {
        return opened(Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /** For a process beside the one that writes: the same messages come from there. */
    static RunLog nowhere() {
        return opened(Writer.nullWriter());
    }

    private static RunLog opened(Writer writer) {
        RunLog log = new RunLog(new PrintWriter(writer, true));
        PRODUCT.addHandler(log);
        // The terminal shows the progress line, which the console's log lines would break up.
        PRODUCT.setUseParentHandlers(false);
        return log;
    }

    @Override
    public void publish(LogRecord record) {
        if (isLoggable(record)) {
            out.print(getFormatter().format(record));
            out.flush();
        }
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        PRODUCT.removeHandler(this);
        PRODUCT.setUseParentHandlers(true);
        out.close();
    }

    private static final class Line extends Formatter {
        @Override
        public String format(LogRecord record) {
            StringWriter line = new StringWriter();
            line.append(record.getInstant().truncatedTo(ChronoUnit.SECONDS).toString());
            line.append(' ').append(record.getLevel().getName());
            line.append(' ').append(formatMessage(record)).append('\n');
            if (record.getThrown() != null) {
                record.getThrown().printStackTrace(new PrintWriter(line, true));
            }
            return line.toString();
        }
    }
}
