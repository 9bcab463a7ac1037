package org.careloop.web.training.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.router.QueryParameters;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.RunKind;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.training.Run;
import org.careloop.web.training.TrainingRequest;
import org.careloop.web.training.TrainingTest;
import org.careloop.web.training.settings.ResolvedSetting.Source;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The settings of a run say where each value comes from, and what another run has otherwise. */
class SettingsTableTest extends TrainingTest {
    @Autowired
    private RunSettings settings;

    private Run start(RunKind kind, Map<String, Object> asked) throws IOException {
        Optional<CheckpointId> reward = kind.needsReward() ? Optional.of(rewardModel()) : Optional.empty();
        return training.start(new TrainingRequest(kind, study.id(), baseModel(), reward, asked), engineer());
    }

    private SettingsTable table(Run run, Optional<Run> other) {
        return settings.of(run.id(), other.map(there -> there.id().toString())).orElseThrow();
    }

    private static ResolvedSetting named(SettingsTable table, String name) {
        return table.settings()
                .filter(one -> one.setting().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aValueIsTheDefaultOfAPresetOrAskedFor() throws IOException {
        Run run = start(RunKind.RLOO, Map.of("preset", "chat-small", "epochs", 3, "learningRate", 2.5e-5));
        SettingsTable table = table(run, Optional.empty());
        assertThat(named(table, "loraRank").source()).isEqualTo(Source.DEFAULT);
        assertThat(named(table, "lora"))
                .extracting(ResolvedSetting::value, ResolvedSetting::byDefault, ResolvedSetting::source)
                .containsExactly("on", "auto", Source.PRESET);
        assertThat(named(table, "learningRate"))
                .extracting(ResolvedSetting::value, ResolvedSetting::source)
                .containsExactly("2.5e-5", Source.ASKED);
        assertThat(named(table, "epochs").value()).isEqualTo("3");
        assertThat(table.changed())
                .isEqualTo(table.settings()
                        .filter(one -> !one.value().equals(one.byDefault()))
                        .count());
        assertThat(table.differing()).isZero();
        assertThat(named(table, "epochs").other()).isEmpty();
    }

    @Test
    void anotherRunStandsBesideAndWhatItHasOtherwiseIsCounted() throws IOException {
        Run run = start(RunKind.REWARD, Map.of("epochs", 4));
        Run other = start(RunKind.REWARD, Map.of("epochs", 4, "seed", 7));
        SettingsTable table = table(run, Optional.of(other));
        assertThat(table.changed()).isEqualTo(1);
        assertThat(table.differing()).isEqualTo(1);
        assertThat(named(table, "seed"))
                .extracting(ResolvedSetting::value, ResolvedSetting::isChanged, ResolvedSetting::differs)
                .containsExactly("1", false, true);
        assertThat(named(table, "seed").other()).contains("7");
        assertThat(named(table, "epochs").differs()).isFalse();
        assertThat(table.remarkable().settings().map(one -> one.setting().name()))
                .containsExactlyInAnyOrder("epochs", "seed");
        assertThat(table(other, Optional.empty()).remarkable().sections())
                .allSatisfy(section -> assertThat(section.settings()).isNotEmpty());
    }

    @Test
    void runsOfAnotherKindOrThatAreNotThereDoNotStandBeside() throws IOException {
        Run reward = start(RunKind.REWARD, Map.of());
        Run dpo = start(RunKind.DPO, Map.of());
        assertThatThrownBy(() -> table(reward, Optional.of(dpo)))
                .hasMessage(
                        "run %d is of kind dpo and run %d of kind reward, which have other settings; choose a run of"
                                + " kind reward",
                        dpo.number(), reward.number());
        String absent = RunId.random().toString();
        assertThatThrownBy(() -> settings.of(reward.id(), Optional.of(absent)))
                .hasMessageContaining("there is no run \"%s\" that you may see".formatted(absent));
        assertThat(settings.of(RunId.random(), Optional.empty())).isEmpty();
        assertThat(settings.others(reward)).extracting(Run::kind).containsOnly(RunKind.REWARD);
        assertThat(settings.others(reward)).extracting(Run::id).doesNotContain(reward.id(), dpo.id());
    }

    @Test
    void aTargetThatAPresetSetsIsTheTargetOfTheCurve() throws IOException {
        Run run = start(RunKind.RLOO, Map.of("preset", "chat-small"));
        assertThat(run.setting("targetKl")).isEqualTo(8);
    }

    @Test
    void anAddressSaysAllThatThePageShows() {
        RunId run = RunId.random();
        assertThat(SettingsAddress.of(run, QueryParameters.empty()).written()).isEqualTo("runs/" + run + "/settings");
        RunId other = RunId.random();
        SettingsAddress beside = SettingsAddress.of(run, QueryParameters.empty())
                .beside(Optional.of(other))
                .showing(true);
        assertThat(beside.written()).isEqualTo("runs/%s/settings?other=%s&show=differing".formatted(run, other));
        assertThat(SettingsAddress.of(
                        run,
                        new QueryParameters(Map.of("other", List.of(other.toString()), "show", List.of("differing")))))
                .isEqualTo(beside);
    }
}
