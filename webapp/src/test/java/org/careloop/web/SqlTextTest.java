package org.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.run.AdjudicationStage;
import org.careloop.web.study.SlotPurpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the compiler cannot see of the SQL in the sources. */
class SqlTextTest {
    private static final Path SOURCES = Path.of("src/main/java");

    @ParameterizedTest
    @CsvSource({"slot, SlotWriter", "judgement, JudgementWriter"})
    void aTableHasOneWriter(String table, String writer) throws IOException {
        Pattern write = Pattern.compile("(insert\\s+into|update|delete\\s+from)\\s+%s\\b".formatted(table));

        Set<String> writers = sources().entrySet().stream()
                .filter(source -> write.matcher(source.getValue()).find())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());

        assertThat(writers).containsExactly(writer + ".java");
    }

    @Test
    void statementsNamePurposesThatThereAre() throws IOException {
        assertThat(compared("purpose")).isEqualTo(names(SlotPurpose.values()));
    }

    @Test
    void statementsNameStagesThatThereAre() throws IOException {
        assertThat(names(AdjudicationStage.values())).containsAll(compared("stage"));
    }

    /** A value bound by its place, or as a moment of the driver's own, would be a second way to do the same. */
    @Test
    void statementsAreGivenTheirValuesByName() throws IOException {
        List<String> otherwise = sources().entrySet().stream()
                .filter(source -> source.getValue().contains("org.springframework.jdbc"))
                .filter(source -> Pattern.compile(
                                "java\\.sql\\.Timestamp|\\.param\\((?!\\s*\")|\\.params\\((?![\\w.]*[vV]alues)")
                        .matcher(source.getValue())
                        .find())
                .map(Map.Entry::getKey)
                .toList();

        assertThat(otherwise).isEmpty();
    }

    /** The literals that a column of this name is compared with. */
    private static Set<String> compared(String column) throws IOException {
        Pattern comparison =
                Pattern.compile("\\b%s\\s+(?:=|<>|in|when)\\s+\\(?('\\w+'(?:,\\s*'\\w+')*)".formatted(column));
        Set<String> literals = new HashSet<>();
        for (String source : sources().values()) {
            comparison
                    .matcher(source)
                    .results()
                    .flatMap(found -> Arrays.stream(found.group(1).split(",\\s*")))
                    .map(quoted -> quoted.substring(1, quoted.length() - 1))
                    .forEach(literals::add);
        }
        return literals;
    }

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toSet());
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return sources;
    }
}
