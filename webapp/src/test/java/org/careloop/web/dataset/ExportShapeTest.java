package org.careloop.web.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.jerolba.carpet.CarpetReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.Vote;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What a file holds, what its dictionary says, and the record that a row is made of name the same fields. */
class ExportShapeTest extends DatasetTest {
    private static final String ROWS = """
            {"id":"everything","prompt":[{"role":"user","content":"q"}],"a":"r0","b":"r1","responses":["r0","r1","r2"],"models":["m0",null,"m2"],"language":"en","tags":["t"],"specialty":"cardiology","votes":[{"annotator":"imported:one","verdict":"A","strength":2,"weight":0.5,"ranking":[1,2,3],"rationale":"why","criteria":{"safety":{"verdict":"A"}},"flags":[{"response":1,"kind":"UNSAFE","quote":"r1","start":0}],"corrections":{"0":"better"},"active_ms":31000}]}
            {"id":"tied","prompt":[{"role":"user","content":"q"}],"a":"x","b":"y","votes":[{"annotator":"imported:one","verdict":"SAME"}]}
            {"id":"known","prompt":[{"role":"user","content":"q"}],"a":"x","b":"y","votes":[],"gold":{"verdict":"A"}}
            {"id":"native","prompt":[{"role":"user","content":"q"}],"a":"x","b":"y","votes":[]}
            {"id":"twice","prompt":[{"role":"user","content":"q"},{"role":"user","content":"are you there?"}],"a":"x","b":"y","votes":[{"annotator":"imported:one","verdict":"A"}]}
            """;

    private Study study;

    @BeforeEach
    void fillEveryField() throws IOException {
        study = newStudy(1);
        importFile(study, write("rows.jsonl", ROWS));
        reviseNatively();
        jdbc.sql("""
                        insert into adjudication (id, study_id, comparison_id, stage, adjudicator, verdict, rationale,
                                                  a_on_left, cause, decided_at)
                        select gen_random_uuid(), c.study_id, c.id, 'DECISION', p.id, 'B', 'why', true, 'DIVIDED', now()
                        from comparison c, person p
                        where c.study_id = ? and c.external_id = 'tied' and p.login = 'imported:one'""").param(study.id().value()).update();
    }

    private void reviseNatively() {
        jdbc.sql("""
                        insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, ranking,
                                               rationale, criteria, flags, corrections, reason, note, a_on_left, active_ms,
                                               created_at)
                        select gen_random_uuid(), gen_random_uuid(), c.id, 1, p.id, n, 'A', null, 'why',
                               '{"safety":{"verdict":"A"}}', '[{"kind":"UNSAFE","response":0,"quote":"x","start":0}]',
                               '{"1":"better"}', case when n > 1 then 'SLIP' end, 'oh', true, 1, now()
                        from comparison c, person p, generate_series(1, 3) as n
                        where c.study_id = ? and c.external_id = 'native' and p.login = 'imported:one'""").param(study.id().value()).update();
    }

    @ParameterizedTest
    @EnumSource(value = ExportFormat.class, names = "RATINGS", mode = EnumSource.Mode.EXCLUDE)
    void theDictionaryNamesWhatEveryFileHoldsAndNothingElse(ExportFormat format) throws IOException {
        Path unpacked = unpack(format);
        String dictionary = Files.readString(unpacked.resolve(FolderNotes.DICTIONARY));
        for (ExportPart part : format.parts()) {
            assertThat(names(part.columns()))
                    .as(part.fileName())
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(fields(unpacked.resolve(part.fileName())));
            String table = dictionary.substring(dictionary.indexOf("## " + part.fileName() + "\n"));
            assertThat(names(part.columns()))
                    .allSatisfy(name -> assertThat(table).contains("\n| " + name + " |"));
        }
    }

    /** The database writes our own rows by itself, so that no compiler compares them with the records that read them. */
    @Test
    void ourOwnRowsHoldEveryComponentOfTheirRecords() throws IOException {
        Set<String> components = new LinkedHashSet<>(components(Comparison.class, ""));
        components.remove("votes");
        components.addAll(components(Vote.class, "votes[]."));
        components.add("format_version");
        assertThat(fields(unpack(ExportFormat.COMPARISONS).resolve("comparisons.jsonl")))
                .containsExactlyInAnyOrderElementsOf(components)
                .hasSize(28);
    }

    /** The database writes rows by itself; what a record makes of them and writes again are the same fields and values. */
    @Test
    void aRowIsTheSameWhetherTheDatabaseOrARecordWritesIt() throws IOException {
        for (String line : Files.readAllLines(unpack(ExportFormat.COMPARISONS).resolve("comparisons.jsonl"))) {
            Comparison read = Json.MAPPER.readValue(line, Comparison.class);
            JsonNode again = Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(read));
            assertThat(withoutMoments(again)).isEqualTo(withoutMoments(Json.MAPPER.readTree(line)));
        }
    }

    /** A moment has six places in a file, so that all are of one length; a record writes as many as it needs. */
    private static String withoutMoments(JsonNode row) {
        return row.toString()
                .replaceAll("\"20[0-9-]+T[0-9:.]+Z\"", "\"moment\"")
                .transform(ExportShapeTest::sorted);
    }

    private static String sorted(String json) {
        return Json.MAPPER.writeValueAsString(Json.MAPPER.readValue(json, Map.class));
    }

    @ParameterizedTest
    @EnumSource(value = ExportFormat.class, names = "RATINGS", mode = EnumSource.Mode.EXCLUDE)
    void whateverStandsInAPlaceOfARowHasTheSameFieldsInEveryRow(ExportFormat format) throws IOException {
        Path unpacked = unpack(format);
        for (ExportPart part : format.parts()) {
            if (!part.isTable()) {
                Map<String, Set<String>> shapes = new TreeMap<>();
                for (String line : Files.readAllLines(unpacked.resolve(part.fileName()))) {
                    shape(shapes, "", Json.MAPPER.readTree(line));
                }
                assertThat(shapes)
                        .containsKey("")
                        .allSatisfy((place, fields) -> assertThat(fields)
                                .as(part.fileName() + " " + place)
                                .hasSize(1));
            }
        }
    }

    private static void shape(Map<String, Set<String>> shapes, String place, JsonNode node) {
        if (node.isObject()) {
            String fields = new TreeSet<>(node.propertyNames()).toString();
            shapes.computeIfAbsent(place, any -> new TreeSet<>()).add(fields);
            node.properties().forEach(field -> shape(shapes, place + "." + field.getKey(), field.getValue()));
        } else if (node.isArray()) {
            node.forEach(each -> shape(shapes, place + "[]", each));
        }
    }

    @Test
    void aTableHasAColumnForEveryComponentOfItsRow() {
        assertThat(VoteRow.COLUMNS).hasSameSizeAs(VoteRow.class.getRecordComponents());
        assertThat(names(VoteRow.COLUMNS)).startsWith("id", "language").contains("active_ms", "judged_at");
    }

    private Path unpack(ExportFormat format) throws IOException {
        Path file = folder.resolve(format.label() + ".zip");
        exports.writeFile(study.id(), format, ExportFilter.ALL, file);
        Path unpacked = Files.createDirectories(folder.resolve(format.label()));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, unpacked.resolve(entry.getName()));
                }
            }
        }
        return unpacked;
    }

    private static Set<String> fields(Path file) throws IOException {
        String name = file.toString();
        Set<String> fields = new LinkedHashSet<>();
        if (name.endsWith(".parquet")) {
            Map<?, ?> row =
                    new CarpetReader<>(file.toFile(), Map.class).toList().getFirst();
            row.keySet().forEach(field -> fields.add(String.valueOf(field)));
        } else if (name.endsWith(".csv")) {
            fields.addAll(
                    List.of(Files.readAllLines(file).getFirst().substring(1).split(",")));
        } else {
            for (String line : Files.readAllLines(file)) {
                JsonNode row = Json.MAPPER.readTree(line);
                fields.addAll(row.propertyNames());
                row.path("votes")
                        .forEach(vote -> vote.propertyNames().forEach(field -> fields.add("votes[]." + field)));
            }
            fields.remove("votes");
        }
        return fields;
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }

    private static List<String> components(Class<? extends Record> type, String before) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            JsonProperty other = component.getAccessor().getAnnotation(JsonProperty.class);
            names.add(before + (other == null ? component.getName() : other.value()));
        }
        return names;
    }
}
