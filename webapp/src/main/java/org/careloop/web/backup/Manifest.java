package org.careloop.web.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.careloop.run.BadInput;
import org.jspecify.annotations.Nullable;

/**
 * What a backup holds: its last entry, {@code manifest.json}.
 *
 * @param format of the backup; {@link #FORMAT} is the only one yet
 * @param schema the number of the last migration that the database had
 * @param begunAt everything that was acknowledged before is in the backup
 * @param heads the last link of every chain of the audit trail, by the chain's name
 * @param problems what the database names and was not found as it should be, in words; empty in a whole backup
 */
public record Manifest(
        int format,
        int schema,
        Instant begunAt,
        List<Table> tables,
        List<Sequence> sequences,
        List<String> runs,
        List<Model> models,
        Map<String, Head> heads,
        List<StoredFile> files,
        List<String> problems) {
    static final int FORMAT = 1;
    static final String NAME = "manifest.json";

    /** A table in PostgreSQL's own text format of {@code copy}. */
    public record Table(String name, List<String> columns, long rows, long bytes, String sha256) {
        public Table {
            required("tables.name", name);
            columns = List.copyOf(required("tables.columns", columns));
            required("tables.sha256", sha256);
        }

        String entry() {
            return "database/" + name + ".copy";
        }
    }

    /**
     * Where numbers go on.
     *
     * @param last the value it gave last; null when it gave none yet
     */
    public record Sequence(String name, @Nullable Long last) {
        public Sequence {
            required("sequences.name", name);
        }
    }

    /**
     * A checkpoint that the database names.
     *
     * @param place its folder in the data directory after a restore; null where its files were left out
     * @param sha256 of its weights
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Model(String id, String name, @Nullable String place, String sha256) {
        public Model {
            required("models.id", id);
            required("models.name", name);
            required("models.sha256", sha256);
        }
    }

    /** The last link of a chain. */
    public record Head(long seq, String hash) {
        public Head {
            required("heads.hash", hash);
        }
    }

    /**
     * A file of the data directory.
     *
     * @param path from the data directory, with {@code /}
     */
    public record StoredFile(String path, long bytes, Instant modified, String sha256) {
        private static final String PREFIX = "files/";

        public StoredFile {
            required("files.path", path);
            required("files.modified", modified);
            required("files.sha256", sha256);
        }

        String entry() {
            return PREFIX + path;
        }
    }

    public Manifest {
        required("begunAt", begunAt);
        tables = List.copyOf(required("tables", tables));
        sequences = List.copyOf(required("sequences", sequences));
        runs = List.copyOf(required("runs", runs));
        models = List.copyOf(required("models", models));
        heads = Map.copyOf(required("heads", heads));
        files = List.copyOf(required("files", files));
        problems = List.copyOf(required("problems", problems));
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new BadInput("field \"%s\" is missing".formatted(field));
        }
        return value;
    }

    public boolean isWhole() {
        return problems.isEmpty();
    }

    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }

    /** Bytes of all tables and files, as they are without compression. */
    public long bytes() {
        return tables.stream().mapToLong(Table::bytes).sum()
                + files.stream().mapToLong(StoredFile::bytes).sum();
    }

    /** The main chain's last link; empty text where nothing was recorded yet. */
    public String head() {
        Head main = heads.get("main");
        return Objects.requireNonNullElse(main, new Head(0, "")).hash();
    }
}
