package org.careloop.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.web.study.StudyDesign;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TranslationsTest {
    private static final Path SOURCES = Path.of(System.getProperty("careloop.root"), "webapp/src/main/java");
    private static final Pattern LITERAL = Pattern.compile("\"(\\.?[a-z][A-Za-z0-9-]*(?:\\.[A-Za-z0-9_-]*)*)\"");

    private final Properties english = load("translations.properties");

    @ParameterizedTest
    @EnumSource
    void everyLanguageHasTheSameKeys(Language language) {
        assertThat(keys(texts(language))).isEqualTo(keys(english));
    }

    @ParameterizedTest
    @EnumSource
    void everyLanguageFillsTheSameBlanks(Language language) {
        Properties texts = texts(language);
        for (String key : keys(english)) {
            assertThat(blanks(texts, key)).as(key).isEqualTo(blanks(english, key));
        }
    }

    /** Counts are given as numbers, so that a text groups their digits and one thing is not many. */
    @Test
    void aTextCountsOneThingAsOne() {
        MessageFormat plan = new MessageFormat(english.getProperty("plan.votes"), Language.ENGLISH.locale());
        assertThat(plan.format(new Object[] {1L, 1L, 1L})).isEqualTo("Used: 1 vote of 1 person on 1 comparison");
        assertThat(plan.format(new Object[] {12_345L, 3L, 4_000L}))
                .isEqualTo("Used: 12,345 votes of 3 people on 4,000 comparisons");
    }

    @Test
    void theSwitchGoesRoundAllLanguages() {
        assertThat(Language.ENGLISH.next()).isEqualTo(Language.CHINESE);
        assertThat(Language.CHINESE.next()).isEqualTo(Language.ENGLISH);
    }

    /** A key is used where it stands in the sources, or its beginning up to a dot, or its end from a dot. */
    @Test
    void everyKeyIsUsed() throws IOException {
        Set<String> literals = literals();
        List<String> unused = keys(english).stream()
                .filter(key -> !literals.contains(key))
                .filter(key -> literals.stream().noneMatch(part -> part.endsWith(".") && key.startsWith(part)))
                .filter(key -> literals.stream().noneMatch(part -> part.startsWith(".") && key.endsWith(part)))
                .toList();
        assertThat(unused).isEmpty();
    }

    @Test
    void everyKeyThatIsAskedForExists() throws IOException {
        Pattern asked = Pattern.compile("(?:getTranslation|translate)\\(\\s*\"([^\"]+[^.\"])\"");
        Set<String> missing = new TreeSet<>();
        for (String source : sources()) {
            asked.matcher(source).results().map(found -> found.group(1)).forEach(missing::add);
        }
        missing.removeAll(keys(english));
        assertThat(missing).isEmpty();
    }

    /** A design's history names what changed by the names of its fields. */
    @Test
    void everyFieldOfADesignHasAName() {
        assertThat(keys(english))
                .containsAll(Stream.of(StudyDesign.class.getRecordComponents())
                        .map(field -> "design.field." + field.getName())
                        .toList());
    }

    private static Set<String> blanks(Properties texts, String key) {
        String text = texts.getProperty(key);
        return Pattern.compile("\\{(\\d)")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @EnumSource
    void everyTextIsAPatternThatCanBeFilled(Language language) {
        Properties texts = texts(language);
        for (String key : keys(texts)) {
            if (texts.getProperty(key).contains("{")) {
                assertThat(new MessageFormat(texts.getProperty(key)).format(new Object[] {1, 2, 3, 4, 5, 6}))
                        .as(key)
                        .doesNotContain("{");
            }
        }
    }

    /** Only a text with blanks is a pattern, in which an apostrophe is written twice. */
    @ParameterizedTest
    @EnumSource
    void anApostropheIsWrittenTwiceWhereThereAreBlanksAndOnceElsewhere(Language language) {
        Properties texts = texts(language);
        assertThat(keys(texts)).noneMatch(key -> {
            String text = texts.getProperty(key);
            return blanks(texts, key).isEmpty()
                    ? text.contains("''")
                    : text.replace("''", "").contains("'");
        });
    }

    private static Set<String> literals() throws IOException {
        return sources().stream()
                .flatMap(source -> LITERAL.matcher(source).results().map(found -> found.group(1)))
                .collect(Collectors.toSet());
    }

    private static Collection<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(TranslationsTest::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> keys(Properties texts) {
        return new TreeSet<>(texts.stringPropertyNames());
    }

    private Properties texts(Language language) {
        return language == Language.ENGLISH
                ? english
                : load("translations_%s.properties".formatted(language.locale().getLanguage()));
    }

    private static Properties load(String name) {
        Properties texts = new Properties();
        try (InputStream in = TranslationsTest.class.getResourceAsStream("/vaadin-i18n/" + name)) {
            texts.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
