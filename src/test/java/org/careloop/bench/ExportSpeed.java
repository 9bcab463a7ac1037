package org.careloop.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.io.OutputStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import javax.sql.DataSource;
import org.careloop.web.dataset.ExportFilter;
import org.careloop.web.dataset.ExportService;
import org.careloop.web.study.StudyId;
import org.postgresql.PGConnection;
import org.springframework.context.ApplicationContext;

/** Speed and memory of an export of everything as JSON Lines, compared with PostgreSQL's COPY of the same columns. */
final class ExportSpeed {
    private static final String COLUMNS = """
        select c.external_id, c.prompt, c.response_a, c.response_b, c.language, c.tags, p.login, j.verdict, j.strength,
               j.weight, j.rationale, j.criteria, j.flags, j.corrections, j.ranking, j.active_ms, j.created_at
        from comparison c
        left join counted_judgement j on j.comparison_id = c.id
        left join person p on p.id = j.annotator
        where c.study_id = '%s' order by c.position, j.ordinal\
        """;

    private final ApplicationContext context;
    private final StudyId study;
    private final AtomicLong mostAfterCollection = new AtomicLong();

    ExportSpeed(ApplicationContext context, StudyId study) {
        this.context = context;
        this.study = study;
    }

    Void run() throws Exception {
        double copy = copy();
        System.gc();
        long before = used();
        listen();
        long start = System.nanoTime();
        long bytes = export();
        double took = seconds(start);
        System.gc();
        System.out.printf(
                "export as JSON Lines: %.1f s, %d MB; live heap grew by at most %d MB; COPY of the same columns %.1f"
                        + " s: speed %.2f of it%n",
                took, bytes >> 20, (mostAfterCollection.get() - before) >> 20, copy, copy / took);
        return null;
    }

    private double copy() throws Exception {
        try (Connection connection = context.getBean(DataSource.class).getConnection()) {
            long start = System.nanoTime();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (" + COLUMNS.formatted(study) + ") to stdout", OutputStream.nullOutputStream());
            return seconds(start);
        }
    }

    private long export() throws Exception {
        Counter counter = new Counter();
        context.getBean(ExportService.class).writeLines(study, ExportFilter.ALL, counter);
        return counter.bytes;
    }

    /** Discards the output and counts its bytes. */
    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int offset, int length) {
            bytes += length;
        }
    }

    /** Memory in use after a garbage collection is live memory. */
    private void listen() {
        NotificationListener listener = (notification, handback) -> {
            if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
                long after = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                        .getGcInfo()
                        .getMemoryUsageAfterGc()
                        .values()
                        .stream()
                        .mapToLong(MemoryUsage::getUsed)
                        .sum();
                mostAfterCollection.accumulateAndGet(after, Math::max);
            }
        };
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector).addNotificationListener(listener, null, null);
        }
    }

    private static long used() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .mapToLong(pool -> pool.getCollectionUsage() == null
                        ? pool.getUsage().getUsed()
                        : pool.getCollectionUsage().getUsed())
                .sum();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
