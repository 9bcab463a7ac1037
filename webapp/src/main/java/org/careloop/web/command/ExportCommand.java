package org.careloop.web.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.DatasetManifest;
import org.careloop.run.cli.Commands;
import org.careloop.web.dataset.ExportFilter;
import org.careloop.web.dataset.ExportFormat;
import org.careloop.web.dataset.ExportService;
import org.jspecify.annotations.Nullable;
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
                "TRL, OpenRLHF and LLaMA-Factory rows hold the votes that prefer one response; the others go to a second file beside it. A file without rows is left out. A data dictionary and a manifest, which counts all of them, stand beside it too.")
final class ExportCommand implements Commands.Summarised {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--study", required = true, paramLabel = "NAME", description = "The study, by its name.")
    private String study = "";

    @Option(
            names = "--format",
            defaultValue = "comparisons",
            paramLabel = "FORMAT",
            completionCandidates = Formats.class,
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String format = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where to write; a name that ends in .zip gets every file and the manifest.")
    private Path out = Path.of("");

    @Option(names = "--language", paramLabel = "TAG", description = "Only comparisons in this language.")
    private @Nullable String language;

    @Option(names = "--tag", paramLabel = "TAG", description = "Only comparisons with this tag.")
    private @Nullable String tag;

    @Option(names = "--annotator", paramLabel = "LOGIN", description = "Only votes of this person.")
    private @Nullable String annotator;

    @Option(names = "--from", paramLabel = "TIME", description = "Only votes given at this ISO 8601 moment or later.")
    private @Nullable Instant from;

    @Option(names = "--before", paramLabel = "TIME", description = "Only votes given before this ISO 8601 moment.")
    private @Nullable Instant before;

    @Option(names = "--decisive", description = "Only votes that prefer one response.")
    private boolean decisive;

    @Option(names = "--without-adjudications", description = "Leave out what senior clinicians said.")
    private boolean withoutAdjudications;

    @Option(
            names = "--min-votes",
            defaultValue = "0",
            paramLabel = "N",
            description = "Only comparisons with at least so many of these votes.")
    private int minVotes;

    /** The names of the formats, for the help. */
    static final class Formats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ExportFormat.labels().iterator();
        }
    }

    private ExportFilter filter() {
        return new ExportFilter(
                Optional.ofNullable(language),
                Optional.ofNullable(tag),
                Optional.ofNullable(annotator),
                Optional.ofNullable(from),
                Optional.ofNullable(before),
                decisive,
                !withoutAdjudications,
                minVotes);
    }

    @Override
    public Map<String, Object> call() throws IOException {
        ExportFormat chosen = ExportFormat.parse(format);
        try (ConfigurableApplicationContext context = database.open()) {
            DatasetManifest manifest = context.getBean(ExportService.class)
                    .writeFile(DatabaseOptions.study(context, study).id(), chosen, filter(), out.toAbsolutePath());
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
