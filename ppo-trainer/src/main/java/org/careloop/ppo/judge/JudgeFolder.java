package org.careloop.ppo.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Phrase;
import org.careloop.run.RunClaim;
import org.careloop.run.cli.WorkFolder;
import org.careloop.run.judging.JudgeAsked;
import org.careloop.run.judging.JudgeCounts;
import org.careloop.run.judging.JudgeReport;
import org.careloop.run.judging.PairOutcome;
import org.careloop.run.rows.GrowingRows;
import org.careloop.run.settings.AnswerSettings;
import org.careloop.run.settings.GenerateSettings;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.WeightSettings;

/**
 * What {@code judge} leaves: {@code asked.json}, {@code calls.jsonl} that grows, and at the end {@code judged.jsonl} with
 * {@code report.json}.
 */
record JudgeFolder(Path path) {
    /** What the verdicts of a judge on the pairs of a file depend on. */
    static JudgeAsked asked(String judge, PairFile file, AnswerSettings.Judging settings) {
        Map<String, Integer> versions = new TreeMap<>();
        versions.put(JudgeWording.CHINESE.language(), JudgeWording.CHINESE.version());
        versions.put(JudgeWording.ENGLISH.language(), JudgeWording.ENGLISH.version());
        return new JudgeAsked(
                judge,
                file.newModel(),
                file.rival(),
                file.sha256(),
                versions,
                decisive(settings).asLine());
    }

    /** How patiently a server is asked, and where a checkpoint computes, may change when a command goes on. */
    private static AnswerSettings.Judging decisive(AnswerSettings.Judging settings) {
        AnswerSettings.Judging usual = Settings.defaults(AnswerSettings.Judging.class);
        return new AnswerSettings.Judging(
                settings.tries(),
                new GenerateSettings.Run(usual.run().batchSize(), settings.run().seed()),
                settings.sampling(),
                usual.servers(),
                new WeightSettings(usual.weights().device(), settings.weights().dtype()));
    }

    /**
     * Makes the folder, or goes on with what the same command left in it.
     *
     * @return holds the folder
     * @throws org.careloop.run.BadInput where it holds something else, or another process works there
     */
    RunClaim begin(JudgeAsked asked) throws IOException {
        return new WorkFolder(path)
                .begin(
                        "asked.json",
                        asked,
                        Phrase.of(
                                "judge.out-differs",
                                "verdicts on other pairs, by another judge, with other settings or in other words are"
                                        + " there; give the same arguments to go on, or name another --out"));
    }

    /** @param earlier takes the calls that are there */
    GrowingRows<JudgeCall> calls(Consumer<JudgeCall> earlier) throws IOException {
        return GrowingRows.open(path.resolve("calls.jsonl"), JudgeCall.class, earlier);
    }

    /**
     * Writes what came of each pair, and the report.
     *
     * @param calls by their keys
     */
    JudgeReport end(JudgeAsked asked, PairFile file, Map<String, JudgeCall> calls) throws IOException {
        List<PairOutcome> judged = file.pairs().stream()
                .map(pair -> pair.judged(
                        calls.get(JudgeCall.key(pair.id(), true)), calls.get(JudgeCall.key(pair.id(), false))))
                .toList();
        JsonLines.write(path.resolve("judged.jsonl"), judged);
        Map<String, List<Message>> prompts = new HashMap<>();
        file.pairs().forEach(pair -> prompts.put(pair.id(), pair.prompt()));
        JudgeReport report = new JudgeCounts(prompts).report(asked, judged, file.others());
        Json.replace(path.resolve("report.json"), report);
        return report;
    }
}
