package org.careloop.reward.rater.corpus;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.careloop.lm.tensor.Backend;
import org.careloop.reward.rater.TextRater;
import org.careloop.run.cli.Progress;
import org.careloop.run.corpus.CorpusFile;
import org.careloop.run.corpus.Document;
import org.careloop.run.corpus.TextFile;
import org.careloop.run.settings.RaterSettings;

/**
 * Rates a corpus: one thread reads and writes, others score a chunk each. Chunks are written in the order in which they were read, and
 * where they begin does not depend on the threads, so that the rows are the same whatever their number, and after any end; a score may differ in its last digits where another number of processors adds it up.
 * As many chunks as there are threads, and one, are in memory.
 */
record RateStream(RateFolder folder, RaterSettings.Rating settings, int threads) {
    /** Chunks between two kept places. */
    private static final int KEEP_EVERY = 16;

    /** @param tokensPerSecond of this process */
    record Ended(RatedCounts counts, double tokensPerSecond) {}

    private record Scored(Chunk chunk, TextRater.Scored scored) {}

    Ended run(TextRater rater) throws IOException {
        List<CorpusFile> files = folder.files();
        RateFolder.Kept start = folder.kept();
        BlockingQueue<TextRater> idle = new LinkedBlockingQueue<>(List.of(rater));
        for (int i = 1; i < threads; i++) {
            idle.add(rater.twin());
        }
        try (ExecutorService workers = Executors.newFixedThreadPool(threads, this::worker);
                RatedRows rows = folder.rows(start.bytes());
                Chunks chunks = new Chunks(files, settings, start.place())) {
            try {
                return new Going(files, workers, idle, rows, start).through(chunks);
            } finally {
                workers.shutdownNow();
            }
        }
    }

    /** A thread that computes with its part of the processors. */
    private Thread worker(Runnable work) {
        int processors = Math.max(1, Runtime.getRuntime().availableProcessors() / threads);
        Thread thread = new Thread(() -> {
            Backend.threads(processors);
            work.run();
        });
        thread.setDaemon(true);
        return thread;
    }

    private final class Going {
        private final List<CorpusFile> files;
        private final ExecutorService workers;
        private final BlockingQueue<TextRater> idle;
        private final RatedRows rows;
        private final RateFolder.Kept start;
        private final Progress progress = Progress.of("rating");
        private final Deque<Future<Scored>> waiting = new ArrayDeque<>();
        private final long began = System.nanoTime();
        private final long[] before; // bytes of the files before each
        private RatedCounts counts;
        private Chunk.Place place;
        private int unkept;

        Going(
                List<CorpusFile> files,
                ExecutorService workers,
                BlockingQueue<TextRater> idle,
                RatedRows rows,
                RateFolder.Kept start)
                throws IOException {
            this.files = files;
            this.workers = workers;
            this.idle = idle;
            this.rows = rows;
            this.start = start;
            before = new long[files.size() + 1];
            for (int i = 0; i < files.size(); i++) {
                before[i + 1] = before[i] + new TextFile(files.get(i).path()).likelySize();
            }
            counts = start.counts();
            place = start.place();
        }

        Ended through(Chunks chunks) throws IOException {
            long tokens = counts.tokens();
            for (Optional<Chunk> next = chunks.next(); next.isPresent(); next = chunks.next()) {
                Chunk chunk = next.get();
                waiting.add(workers.submit(() -> scored(chunk)));
                if (waiting.size() > threads) {
                    write(waiting.remove());
                }
            }
            while (!waiting.isEmpty()) {
                write(waiting.remove());
            }
            keep();
            double seconds = (System.nanoTime() - began) / 1e9;
            return new Ended(counts, (counts.tokens() - tokens) / seconds);
        }

        private Scored scored(Chunk chunk) throws InterruptedException {
            TextRater rater = idle.take();
            try {
                return new Scored(
                        chunk,
                        rater.score(chunk.texts().stream().map(Document::text).toList(), settings.batchTokens()));
            } finally {
                idle.add(rater);
            }
        }

        private void write(Future<Scored> future) throws IOException {
            Scored done = result(future);
            counts = counts.passedOver(done.chunk.blank(), done.chunk.unreadable())
                    .read(done.scored.tokens(), done.scored.cut());
            List<Document> texts = done.chunk.texts();
            for (int i = 0; i < texts.size(); i++) {
                double score = done.scored.scores()[i];
                QualityRow row = QualityRow.of(texts.get(i), score);
                rows.write(row.json());
                counts = counts.rated(score, row.groups());
            }
            place = done.chunk.end();
            unkept++;
            if (unkept == KEEP_EVERY) {
                keep();
            }
            progress.at(before[place.file()] + place.start(), before[files.size()], "");
        }

        private void keep() throws IOException {
            folder.keep(new RateFolder.Kept(place, rows.keep(), counts));
            unkept = 0;
        }

        private static Scored result(Future<Scored> future) {
            try {
                return future.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException own) {
                    throw own;
                }
                throw new IllegalStateException("a text could not be scored", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while texts are scored", e);
            }
        }
    }
}
