package org.careloop.web.shell;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Instant;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.run.Prompt;
import org.careloop.run.RunStatus;
import org.careloop.run.settings.PpoSettings;
import org.careloop.run.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JacksonException;

/** What a screen may show has a code, and the code has words in every language. */
class CodedProblemsTest {
    private static final Path ROOT = Path.of(System.getProperty("careloop.root"));

    /** Their messages are said on a terminal alone. */
    private static final String[] WITHOUT_SCREEN = {
        "org.careloop.web.backup..",
        "org.careloop.web.command..",
        "org.careloop.web.database..",
        "org.careloop.web.demo..",
        "org.careloop.web.metrics..",
        "org.careloop.web.provider..",
        "org.careloop.web.start..",
        "org.careloop.web.tls.."
    };

    private static final Pattern CODE =
            Pattern.compile("(?:coded|Phrase\\s*\\.(?:of|filled)|TemplateException\\s*\\.(?:of|at))"
                    + "\\(\\s*(?:[\\w.()]+,\\s*)?\"([a-z][a-z-]*(?:\\.[a-z0-9-]+)*)\",");

    @Test
    void whatAScreenMayShowHasACode() {
        noClasses()
                .that()
                .resideOutsideOfPackages(WITHOUT_SCREEN)
                .should()
                .callConstructor(BadInput.class, String.class)
                .orShould()
                .callConstructor(BadInput.class, String.class, Throwable.class)
                .orShould()
                .callMethod(BadInput.class, "in", Path.class, String.class)
                .orShould()
                .callMethod(BadInput.class, "at", Path.class, long.class, String.class)
                .because("a screen finds the words of BadInput.coded in its own language")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.careloop.web"));
    }

    @Test
    void everyCodeHasWords() throws IOException {
        Set<String> codes = CODE.matcher(sources())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(codes).hasSizeGreaterThan(300);
        codes.removeAll(translated());

        assertThat(codes).isEmpty();
    }

    @Test
    void allWordsAreOfACode() throws IOException {
        String sources = sources();

        assertThat(translated()).allSatisfy(code -> assertThat(sources).contains("\"" + code + "\""));
    }

    /** The phrase inside the phrase, too: file and line, then the field, then what was given and what was expected. */
    @Test
    void aProblemOfARowIsWhollyInTheLanguageOfTheScreen() {
        String row = "{\"id\":\"1\",\"prompt\":7}";
        Phrase problem = BadInput.atLine("rows.jsonl", 1, thrown(row));

        assertThat(said(Language.ENGLISH, problem))
                .isEqualTo("rows.jsonl, line 1: field \"prompt\": a number was given; expected a list of messages with"
                        + " role and content")
                .isEqualTo(problem.english());
        assertThat(said(Language.CHINESE, problem))
                .isEqualTo("rows.jsonl 第 1 行：字段“prompt”：给的是数字，应为消息列表，每条带 role 和 content");
    }

    /** As a trainer writes it in its own process and the page of the run reads it. */
    @Test
    void whyARunFailedIsSaidInTheLanguageOfTheScreen() {
        Phrase error = Phrase.of(
                "run.failed",
                "…",
                BadInput.inFile("model", Phrase.of("run.claimed", "…", "process 7")),
                Phrase.of("run.kept", "…", 4));
        RunStatus status = read(Json.MAPPER.writeValueAsString(new RunStatus(
                RunStatus.Phase.FAILED,
                4,
                9,
                null,
                Phrase.of("device.cpu", "one thread", "2.10.0", "AVX512", "MKL", 1),
                error,
                Instant.EPOCH)));

        assertThat(said(Language.CHINESE, status.errorWords().orElseThrow()))
                .isEqualTo("model：process 7 已经在执行这次训练（第 4 步之后的状态已保存，重新开始就会从那里接着训练）");
        assertThat(said(Language.ENGLISH, status.deviceWords().orElseThrow()))
                .isEqualTo("Processor (AVX512), 1 thread, libtorch 2.10.0, products by MKL");
        assertThat(status.device()).isEqualTo("one thread");
    }

    @Test
    void theStatusOfAnEarlierVersionIsSaidAsItStands() {
        RunStatus status = read("{\"phase\":\"FAILED\",\"step\":4,\"of\":9,\"device\":\"CPU\",\"error\":\"no"
                + " memory\",\"updatedAt\":\"2026-01-01T00:00:00Z\"}");

        assertThat(said(Language.CHINESE, status.errorWords().orElseThrow())).isEqualTo("no memory");
        assertThat(said(Language.CHINESE, status.deviceWords().orElseThrow())).isEqualTo("CPU");
    }

    private static RunStatus read(String json) {
        return Json.MAPPER.readValue(json, RunStatus.class);
    }

    @Test
    void aSettingThatDoesNotFitIsWhollyInTheLanguageOfTheScreen() {
        assertThat(said(Language.CHINESE, refused("iterations", -1)))
                .isEqualTo("设置“iterations”是 -1；应为整数，不小于 1：请修改，或留空用默认值 100");
        assertThat(said(Language.CHINESE, refused("iteration", 1)))
                .startsWith("没有“iteration”这项设置；可用的有 [")
                .endsWith("；是不是想写“iterations”？");
    }

    @ParameterizedTest
    @EnumSource
    void noWordsNameThisProgram(Language language) throws IOException {
        Properties texts = texts(language);
        for (String code : translated()) {
            assertThat(texts.getProperty("problem." + code))
                    .as(code)
                    .doesNotContain("java.", "org.careloop", "JsonToken", "Feature", "Exception");
        }
    }

    private static Phrase refused(String setting, Object value) {
        try {
            Settings.apply(PpoSettings.class, java.util.Map.of(setting, value));
        } catch (BadInput e) {
            return e.phrase();
        }
        throw new AssertionError("%s=%s was taken".formatted(setting, value));
    }

    private static Phrase thrown(String row) {
        try {
            Json.MAPPER.readValue(row, Prompt.class);
        } catch (JacksonException e) {
            return Json.problem(e);
        }
        throw new AssertionError(row + " was read");
    }

    private static String said(Language language, Phrase phrase) {
        return Problem.words(phrase, language.locale(), (key, given) -> {
            String text = Objects.requireNonNull(texts(language).getProperty(key), key);
            return given.length == 0 ? text : new MessageFormat(text, language.locale()).format(given);
        });
    }

    private static Set<String> translated() {
        return texts(Language.ENGLISH).stringPropertyNames().stream()
                .filter(key -> key.startsWith("problem."))
                .map(key -> key.substring("problem.".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties texts(Language language) {
        String ending =
                language == Language.ENGLISH ? "" : "_" + language.locale().getLanguage();
        Properties texts = new Properties();
        try (InputStream in = CodedProblemsTest.class.getResourceAsStream(
                "/vaadin-i18n/translations%s.properties".formatted(ending))) {
            texts.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /** The sources of what screens show. */
    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String module : new String[] {"webapp", "run-protocol", "language-model", "reward-model", "ppo-trainer"}) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    all.append(Files.readString(file));
                }
            }
        }
        return all.toString();
    }
}
