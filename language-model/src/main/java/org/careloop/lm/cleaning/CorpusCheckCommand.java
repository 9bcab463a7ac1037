package org.careloop.lm.cleaning;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.careloop.lm.cleaning.duplicates.Kept;
import org.careloop.run.cli.Commands;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code careloop corpus check}: the report of what {@code corpus clean} would take out; nothing is written. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Tells what corpus clean would take out, by which rule, with examples. Writes nothing.")
final class CorpusCheckCommand implements Commands.Summarised {
    @Mixin
    private Inputs inputs = new Inputs();

    @Spec
    private CommandSpec spec;

    @Override
    public Map<String, Object> call() throws IOException {
        Report report = Inputs.run(inputs.prepare(), new Nowhere());
        spec.commandLine().getOut().println(ReportText.of(report));
        return summary(report);
    }

    /** How many texts were read, stay, and left by each rule. */
    static Map<String, Object> summary(Report report) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("texts", report.read().texts());
        summary.put("stay", report.stays().texts());
        Map<String, Long> taken = new LinkedHashMap<>();
        report.rules().forEach(rule -> {
            if (rule.taken().texts() > 0) {
                taken.put(rule.rule().label(), rule.taken().texts());
            }
        });
        summary.put("taken", taken);
        summary.put("withIdentifiers", report.withIdentifiers());
        return summary;
    }

    /** Writes nothing. */
    private static final class Nowhere implements Cleaning.Sink {
        @Override
        public void file(int file) {}

        @Override
        public void stays(Examined text) {}

        @Override
        public void taken(Examined text, Finding why, Kept.@Nullable Same instead) {}
    }
}
