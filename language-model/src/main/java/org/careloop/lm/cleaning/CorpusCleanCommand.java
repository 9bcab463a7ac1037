package org.careloop.lm.cleaning;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.RunClaim;
import org.careloop.run.cli.Commands;
import org.careloop.run.corpus.CorpusFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code careloop corpus clean}: writes what stays of a corpus, and a report on what does not. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        description = {
            "Writes what stays of a corpus to texts/, each row as it was, with report.json, report.md and"
                    + " removed.jsonl, which names each text that is gone, and why.",
            "Of texts that are the same the first one stays. What was broken off begins anew with the same command."
        })
final class CorpusCleanCommand implements Commands.Summarised {
    @Mixin
    private Inputs inputs = new Inputs();

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Folder to make.")
    private Path out;

    @Override
    public Map<String, Object> call() throws IOException {
        inputs.refuseInside(out);
        Inputs.Prepared prepared = inputs.prepare();
        try (RunClaim claim = CleanFolder.begin(out, asked(prepared));
                CleanFolder folder = CleanFolder.open(
                        out, prepared.files(), prepared.settings().texts().textUnit())) {
            Report report = Inputs.run(prepared, folder);
            folder.end(report);
            Map<String, Object> summary = new LinkedHashMap<>(CorpusCheckCommand.summary(report));
            summary.put("out", out.resolve("texts").toString());
            return summary;
        }
    }

    private static CleanFolder.Asked asked(Inputs.Prepared prepared) throws IOException {
        List<CorpusFile> files = new ArrayList<>();
        for (InputFile file : prepared.files()) {
            files.add(CorpusFile.of(file.name(), file.file().path()));
        }
        return new CleanFolder.Asked(
                files,
                prepared.benchmarks().stream().map(Report.OfBenchmark::sha256).toList(),
                prepared.settings().asLine());
    }
}
