package org.careloop.ppo.launch;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.RunKind;
import org.careloop.run.cli.Commands;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code careloop manifest}: writes the Kubernetes manifest of a training by several ranks. */
@Command(
        name = "manifest",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a Kubernetes manifest that trains with several ranks: an Indexed Job and a headless Service.",
            "The training stands behind two dashes: manifest --ranks 4 --image I --claim C -- sft --model /data/m ..."
        })
public final class ManifestCommand implements Commands.Summarised {
    /** Names of pods and services; the number of a pod comes behind. */
    private static final String NAME = "[a-z]([-a-z0-9]{0,48}[a-z0-9])?";

    private static final String MEMORY = "[1-9]\\d*(Mi|Gi|Ti)";

    private static final int PORTS = 65_535;

    private static final int MOST = 10_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--ranks", required = true, paramLabel = "N", description = "processes, each a pod")
    private int ranks;

    @Option(names = "--image", required = true, paramLabel = "IMAGE", description = "container image with CareLoop")
    private String image;

    @Option(
            names = "--program",
            paramLabel = "PATH",
            defaultValue = "/opt/careloop/careloop",
            description = "careloop in the image (default: ${DEFAULT-VALUE})")
    private String program;

    @Option(
            names = "--claim",
            required = true,
            paramLabel = "NAME",
            description = "persistent volume claim that all pods can write: models, data and runs")
    private String claim;

    @Option(
            names = "--mount",
            paramLabel = "PATH",
            defaultValue = "/data",
            description = "where the pods see it (default: ${DEFAULT-VALUE})")
    private String mount;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "careloop-training",
            description = "of job and service (default: ${DEFAULT-VALUE})")
    private String name;

    @Option(
            names = "--cards",
            paramLabel = "N",
            defaultValue = "0",
            description = "graphics cards of a rank, 0 or 1 (default: ${DEFAULT-VALUE})")
    private int cards;

    @Option(
            names = "--cpus",
            paramLabel = "N",
            defaultValue = "4",
            description = "processors of a rank (default: ${DEFAULT-VALUE})")
    private int cpus;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "16Gi",
            description = "of a rank (default: ${DEFAULT-VALUE})")
    private String memory;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "29500",
            description = "at which the ranks meet (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--out", paramLabel = "FILE", description = "file to write; without it stdout")
    private @Nullable Path out;

    @Parameters(arity = "1..*", paramLabel = "TRAINING", description = "the training's command and its options")
    private List<String> command;

    @Override
    public Map<String, Object> call() throws IOException {
        require("--ranks", ranks, ranks >= 1 && ranks <= MOST, Phrase.range(1, MOST));
        require("--cards", cards, cards == 0 || cards == 1, Phrase.range(0, 1));
        require("--cpus", cpus, cpus >= 1 && cpus <= MOST, Phrase.range(1, MOST));
        require("--port", port, port >= 1 && port <= PORTS, Phrase.range(1, PORTS));
        require(
                "--name",
                name,
                name.matches(NAME),
                Phrase.of("manifest.name", "small letters, digits and dashes, at most 50, a letter first"));
        require("--memory", memory, memory.matches(MEMORY), Phrase.of("manifest.memory", "a size such as 16Gi"));
        requireTraining();
        String yaml = new KubernetesManifest(
                        name, ranks, image, program, claim, mount, cards, cpus, memory, port, command)
                .yaml();
        if (out == null) {
            PrintWriter stdout = spec.commandLine().getOut();
            stdout.print(yaml);
            stdout.flush();
            return Map.of();
        }
        Files.writeString(out, yaml);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("manifest", out.toString());
        facts.put("ranks", ranks);
        return facts;
    }

    private void requireTraining() {
        List<String> trainings = Stream.concat(
                        Arrays.stream(RunKind.values())
                                .filter(kind -> kind.makes().isPresent())
                                .map(RunKind::label),
                        Stream.of("execute"))
                .toList();
        require(
                "TRAINING",
                command.getFirst(),
                trainings.contains(command.getFirst()),
                Phrase.verbatim(String.join(", ", trainings)));
    }

    private static void require(String option, Object given, boolean fits, Phrase expected) {
        if (!fits) {
            throw BadInput.field(option, given, expected);
        }
    }
}
