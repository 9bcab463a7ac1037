package org.careloop.reward;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.careloop.lm.train.Job;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.TrainingData;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.run.cli.CommandRun;

/** Small runs for tests. */
final class Runs {
    static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

    private Runs() {}

    /** Votes by a plain rule: the response that thanks wins; where neither or both do, it is a tie. */
    static List<Comparison> thankful(int prompts) {
        List<Comparison> rows = new ArrayList<>();
        for (int i = 0; i < prompts; i++) {
            String thanks = "He said thank you " + "and ran ".repeat(i % 3);
            String none = "He went home " + "and sat ".repeat(i % 4);
            String other = "She had a cat " + "and a dog ".repeat(i % 2);
            rows.add(row(
                    i + "-1",
                    i,
                    i % 2 == 0 ? thanks : none,
                    i % 2 == 0 ? none : thanks,
                    i % 2 == 0 ? Verdict.A : Verdict.B));
            rows.add(row(i + "-2", i, other, thanks, Verdict.B));
            rows.add(row(i + "-3", i, none, other, i % 2 == 0 ? Verdict.SAME : Verdict.BOTH_BAD));
        }
        return rows;
    }

    private static Comparison row(String id, int prompt, String a, String b, Verdict verdict) {
        List<Vote> votes = List.of(new Vote("clinician-1", verdict), new Vote("clinician-2", verdict));
        return new Comparison(
                id, List.of(Message.user("What did friend number " + prompt + " do?")), a, b, votes, "en", List.of());
    }

    static RunDirectory prepare(Path folder, Path model, List<Comparison> comparisons, Map<String, Object> settings)
            throws IOException {
        Path file = folder.resolveSibling(folder.getFileName() + ".jsonl");
        JsonLines.write(file, comparisons);
        return new CommandRun(
                        RunKind.REWARD,
                        model,
                        null,
                        null,
                        settings,
                        Map.of(TrainingData.COMPARISONS.file(), file),
                        Map.of())
                .prepare(folder, NOON);
    }

    /** Of 24 comparisons on the smallest model. */
    static RunDirectory ofStories(Path folder, Map<String, Object> settings) throws IOException {
        return prepare(folder, SharedData.stories(), thankful(8), settings);
    }

    static Job job(RunDirectory run) throws IOException {
        return RewardTraining.load(run, run.readSpec());
    }
}
