package org.careloop.web.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.run.RunKind;
import org.careloop.run.settings.SettingDescription;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.TrainerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingFieldsTest {
    private final SettingFields ppo = new SettingFields(RunKind.PPO, Locale.ENGLISH);

    @ParameterizedTest
    @EnumSource(RunKind.class)
    void thereIsAFieldForEachSetting(RunKind kind) {
        assertThat(labels(new SettingFields(kind, Locale.SIMPLIFIED_CHINESE)))
                .isEqualTo(Settings.descriptions(TrainerSettings.of(kind)).stream()
                        .map(SettingDescription::name)
                        .toList());
    }

    @Test
    void fieldsSpeakTheLanguageOfThePerson() {
        SettingFields chinese = new SettingFields(RunKind.PPO, Locale.SIMPLIFIED_CHINESE);

        assertThat(text(ppo, "targetKl").getHelperText()).isEqualTo("Divergence that beta aims at · a number, above 0");
        assertThat(text(ppo, "targetKl").getSuffixComponent().getElement().getText())
                .isEqualTo("nats a response");
        assertThat(text(ppo, "targetKl").getPlaceholder()).isEqualTo("6");
        assertThat(text(chinese, "targetKl").getHelperText()).isEqualTo("beta 要让散度保持在多少 · 数字，大于 0");
        assertThat(text(chinese, "targetKl").getSuffixComponent().getElement().getText())
                .isEqualTo("nat/条回答");
        assertThat(headings(ppo)).contains("Distance from the reference");
        assertThat(headings(chinese)).contains("与参考模型的距离");
    }

    @Test
    void whatIsLeftEmptyStaysOutOfTheRun() {
        text(ppo, "beta").setValue("0.1");
        text(ppo, "device").setValue("cuda:1");
        select(ppo, "adaptiveBeta").setValue("false");

        assertThat(ppo.changes()).isEqualTo(Map.of("beta", 0.1, "device", "cuda:1", "adaptiveBeta", false));
        assertThat(ppo.fit()).isTrue();
    }

    @Test
    void whatEqualsTheDefaultOrThePresetStaysOutOfTheRun() {
        text(ppo, "beta").setValue("0.05");
        text(ppo, "rollouts").setValue("64");
        assertThat(ppo.changes()).isEmpty();

        select(ppo, "preset").setValue("demo");
        assertThat(ppo.changes()).isEqualTo(Map.of("preset", "demo", "rollouts", 64));
        text(ppo, "rollouts").setValue("32");
        assertThat(ppo.changes()).isEqualTo(Map.of("preset", "demo"));
    }

    @Test
    void settingsOfAnotherRunFillTheFields() {
        Map<String, Object> settings = Map.of("preset", "demo", "beta", 0.1, "device", "cuda:1", "adaptiveBeta", false);
        text(ppo, "iterations").setValue("3");

        ppo.fill(settings);

        assertThat(text(ppo, "iterations").getValue()).isEmpty();
        assertThat(text(ppo, "beta").getValue()).isEqualTo("0.1");
        assertThat(ppo.changes()).isEqualTo(settings);
        assertThat(ppo.fit()).isTrue();
    }

    @Test
    void whatTheTrainerWouldRefuseIsRefusedAtItsField() {
        TextField beta = text(ppo, "beta");
        beta.setValue("-1");

        assertThat(beta.isInvalid()).isTrue();
        assertThat(beta.getErrorMessage()).isEqualTo("\u201c-1\u201d does not fit; expected a number, 0 or more");
        assertThat(ppo.fit()).isFalse();

        beta.setValue("1");
        assertThat(beta.isInvalid()).isFalse();
        assertThat(ppo.fit()).isTrue();
    }

    @Test
    void whatFitsIsSaidWithItsUnitInTheLanguageOfThePerson() {
        TextField english = text(ppo, "iterations");
        english.setValue("many");
        assertThat(english.getErrorMessage())
                .isEqualTo("\u201cmany\u201d does not fit; expected a whole number, 1 or more (iterations)");
        TextField chinese = text(new SettingFields(RunKind.PPO, Locale.SIMPLIFIED_CHINESE), "iterations");
        chinese.setValue("0");
        assertThat(chinese.getErrorMessage()).isEqualTo("\u201c0\u201d 不行，应为整数，不小于 1（轮）");
    }

    @Test
    void aPresetShowsItsValuesWhereTheDefaultsStandWithTheirReasons() {
        select(ppo, "preset").setValue("demo");

        assertThat(text(ppo, "rollouts").getPlaceholder()).isEqualTo("32");
        assertThat(text(ppo, "rollouts").getHelperText())
                .endsWith("Fewer leave the advantages to chance; more make too few iterations of a minute");
        assertThat(text(ppo, "beta").getPlaceholder()).isEqualTo("0.05");
        assertThat(ppo.changes()).isEqualTo(Map.of("preset", "demo"));

        select(ppo, "preset").clear();
        assertThat(text(ppo, "rollouts").getPlaceholder()).isEqualTo("64");
    }

    private static List<String> labels(SettingFields fields) {
        return fields.getChildren()
                .flatMap(child -> child instanceof TextField text
                        ? Stream.of(text.getLabel())
                        : child instanceof Select<?> select ? Stream.of(select.getLabel()) : Stream.empty())
                .toList();
    }

    private static List<String> headings(SettingFields fields) {
        return fields.getChildren()
                .filter(H3.class::isInstance)
                .map(heading -> ((H3) heading).getText())
                .toList();
    }

    private static TextField text(SettingFields fields, String name) {
        return fields.getChildren()
                .filter(TextField.class::isInstance)
                .map(TextField.class::cast)
                .filter(field -> field.getLabel().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static Select<String> select(SettingFields fields, String name) {
        return fields.getChildren()
                .filter(Select.class::isInstance)
                .map(field -> (Select<String>) field)
                .filter(field -> field.getLabel().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
