package org.careloop.web.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.run.CurveSpec;
import org.careloop.run.RunKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The screens have words for every kind of run and for no other. */
class RunKindWordsTest {
    private final Set<String> keys = keys();

    @ParameterizedTest
    @EnumSource
    void aKindHasAName(RunKind kind) {
        assertThat(keys).contains("run.name." + kind.label(), "kind.of.run." + kind.label());
    }

    @Test
    void whatAStudyTrainsIsOffered() {
        assertThat(below("train.method."))
                .isEqualTo(Arrays.stream(RunKind.values())
                        .filter(kind -> kind.trainsOnVotes())
                        .map(RunKind::label)
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyCurveHasATitleAndIsExplained() {
        Stream<CurveSpec> watched = Stream.of(CurveSpec.watch("", true), CurveSpec.watch("", false));
        Set<String> wanted = Stream.concat(
                        watched, Arrays.stream(RunKind.values()).flatMap(kind -> kind.curves().stream()))
                .flatMap(curve -> Stream.of(curve.words(), curve.words() + ".explained"))
                .collect(Collectors.toSet());
        wanted.add("target");
        assertThat(below("curve.")).isEqualTo(wanted);
    }

    private Set<String> below(String start) {
        return keys.stream()
                .filter(key -> key.startsWith(start))
                .map(key -> key.substring(start.length()))
                .collect(Collectors.toSet());
    }

    private static Set<String> keys() {
        Properties texts = new Properties();
        try (InputStream in = RunKindWordsTest.class.getResourceAsStream("/vaadin-i18n/translations.properties")) {
            texts.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TreeSet<>(texts.stringPropertyNames());
    }
}
