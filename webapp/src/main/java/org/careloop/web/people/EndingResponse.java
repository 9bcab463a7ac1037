package org.careloop.web.people;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * An answer that breaks off when its reader may no longer have it: the account was closed, a role was taken, a token was
 * revoked. While it is written it asks again once a second.
 */
public final class EndingResponse extends HttpServletResponseWrapper {
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final BooleanSupplier mayGoOn;
    private final Clock clock;
    private Instant asked;
    private boolean ended;
    private @Nullable ServletOutputStream out;

    /** @param mayGoOn asked in a thread of its own, so that it sees what was stored after the answer's transaction began */
    public EndingResponse(HttpServletResponse response, BooleanSupplier mayGoOn, Clock clock) {
        super(response);
        this.mayGoOn = mayGoOn;
        this.clock = clock;
        this.asked = clock.instant();
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (out == null) {
            out = new Ending(super.getOutputStream());
        }
        return out;
    }

    /**
     * Call it when the answer is written.
     *
     * @throws IOException when it was broken off, so that the connection is, too, also where whoever wrote has kept quiet
     */
    public void requireWhole() throws IOException {
        if (ended) {
            throw new IOException("the answer was broken off: its reader may no longer have it");
        }
    }

    private void ask() throws IOException {
        requireWhole();
        Instant now = clock.instant();
        if (Duration.between(asked, now).compareTo(BETWEEN) >= 0) {
            asked = now;
            ended = !askElsewhere();
            requireWhole();
        }
    }

    private boolean askElsewhere() {
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            return thread.submit(mayGoOn::getAsBoolean).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DataAccessException || e.getCause() instanceof TransactionException) {
                // While the database does not answer nobody can close an account either.
                return true;
            }
            throw new IllegalStateException("whether the answer may go on is not known", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private final class Ending extends ServletOutputStream {
        private final ServletOutputStream stream;

        Ending(ServletOutputStream stream) {
            this.stream = stream;
        }

        @Override
        public void write(int b) throws IOException {
            ask();
            stream.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ask();
            stream.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            stream.flush();
        }

        @Override
        public void close() throws IOException {
            requireWhole();
            stream.close();
        }

        @Override
        public boolean isReady() {
            return stream.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            stream.setWriteListener(listener);
        }
    }
}
