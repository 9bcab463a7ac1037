package org.careloop.run.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each setting of each command, also for those that are added tomorrow. */
class EverySettingTest {
    static final List<Class<? extends Record>> ALL = List.of(
            SftSettings.class,
            PretrainSettings.class,
            RewardSettings.class,
            PpoSettings.class,
            RlooSettings.class,
            GrpoSettings.class,
            ReinforceSettings.class,
            DpoSettings.class,
            GenerateSettings.class,
            AnswerSettings.class,
            EvaluateSettings.class,
            LogProbsSettings.class,
            DialogueSettings.class,
            CleaningSettings.class,
            UnifySettings.class,
            AnswerSettings.Judging.class,
            ScoreSettings.class,
            RaterSettings.class,
            RaterSettings.Rating.class,
            BestOfNSettings.class);

    record Case(Class<? extends Record> type, SettingDescription setting) {
        @Override
        public String toString() {
            return type.getSimpleName() + " " + setting.name();
        }
    }

    static Stream<Case> settings() {
        return ALL.stream().flatMap(type -> Settings.descriptions(type).stream().map(each -> new Case(type, each)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void sayWhatTheyDoAndWhatTheyTakeInBothLanguages(Case each) {
        SettingDescription setting = each.setting();
        for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            assertThat(setting.sentence(language)).hasSizeGreaterThan(3).doesNotEndWith(".");
            assertThat(setting.expected(language)).isNotBlank();
        }
        assertThat(setting.sentence(Locale.SIMPLIFIED_CHINESE)).matches("(?s).*\\p{IsHan}.*");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void takeTheirDefaultAndRefuseNonsenseInWords(Case each) {
        SettingDescription setting = each.setting();
        assertThat(setting.read(Settings.value(setting.byDefault()))).isNotNull();

        assertThatThrownBy(() -> Settings.apply(each.type(), Map.of(setting.name(), Map.of("no", "value"))))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        "setting \"%s\" is {\"no\":\"value\"}; expected %s: change it, or leave it out for the default, %s"
                                .formatted(setting.name(), setting.expected(Locale.ENGLISH), setting.byDefault()));
    }

    /** Every number but a seed has a least, and nothing below it is taken; so it is with a most. */
    @ParameterizedTest
    @MethodSource("settings")
    void numbersHaveBoundsAndKeepThem(Case each) {
        SettingDescription setting = each.setting();
        Range range = setting.range();
        if (!setting.expected(Locale.ENGLISH).contains("number")
                || setting.name().equals("seed")) {
            assertThat(range.low()).isInfinite();
            return;
        }
        assertThat(range.low()).isFinite();
        refuses(each, range.low() - 1);
        if (range.lowExcluded()) {
            refuses(each, range.low());
        }
        if (Double.isFinite(range.high())) {
            refuses(each, range.high() + 1);
        }
        if (range.highExcluded()) {
            refuses(each, range.high());
        }
    }

    private static void refuses(Case each, double value) {
        Object given = value == Math.rint(value) ? (Object) (long) value : (Object) value;
        assertThatThrownBy(
                        () -> Settings.apply(each.type(), Map.of(each.setting().name(), given)))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("setting \"%s\" is %s; expected "
                        .formatted(each.setting().name(), given));
    }

    /** But for passes, widths and seeds. */
    @ParameterizedTest
    @MethodSource("settings")
    void wholeNumbersSayWhatTheyCount(Case each) {
        SettingDescription setting = each.setting();
        boolean counts = setting.expected(Locale.ENGLISH).contains("whole")
                && !List.of("epochs", "loraRank", "seed").contains(setting.name());
        boolean measures = List.of("targetKl", "klLimit", "approximateKlLimit").contains(setting.name());

        assertThat(!setting.unit(Locale.ENGLISH).isEmpty()).isEqualTo(counts || measures);
        assertThat(setting.unit(Locale.SIMPLIFIED_CHINESE).isEmpty())
                .isEqualTo(setting.unit(Locale.ENGLISH).isEmpty());
    }

    @Test
    void theTranslationHasEveryTextAndNoOther() throws IOException {
        Properties chinese = new Properties();
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(SettingWords.class.getResourceAsStream("settings_zh.properties")),
                StandardCharsets.UTF_8)) {
            chinese.load(in);
        }
        TreeSet<String> expected = new TreeSet<>();
        settings().forEach(each -> expected.add(each.setting().key()));
        ALL.forEach(type -> Settings.sections(type).stream()
                .map(section -> section.title().key())
                .filter(key -> !key.isEmpty())
                .forEach(expected::add));
        Stream.of(Unit.values()).forEach(unit -> expected.add("unit." + unit));
        Stream.of("above", "atLeast", "below", "from", "fromAbove", "orZero", "upTo")
                .forEach(range -> expected.add("range." + range));
        expected.addAll(List.of("refused", "refused.unit", "preset.named"));
        Stream.of(Preset.values()).forEach(preset -> {
            expected.add("preset." + preset.label());
            preset.chosen().keySet().forEach(name -> expected.add("preset.%s.%s".formatted(preset.label(), name)));
        });
        Stream.of("choices", "comma", "number", "texts", "whole").forEach(type -> expected.add("type." + type));

        assertThat(new TreeSet<>(chinese.stringPropertyNames())).isEqualTo(expected);
    }

    @Test
    void boundsReadAsAPersonWouldSayThem() {
        assertThat(expected(RewardSettings.class, "maxLength", Locale.ENGLISH))
                .isEqualTo("a whole number, 0, or 2 or more");
        assertThat(expected(RewardSettings.class, "warmUp", Locale.ENGLISH)).isEqualTo("a number, from 0 to below 1");
        assertThat(expected(GenerateSettings.class, "topP", Locale.ENGLISH)).isEqualTo("a number, above 0 to 1");
        assertThat(expected(PpoSettings.class, "gamma", Locale.ENGLISH)).isEqualTo("a number, from 0 to 1");
        assertThat(expected(PpoSettings.class, "device", Locale.ENGLISH)).isEqualTo("cpu, cuda or cuda:N");
        assertThat(expected(PpoSettings.class, "gamma", Locale.SIMPLIFIED_CHINESE))
                .isEqualTo("数字，不小于 0，不大于 1");
        assertThat(expected(PpoSettings.class, "lora", Locale.SIMPLIFIED_CHINESE))
                .isEqualTo("auto，on 或 off");
    }

    private static String expected(Class<? extends Record> type, String name, Locale language) {
        return Settings.descriptions(type).stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow()
                .expected(language);
    }
}
