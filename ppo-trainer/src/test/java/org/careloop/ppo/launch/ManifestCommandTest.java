package org.careloop.ppo.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.careloop.run.cli.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ManifestCommandTest {
    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    @Test
    void eachPodOfTheJobIsARankThatFindsRankZeroByName() {
        assertThat(run("--ranks", "4", "--image", "careloop:1", "--claim", "models", "--name", "first"))
                .as(stderr.toString())
                .isZero();

        assertThat(stdout.toString())
                .contains("kind: Service", "clusterIP: None", "batch.kubernetes.io/job-name: \"first\"")
                .contains("completionMode: Indexed\n  completions: 4\n  parallelism: 4\n  backoffLimit: 20\n")
                .contains("fieldPath: metadata.annotations['batch.kubernetes.io/job-completion-index']")
                .contains("- name: WORLD_SIZE\n              value: \"4\"\n")
                .contains("- name: MASTER_ADDR\n              value: \"first-0.first\"\n")
                .contains("command: [\"/opt/careloop/careloop\"]\n")
                .contains("args: [\"sft\",\"--model\",\"/data/m\",\"--set\",\"device=cuda\"]\n")
                .contains("memory: \"16Gi\"\n          volumeMounts:")
                .contains("claimName: \"models\"")
                .doesNotContain("nvidia");
    }

    @Test
    void aCardIsAskedForWhereOneIsWanted() {
        assertThat(run("--ranks", "2", "--image", "careloop:1", "--claim", "models", "--cards", "1"))
                .isZero();

        assertThat(stdout.toString())
                .contains("memory: \"16Gi\"\n              nvidia.com/gpu: 1\n          volumeMounts:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    --ranks; 0; careloop: --ranks: given 0, expected 1 to 10000
                    --cards; 2; careloop: --cards: given 2, expected 0 to 1
                    --name; Up; careloop: --name: given Up, expected small letters, digits and dashes, at most 50, a letter first
                    --memory; 16; careloop: --memory: given 16, expected a size such as 16Gi
                    """)
    void whatDoesNotFitIsRefusedInWords(String option, String value, String words) {
        List<String> options = new ArrayList<>(List.of("--image", "careloop:1", "--claim", "models", option, value));
        if (!option.equals("--ranks")) {
            options.addAll(List.of("--ranks", "2"));
        }

        assertThat(run(options.toArray(String[]::new))).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString().strip()).isEqualTo(words);
    }

    @Test
    void whatIsNoTrainingIsRefused() {
        CommandLine commands = commands();

        assertThat(Commands.run(commands, "manifest", "--ranks", "2", "--image", "i", "--claim", "c", "--", "score"))
                .isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString()).contains("TRAINING: given score, expected sft, reward, ppo,");
    }

    private int run(String... options) {
        List<String> all = new ArrayList<>(List.of("manifest"));
        all.addAll(List.of(options));
        all.addAll(List.of("--", "sft", "--model", "/data/m", "--set", "device=cuda"));
        return Commands.run(commands(), all.toArray(String[]::new));
    }

    @Command(name = "careloop")
    private static final class Root {}

    private CommandLine commands() {
        CommandLine commands = new CommandLine(new Root()).addSubcommand(new ManifestCommand());
        commands.setOut(new PrintWriter(stdout, true));
        commands.setErr(new PrintWriter(stderr, true));
        return commands;
    }
}
