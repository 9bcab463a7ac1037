package org.careloop.web.dataset.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every reason for which a row or a file is refused has words on the screens; one without them would show its key. */
class RowWordsTest {
    private static final Path SOURCES =
            Path.of(System.getProperty("careloop.root"), "webapp/src/main/java/org/careloop/web/dataset");

    @Test
    void everyReasonToRefuseARowHasWords() throws IOException {
        Set<String> codes = codes("new BadRow\\(\\s*\"([^\"]+)\"");
        assertThat(codes).hasSizeGreaterThan(40);
        assertThat(words())
                .containsAll(codes.stream().map(code -> "import.row." + code).toList());
    }

    @Test
    void noWordsAreLeftOfAReasonThatIsGone() throws IOException {
        Set<String> codes = codes("new BadRow\\(\\s*\"([^\"]+)\"");
        assertThat(words().stream()
                        .filter(key -> key.startsWith("import.row."))
                        .map(key -> key.substring("import.row.".length())))
                .isSubsetOf(codes);
    }

    @Test
    void everyReasonToRefuseAFileHasWords() throws IOException {
        Set<String> codes = codes("BadInput\\.coded\\(\\s*\"([^\"]+)\"");
        assertThat(codes).contains("import.empty", "import.archive-bomb");
        assertThat(words())
                .containsAll(codes.stream().map(code -> "problem." + code).toList());
    }

    private static Set<String> codes(String pattern) throws IOException {
        Pattern code = Pattern.compile(pattern);
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                code.matcher(Files.readString(file)).results().forEach(found -> codes.add(found.group(1)));
            }
        }
        return codes;
    }

    private static Set<String> words() throws IOException {
        Properties texts = new Properties();
        try (InputStream in = RowWordsTest.class.getResourceAsStream("/vaadin-i18n/translations.properties")) {
            texts.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
        }
        return texts.stringPropertyNames();
    }
}
