package org.careloop.web.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.careloop.run.Json;
import org.careloop.run.cli.Commands;
import org.careloop.web.audit.AuditTrail;
import org.careloop.web.audit.Verification;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Verifies the audit trail. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Recomputes every hash of the audit trail and names the first link that does not hold.",
        footer = "Exit code 0: all links hold. 1: the trail is broken, or could not be read.")
final class AuditCommand implements Commands.Summarised {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(
            names = "--holds",
            paramLabel = "HASH",
            description = "A head that was written down earlier; the trail is broken too if the main chain lacks it.")
    private @Nullable String known;

    @Override
    public Map<String, Object> call() throws IOException {
        try (ConfigurableApplicationContext context = database.open()) {
            AuditTrail trail = context.getBean(AuditTrail.class);
            Verification found = trail.verify();
            boolean holds = known == null || trail.holds(known);
            Map<String, Object> summary = summary(found, holds);
            if (found.isIntact() && holds) {
                return summary;
            }
            // A command that fails prints no summary, so a broken trail prints it here.
            spec.commandLine().getOut().println(Json.MAPPER.writeValueAsString(summary));
            throw new IllegalStateException(found.firstBreak()
                    .map(first -> "the audit trail is broken at link %d of chain %s (%s)"
                            .formatted(first.seq(), first.chain(), first.fault()))
                    .orElse("the main chain does not hold %s: its end was cut off or written anew".formatted(known)));
        }
    }

    private static Map<String, Object> summary(Verification found, boolean holds) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("intact", found.isIntact() && holds);
        summary.put("chains", found.chains());
        summary.put("links", found.links());
        summary.put("head", found.head());
        found.firstBreak().ifPresent(first -> {
            summary.put("brokenChains", found.brokenChains());
            summary.put(
                    "firstBreak",
                    Map.of(
                            "chain", first.chain(),
                            "link", first.seq(),
                            "fault", first.fault().name()));
        });
        return summary;
    }
}
