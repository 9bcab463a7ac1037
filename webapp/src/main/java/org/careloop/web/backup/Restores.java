package org.careloop.web.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.audit.AuditTrail;
import org.careloop.web.audit.Verification;
import org.careloop.web.signature.SignatureService;
import org.careloop.web.study.StudyId;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Brings a backup into an empty database, and checks what came of it. It checks no role, because whoever runs the command can
 * open the database anyway.
 */
@Component
public class Restores {
    private final DatabaseCopy database;
    private final DatabaseLoad load;
    private final ObjectProvider<Flyway> flyway;
    private final AuditTrail trail;
    private final AuditLog audit;
    private final ObjectProvider<SignatureService> signatures;

    Restores(
            DatabaseCopy database,
            DatabaseLoad load,
            ObjectProvider<Flyway> flyway,
            AuditTrail trail,
            AuditLog audit,
            ObjectProvider<SignatureService> signatures) {
        this.database = database;
        this.load = load;
        this.flyway = flyway;
        this.trail = trail;
        this.audit = audit;
        this.signatures = signatures;
    }

    /**
     * One thing that was compared.
     *
     * @param same whether it is as the backup has it; what is not is no restore
     */
    public record Check(String what, String expected, String found, boolean same) {
        static Check of(String what, Object expected, Object found) {
            return new Check(what, String.valueOf(expected), String.valueOf(found), expected.equals(found));
        }
    }

    /**
     * Insists that nothing is in the database yet.
     *
     * @throws BadInput naming a table that holds something, or a schema that the backup is older than
     */
    public void requireEmpty(Manifest manifest) {
        database.occupied().forEach(table -> {
            throw new BadInput(
                    "the database holds something in table \"%s\" already; a restore changes nothing that is there: name an empty database"
                            .formatted(table));
        });
        int schema = database.schema();
        if (schema > manifest.schema()) {
            throw new BadInput("the database has schema %d already, and the backup %d; name an empty database"
                    .formatted(schema, manifest.schema()));
        }
    }

    /** Fills a database that has the schema of the backup. */
    public Check load(Manifest manifest, BackupReader backup) throws IOException {
        requireTables(manifest);
        Map<String, Manifest.Table> tables = new HashMap<>();
        manifest.tables().forEach(table -> tables.put(table.entry(), table));
        Map<String, Long> rows = load.load(
                flyway.getObject(),
                manifest,
                sink -> backup.readAgain(manifest, (entry, content) -> {
                    Manifest.Table table = tables.get(entry);
                    if (table != null) {
                        sink.take(table, content);
                    }
                    return table != null;
                }));
        Map<String, Long> expected =
                manifest.tables().stream().collect(Collectors.toMap(Manifest.Table::name, Manifest.Table::rows));
        return new Check(
                "rows of %d tables".formatted(expected.size()),
                String.valueOf(manifest.rows()),
                String.valueOf(rows.values().stream().mapToLong(Long::longValue).sum()),
                rows.equals(expected));
    }

    private void requireTables(Manifest manifest) {
        TreeSet<String> there = new TreeSet<>();
        database.tables().forEach(table -> there.add(table.table()));
        TreeSet<String> named = new TreeSet<>();
        manifest.tables().forEach(table -> named.add(table.name()));
        if (!there.equals(named)) {
            throw new BadInput("the backup has the tables %s; expected those of schema %d: %s"
                    .formatted(named, manifest.schema(), there));
        }
    }

    /** Compares files and audit trail with the backup, and records that it was restored. */
    public List<Check> compare(Manifest manifest, RestoreFolder folder, String name) throws IOException {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.of("files with their SHA-256", (long) manifest.files().size(), folder.same(manifest)));
        Map<String, Manifest.Head> heads = new HashMap<>();
        trail.lasts().forEach(last -> heads.put(last.chain(), new Manifest.Head(last.seq(), last.hash())));
        checks.add(new Check(
                "ends of %d chains of the audit trail"
                        .formatted(manifest.heads().size()),
                shortened(manifest.head()),
                shortened(heads.getOrDefault("main", new Manifest.Head(0, "")).hash()),
                heads.equals(manifest.heads())));
        audit.record(
                "backup.restore", name, Map.of("begunAt", manifest.begunAt().toString()));
        return checks;
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(12, hash.length()));
    }

    /** Whether what was restored was sound when the backup was made: every hash of the trail, and every signature. */
    public List<Check> examine() throws IOException {
        List<Check> checks = new ArrayList<>();
        Verification found = trail.verify();
        checks.add(new Check(
                "links of the audit trail",
                "intact",
                found.firstBreak()
                        .map(first -> "broken at link %d of chain %s".formatted(first.seq(), first.chain()))
                        .orElse("%d intact".formatted(found.links())),
                found.isIntact()));
        List<UUID> signed = database.signed();
        long hold = 0;
        for (UUID study : signed) {
            hold += signatures.getObject().check(new StudyId(study)).holds() ? 1 : 0;
        }
        checks.add(Check.of("signatures of studies", (long) signed.size(), hold));
        return checks;
    }
}
