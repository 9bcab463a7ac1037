package org.careloop.web.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.cli.Commands;
import org.careloop.web.demo.Demo;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the whole loop on the bundled study and policy. It has its own data directory, which each run replaces. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Runs the whole loop without a browser: scripted votes, snapshot, reward model, PPO, checkpoint, report.")
final class DemoCommand implements Commands.Summarised {
    /** Marks a directory that an earlier demo made and this one may replace. */
    private static final String MARK = "this-is-a-demo";

    @Option(
            names = "--demo",
            paramLabel = "DIR",
            defaultValue = "${env:CARELOOP_DEMO:-demo}",
            description = "The bundled study and policy (default: ${DEFAULT-VALUE}).")
    private Path demo = Path.of("demo");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:CARELOOP_STATE:-.careloop}/demo-run",
            description = "Where the demo keeps its data; replaced by the next demo (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(".careloop/demo-run");

    @Override
    public Map<String, Object> call() throws IOException, InterruptedException {
        Path fresh = clear(data.toAbsolutePath().normalize());
        long start = System.nanoTime();
        try (ConfigurableApplicationContext context = HeadlessContext.open(fresh, null)) {
            return context.getBean(Demo.class)
                    .run(demo.toAbsolutePath().normalize(), fresh, (System.nanoTime() - start) / 1e9);
        }
    }

    private static Path clear(Path directory) throws IOException {
        if (Files.exists(directory) && !isEmpty(directory)) {
            if (!Files.exists(directory.resolve(MARK))) {
                throw BadInput.in(directory, "holds something that no demo made; name an empty directory as --data");
            }
            FileSystemUtils.deleteRecursively(directory);
        }
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(MARK), "The next demo deletes this directory.\n");
        return directory;
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }
}
