package org.careloop.web;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.careloop.run.DatasetManifest;
import org.careloop.run.cli.Commands;
import org.careloop.web.dataset.ExportFormat;
import org.careloop.web.dataset.ExportService;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Exports a study's votes. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Exports every vote of a study that counts.",
        footer =
                "TRL and OpenRLHF rows hold the votes that prefer one response; the others go to a second file beside it.")
final class ExportCommand implements Commands.Summarised {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--study", required = true, paramLabel = "NAME", description = "The study, by its name.")
    private String study = "";

    @Option(
            names = "--format",
            defaultValue = "comparisons",
            paramLabel = "FORMAT",
            description = "comparisons, trl, openrlhf or csv (default: ${DEFAULT-VALUE}).")
    private String format = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where to write; a name that ends in .zip gets every file and the manifest.")
    private Path out = Path.of("");

    @Override
    public Map<String, Object> call() throws IOException {
        ExportFormat chosen = ExportFormat.parse(format);
        try (ConfigurableApplicationContext context = database.open()) {
            DatasetManifest manifest = context.getBean(ExportService.class)
                    .writeFile(DatabaseOptions.study(context, study).id(), chosen, out.toAbsolutePath());
            Map<String, Object> summary = new LinkedHashMap<>();
            summary.put("study", study);
            summary.put("out", out.toString());
            summary.put("counts", manifest.counts());
            summary.put("excluded", manifest.excluded());
            summary.put("sha256", manifest.sha256());
            return summary;
        }
    }
}
