package org.careloop.run.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {
    @TempDir
    Path folder;

    @Test
    void everyStageKeepsItsOptionsAndSettingsAsTheyWereWritten() throws IOException {
        Recipe recipe = read("""
            model: start
            exams:
              - {name: e1, language: zh, benchmark: [a.csv, b.csv], leave-out-unkeyed: true}
            stages:
              - name: one
                command: pretrain
                mixture: m.json
                settings:
                  learningRate: 1e-5
                  usedUp: end
                  layers: [q, v]
              - {name: two, command: dialogues filter, data: "${one}/x"}
            """);

        assertThat(recipe.model()).isEqualTo("start");
        assertThat(recipe.exams())
                .containsExactly(new Step(
                        3,
                        "e1",
                        "evaluate",
                        Map.of("benchmark", List.of("a.csv", "b.csv"), "leave-out-unkeyed", List.of("true")),
                        Map.of(),
                        "zh"));
        assertThat(recipe.stages())
                .containsExactly(
                        new Step(
                                5,
                                "one",
                                "pretrain",
                                Map.of("mixture", List.of("m.json")),
                                Map.of("learningRate", "1e-5", "usedUp", "end", "layers", "[\"q\",\"v\"]"),
                                null),
                        new Step(12, "two", "dialogues filter", Map.of("data", List.of("${one}/x")), Map.of(), null));
    }

    @Test
    void anAnswerIsATextAndNoTruthValue() throws IOException {
        Recipe recipe = read("model: no\nstages:\n- {name: 1.0, command: sft, data: on}\n");

        assertThat(recipe.model()).isEqualTo("no");
        assertThat(recipe.stages().getFirst().name()).isEqualTo("1.0");
        assertThat(recipe.stages().getFirst().options()).containsEntry("data", List.of("on"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stages: [] | the field \"model\" is missing",
                "model: m | line 1: no stages",
                "model: m\\nstagse: [] | line 2: there is no field \"stagse\"",
                "model: m\\nstages: x | line 2: field \"stages\": expected a list",
                "model: m\\nstages:\\n- x | line 3: field \"stages\": expected fields",
                "model: m\\nstages:\\n- {name: a b, command: sft} | line 3: field \"name\": expected letters",
                "model: m\\nstages:\\n- {name: a} | line 3: the field \"command\" is missing",
                "model: m\\n"
                        + "stages:\\n"
                        + "- {name: a, command: sft}\\n"
                        + "- {name: a, command: dpo} | line 4: the name \"a\" is taken",
                "model: m\\nstages:\\n- {name: model, command: sft} | line 3: the name \"model\" is taken",
                "model: m\\nmodel: n | line 2: field \"model\" stands twice",
                "model: m\\nstages:\\n- {name: a, command: sft, data: } | line 3: nothing is given here",
                "model: m\\n"
                        + "stages:\\n"
                        + "- {name: a, command: sft, data: {b: c}} | line 3: field \"data\": expected a text",
                "model: m\\n"
                        + "stages:\\n"
                        + "- {name: a, command: sft, settings: 3} | line 3: field \"settings\": expected fields",
                "model: &m x\\nstages: *m | line 1: an anchor",
                "model: m\\nstages: [ | not readable as YAML",
                "'' | no fields",
            })
    void whatDoesNotFitIsNamedByItsLine(String text, String said) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("path.yaml")
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x: &a [1]\ny: *a\n", "a: &a [*a]\n"})
    void anchorsAreRefusedBeforeTheyGrow(String text) {
        assertThatThrownBy(() -> read(text)).hasMessageContaining("an anchor");
    }

    @Test
    void aFileThatIsNoneIsSaidToBe() throws IOException {
        assertThatThrownBy(() -> Recipe.read(folder)).hasMessageContaining("a directory");
        assertThatThrownBy(() -> Recipe.read(folder.resolve("none"))).hasMessageContaining("does not exist");
        Path gbk = Files.write(folder.resolve("gbk.yaml"), "模型: 一".getBytes("GBK"));
        assertThatThrownBy(() -> Recipe.read(gbk)).hasMessageContaining("not in UTF-8");
        Path deep = Files.writeString(folder.resolve("deep.yaml"), "a: " + "[".repeat(1000), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Recipe.read(deep)).hasMessageContaining("not readable as YAML");
    }

    private Recipe read(String text) throws IOException {
        return Recipe.read(Files.writeString(folder.resolve("path.yaml"), text));
    }
}
