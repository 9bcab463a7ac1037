package org.careloop.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.careloop.run.settings.SettingDescription;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.TrainerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunKindTest {
    @Test
    void ppoAnswersPromptsUnderTheEyesOfARewardModelAndMakesAPolicy() {
        assertThat(RunKind.PPO.reads().file()).isEqualTo("prompts.jsonl");
        assertThat(RunKind.PPO.needsReward()).isTrue();
        assertThat(RunKind.PPO.makes()).contains(ModelKind.POLICY);
        assertThat(RunKind.PPO.curves())
                .extracting(CurveSpec::metric)
                .startsWith(
                        "objective/scores",
                        "eval/objective/scores",
                        "objective/kl_k3",
                        "objective/kl",
                        "objective/rlhf_reward");
    }

    /** A method without a critic draws none, and one that compares answers says where they do not differ. */
    @ParameterizedTest
    @EnumSource(names = {"RLOO", "GRPO", "REINFORCE"})
    void theMethodsWithoutACriticReadAndMakeTheSame(RunKind kind) {
        assertThat(kind.reads()).isEqualTo(TrainingData.PROMPTS);
        assertThat(kind.needsReward()).isTrue();
        assertThat(kind.makes()).contains(ModelKind.POLICY);
        assertThat(kind.curves())
                .extracting(CurveSpec::metric)
                .contains("objective/scores", "val/sampler_gap")
                .doesNotContain("val/explained_variance");
    }

    @Test
    void aRewardModelIsLearntFromComparisonsAlone() {
        assertThat(RunKind.REWARD.reads().file()).isEqualTo("comparisons.jsonl");
        assertThat(RunKind.REWARD.needsReward()).isFalse();
        assertThat(RunKind.REWARD.makes()).contains(ModelKind.REWARD);
    }

    @Test
    void fineTuningDrawsItsOwnLossAndReadsWhatNoSnapshotHolds() {
        assertThat(RunKind.SFT.curves())
                .extracting(CurveSpec::metric)
                .containsExactly("loss/train", "loss/eval", "tokens_per_second");
        assertThat(RunKind.SFT.reads().isInSnapshots()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aKindIsReadByItsLabel(RunKind kind) {
        assertThat(Json.MAPPER.readValue("\"" + kind.label() + "\"", RunKind.class))
                .isEqualTo(kind);
    }

    @Test
    void anUnknownKindIsToldWhichThereAre() {
        assertThatThrownBy(() -> RunKind.parse("guess"))
                .hasMessageStartingWith(
                        "run kind \"guess\" is not known; expected one of sft, reward, ppo, rloo, grpo, reinforce, dpo");
    }

    @ParameterizedTest
    @EnumSource
    void whatSteersAFigureIsANumberAmongTheSettingsOfItsKind(RunKind kind) {
        List<String> numbers = Settings.descriptions(TrainerSettings.of(kind)).stream()
                .filter(setting -> Settings.value(setting.byDefault()) instanceof Number)
                .map(SettingDescription::name)
                .toList();
        assertThat(numbers)
                .containsAll(kind.curves().stream()
                        .flatMap(curve -> curve.target().stream())
                        .toList());
    }
}
