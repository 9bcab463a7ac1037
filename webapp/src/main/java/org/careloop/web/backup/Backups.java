package org.careloop.web.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.careloop.web.audit.AuditEvent;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.audit.AuditTrail;
import org.careloop.web.checkpoint.DataFolders;
import org.careloop.web.checkpoint.WeightFiles;
import org.careloop.web.database.LongWork;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes backups while people and trainers work. The database is read first, as one moment; the files that it names are written before
 * it hears of them and are never taken away, so that they are there when they are read after it. It checks no role, because
 * whoever runs the command can open the database anyway.
 */
@Component
public class Backups {
    private final DatabaseCopy database;
    private final DataFolders folders;
    private final AuditTrail trail;
    private final AuditLog audit;
    private final TransactionTemplate moment;
    private final Clock clock;

    Backups(
            DatabaseCopy database,
            DataFolders folders,
            AuditTrail trail,
            AuditLog audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.database = database;
        this.folders = folders;
        this.trail = trail;
        this.audit = audit;
        this.moment = LongWork.in(transaction);
        this.moment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.moment.setReadOnly(true);
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param folder of backups
     * @param passphrase empty for one that everybody can open who has the file
     * @param baseModels whether registered models outside the data directory come along
     * @param keep how many backups stay in the folder; 0 for all
     */
    public record Order(Path folder, Optional<Passphrase> passphrase, boolean baseModels, int keep) {}

    /**
     * A backup that was written.
     *
     * @param removed names of older backups that were deleted
     */
    public record Made(Path file, long bytes, Manifest manifest, List<String> removed) {}

    /**
     * Writes a backup. It appears under its name when it is complete; nothing is left of one that is not.
     *
     * @throws org.careloop.run.BadInput when the folder is none
     */
    public Made make(Order order, Pace pace) throws IOException {
        BackupFolder backups = BackupFolder.at(order.folder());
        Path file = backups.fresh(clock.instant(), order.passphrase().isPresent());
        audit.record(
                "backup.make",
                String.valueOf(file.getFileName()),
                Map.of("sealed", order.passphrase().isPresent(), "baseModels", order.baseModels()));
        Manifest manifest;
        long bytes;
        try (PartFile part = new PartFile(file)) {
            manifest = written(part, order, pace);
            bytes = part.bytes();
            part.complete();
        } catch (IOException e) {
            throw "No space left on device".equals(e.getMessage())
                    ? new FileSystemException(backups.path().toString(), null, e.getMessage())
                    : e;
        }
        // Where something is missing, an older one may be what is needed.
        boolean clears = order.keep() > 0 && manifest.isWhole();
        return new Made(file, bytes, manifest, clears ? backups.keep(order.keep()) : List.of());
    }

    private Manifest written(PartFile part, Order order, Pace pace) throws IOException {
        OutputStream out = order.passphrase().isPresent()
                ? new SealedOutput(part.out(), order.passphrase().get(), SealHeader.fresh())
                : part.out();
        try (BackupWriter writer = new BackupWriter(out)) {
            Instant begun = clock.instant().truncatedTo(ChronoUnit.MICROS);
            pace.at(0, 1, "the database");
            Content content = inOneMoment(writer);
            Artifacts artifacts = new Artifacts(folders, content.runs(), content.models(), order.baseModels());
            FolderCopy copy = new FolderCopy(writer, artifacts, pace);
            copy.copyAll();
            List<String> problems = new ArrayList<>(copy.gone());
            artifacts.models().forEach(model -> compare(model, copy.files()).ifPresent(problems::add));
            Manifest manifest = new Manifest(
                    Manifest.FORMAT,
                    content.schema(),
                    begun,
                    content.tables(),
                    content.sequences(),
                    artifacts.runs(),
                    artifacts.models(),
                    content.heads(),
                    copy.files(),
                    problems);
            writer.finish(manifest);
            pace.at(1, 1, "done");
            return manifest;
        }
    }

    private record Content(
            int schema,
            List<Manifest.Table> tables,
            List<Manifest.Sequence> sequences,
            List<DatabaseCopy.Named> runs,
            List<DatabaseCopy.Named> models,
            Map<String, Manifest.Head> heads) {}

    private Content inOneMoment(BackupWriter writer) throws IOException {
        try {
            return Objects.requireNonNull(moment.execute(status -> {
                try {
                    return content(writer);
                } catch (IOException e) {
                    throw new DatabaseCopy.BrokenOff(e);
                }
            }));
        } catch (DatabaseCopy.BrokenOff e) {
            throw e.why();
        }
    }

    private Content content(BackupWriter writer) throws IOException {
        List<Manifest.Table> tables = new ArrayList<>();
        for (DatabaseCopy.Columns table : database.tables()) {
            long[] rows = new long[1];
            BackupWriter.Written written = writer.entry(
                    "database/" + table.table() + ".copy", false, out -> rows[0] = database.copy(table, out));
            tables.add(new Manifest.Table(table.table(), table.names(), rows[0], written.bytes(), written.sha256()));
        }
        Map<String, Manifest.Head> heads = new HashMap<>();
        for (AuditEvent last : trail.lasts()) {
            heads.put(last.chain(), new Manifest.Head(last.seq(), last.hash()));
        }
        return new Content(database.schema(), tables, database.sequences(), database.runs(), database.models(), heads);
    }

    /** Whether the weights that were copied are those that were registered. */
    private static Optional<String> compare(Manifest.Model model, List<Manifest.StoredFile> files) {
        String place = model.place();
        if (place == null || model.sha256().isEmpty()) {
            return Optional.empty();
        }
        SortedMap<Path, String> sums = new TreeMap<>();
        for (Manifest.StoredFile file : files) {
            Path path = Path.of(file.path());
            if (Path.of(place).equals(path.getParent()) && WeightFiles.isOne(path)) {
                sums.put(path, file.sha256());
            }
        }
        if (sums.isEmpty()) {
            return Optional.of("model \"%s\": its weights are not there (%s)".formatted(model.name(), place));
        }
        String sum = WeightFiles.sha256(sums);
        return sum.equals(model.sha256())
                ? Optional.empty()
                : Optional.of("model \"%s\": its weights have SHA-256 %s; expected %s, as they were registered"
                        .formatted(model.name(), sum, model.sha256()));
    }
}
