package org.careloop.web.answers;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.TrainingData;
import org.careloop.run.preference.HeldOutPrompts;

/** The prompts of a run whose models answer them. */
final class AskedPrompts {
    private AskedPrompts() {}

    /** So many at most, those first that a run with this seed would hold out; 0 for all. */
    static List<Prompt> drawn(List<Prompt> prompts, int most, long seed) {
        if (most == 0 || most >= prompts.size()) {
            return prompts;
        }
        Map<List<Message>, Prompt> byText =
                prompts.stream().collect(Collectors.toMap(Prompt::prompt, Function.identity()));
        return HeldOutPrompts.inOrder(byText.keySet(), seed).stream()
                .limit(most)
                .map(byText::get)
                .toList();
    }

    /** Writes the dataset and its manifest. */
    static void write(RunDirectory directory, List<Prompt> prompts, String study, PromptShare share, Instant now)
            throws IOException {
        Files.createDirectories(directory.dataset());
        JsonLines.write(directory.prompts(), prompts);
        Map<String, String> sums = DatasetManifest.sha256(directory.dataset(), Set.of(TrainingData.PROMPTS.file()));
        Json.replace(
                directory.manifest(),
                new DatasetManifest(
                        null,
                        now,
                        Map.of("prompts", (long) prompts.size()),
                        Map.of(),
                        Map.of("study", study, "prompts", share.name().toLowerCase(Locale.ROOT)),
                        sums));
    }
}
