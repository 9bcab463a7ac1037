package org.careloop.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.careloop.ppo.launch.ManifestCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;

/** The manifest that {@code careloop manifest} writes, read by a YAML reader that is not ours. */
class KubernetesManifestIT {
    @TempDir
    Path folder;

    @Test
    void itIsAServiceAndAnIndexedJobWhoseTextsSurvive() throws IOException {
        Path file = folder.resolve("training.yaml");
        String odd = "a: \"quoted\" # text, 'of' a person \\ {with} %d";

        int code = new CommandLine(new ManifestCommand())
                .setExecutionStrategy(parsed -> call(parsed.commandSpec().userObject()))
                .execute(
                        "--ranks=3",
                        "--image=careloop:1",
                        "--claim=models",
                        "--cards=1",
                        "--out=" + file,
                        "--",
                        "sft",
                        "--out",
                        odd);

        assertThat(code).isZero();
        List<Map<String, Object>> documents = documents(file);
        assertThat(documents).extracting(document -> document.get("kind")).containsExactly("Service", "Job");
        assertThat(at(documents.getFirst(), "spec", "clusterIP")).isEqualTo("None");
        Map<String, Object> job = documents.getLast();
        assertThat(at(job, "spec", "completionMode")).isEqualTo("Indexed");
        assertThat(at(job, "spec", "completions")).isEqualTo(3);
        assertThat(at(job, "spec", "parallelism")).isEqualTo(3);
        Object pod = at(job, "spec", "template", "spec");
        assertThat(at(pod, "subdomain")).isEqualTo(at(documents.getFirst(), "metadata", "name"));
        Object container = ((List<?>) at(pod, "containers")).getFirst();
        assertThat(at(container, "args")).isEqualTo(List.of("sft", "--out", odd));
        assertThat(at(container, "resources", "limits", "nvidia.com/gpu")).isEqualTo(1);
        assertThat(((List<?>) at(container, "env")).stream().map(variable -> at(variable, "name")))
                .isEqualTo(List.of("RANK", "LOCAL_RANK", "WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT"));
        assertThat(((List<?>) at(container, "env")).stream().skip(1).map(variable -> at(variable, "value")))
                .isEqualTo(List.of("0", "3", "careloop-training-0.careloop-training", "29500"));
    }

    private static int call(Object command) {
        try {
            ((ManifestCommand) command).call();
            return 0;
        } catch (IOException e) {
            return 1;
        }
    }

    private static List<Map<String, Object>> documents(Path file) throws IOException {
        List<Map<String, Object>> documents = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(Files.readString(file))) {
            documents.add(map(document));
        }
        return documents;
    }

    private static Object at(Object value, String... path) {
        Object found = value;
        for (String name : path) {
            found = map(found).get(name);
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
