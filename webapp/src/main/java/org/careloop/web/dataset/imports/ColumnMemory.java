package org.careloop.web.dataset.imports;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.careloop.run.Json;
import org.careloop.run.Sha256;
import org.careloop.web.dataset.files.ColumnChoice;
import org.careloop.web.dataset.files.ImportFile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/**
 * The SQL of which columns people have said to be which. What was said of a table that was imported holds for the next one
 * with the same names in its first line, in any order and of whatever study, until somebody says otherwise.
 */
@Repository
class ColumnMemory {
    private static final TypeReference<LinkedHashMap<String, String>> COLUMNS = new TypeReference<>() {};

    private final JdbcClient database;

    ColumnMemory(JdbcClient database) {
        this.database = database;
    }

    /** A file and, once it was read, what somebody chose for which tables in it. */
    record Remembering(ImportFile file, Map<List<String>, ColumnChoice> chosen) {}

    /** The file with what is remembered of its tables, where nothing is chosen for them. */
    Remembering with(ImportFile file) {
        Map<List<String>, ColumnChoice> chosen = new LinkedHashMap<>();
        return new Remembering(
                file.withColumns(header -> {
                    ColumnChoice now = file.columns().apply(header);
                    if (now.isEmpty()) {
                        return find(header);
                    }
                    chosen.put(header, now);
                    return now;
                }),
                chosen);
    }

    private ColumnChoice find(List<String> header) {
        return database.sql("select columns from column_choice where header = :header")
                .param("header", key(header))
                .query((row, number) -> new ColumnChoice(Json.MAPPER.readValue(row.getString("columns"), COLUMNS)))
                .optional()
                .orElse(ColumnChoice.NONE);
    }

    void keep(List<String> header, ColumnChoice chosen, Instant now) {
        database.sql("""
                        insert into column_choice (header, columns, chosen_at) values (:header, :columns::jsonb, :now)
                        on conflict (header) do update set columns = excluded.columns, chosen_at = excluded.chosen_at
                        """)
                .param("header", key(header))
                .param("columns", Json.MAPPER.writeValueAsString(new TreeMap<>(chosen.columns())))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The names may be many and long, so they are found by their hash. */
    private static String key(List<String> header) {
        List<String> names = header.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
        return Sha256.of(Json.MAPPER.writeValueAsString(names));
    }
}
