package org.careloop.ppo.unify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.careloop.ppo.answer.AnsweringModel;
import org.careloop.ppo.answer.AskedModel;
import org.careloop.run.BadInput;
import org.careloop.run.RunClaim;
import org.careloop.run.RunSpec;
import org.careloop.run.Sha256;
import org.careloop.run.cli.Commands;
import org.careloop.run.cli.Progress;
import org.careloop.run.cli.SettingsOption;
import org.careloop.run.rows.GrowingRows;
import org.careloop.run.rows.SourceText;
import org.careloop.run.settings.UnifySettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code careloop unify}: texts of a corpus become questions and answers, by a model. */
@Command(
        name = "unify",
        mixinStandardHelpOptions = true,
        description = {
            "Makes of each text a question that it answers, and an answer that does not mention it: rows for careloop"
                    + " sft.",
            "What does not pass the checks is asked for again, then dropped with its reason. The same command goes on"
                    + " with what is not done yet."
        })
public final class UnifyCommand implements Commands.Summarised {
    private static final String MODEL = "model";

    @Option(
            names = "--texts",
            required = true,
            paramLabel = "FILE",
            description = "Texts, JSON Lines with id, text and source, and language (zh or en) where it is known.")
    private Path texts;

    @Mixin
    private AskedModel writer = new AskedModel();

    @Option(
            names = "--leave-out-unanswered",
            description = "Ends well although the model gave no answer for some texts.")
    private boolean leaveOutUnanswered;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Directory of the rows, to make or go on with.")
    private Path out;

    @Mixin
    private SettingsOption<UnifySettings> options = new SettingsOption<>(UnifySettings.class);

    @Override
    public Map<String, Object> call() throws IOException {
        UnifySettings settings = options.settings();
        RunSpec.Answerer named = writer.named(MODEL);
        long[] count = {0};
        SourceText.forEach(texts, (place, text) -> count[0]++);
        UnifyFolder folder = new UnifyFolder(out);
        UnifyFolder.Asked asked = UnifyFolder.Asked.of(named.source(), Sha256.of(texts), settings);
        try (AnsweringModel model = writer.open(named, settings);
                RunClaim claim = folder.begin(asked)) {
            Map<String, String> unanswered = write(model, settings, folder, count[0]);
            UnifyFolder.Report report = folder.end(asked, count[0], unanswered);
            requireAnswers(unanswered);
            return summary(report, folder);
        }
    }

    /** @return the texts without an answer, and why */
    private Map<String, String> write(AnsweringModel model, UnifySettings settings, UnifyFolder folder, long count)
            throws IOException {
        Set<String> done = new HashSet<>();
        long[] made = {0};
        Progress progress = Progress.of("texts");
        try (GrowingRows<Outcome> rows = folder.rows(outcome -> {
            done.add(outcome.id());
            made[0] += outcome.isMade() ? 1 : 0;
        })) {
            Unifier unifier = new Unifier(model, outcome -> {
                rows.add(outcome);
                done.add(outcome.id());
                made[0] += outcome.isMade() ? 1 : 0;
                progress.at(done.size(), count, "rows %d, dropped %d".formatted(made[0], done.size() - made[0]));
            });
            SourceText.forEach(texts, (place, text) -> {
                if (!done.contains(text.id())) {
                    unifier.add(new PendingText(text, place, settings));
                }
            });
            unifier.finish();
            return unifier.unanswered();
        }
    }

    private void requireAnswers(Map<String, String> unanswered) {
        if (!unanswered.isEmpty() && !leaveOutUnanswered) {
            Map.Entry<String, String> first = unanswered.entrySet().iterator().next();
            String reason = first.getKey() + ": " + first.getValue();
            throw BadInput.coded(
                    "unify.unanswered",
                    "the model gave no answer for %d texts (%s). What was made is kept: start again to ask for the rest, or give --leave-out-unanswered"
                            .formatted(unanswered.size(), reason),
                    unanswered.size(),
                    reason);
        }
    }

    private static Map<String, Object> summary(UnifyFolder.Report report, UnifyFolder folder) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("texts", report.texts());
        summary.put(
                "rows",
                report.made().values().stream().mapToLong(Long::longValue).sum());
        summary.put("dropped", report.dropped());
        summary.put("unanswered", report.unanswered().size());
        summary.put("out", folder.dialogues().toString());
        return summary;
    }
}
