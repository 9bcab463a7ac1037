package org.careloop.ppo.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.careloop.ppo.answer.AnsweringModel;
import org.careloop.ppo.answer.AskedModel;
import org.careloop.run.BadInput;
import org.careloop.run.RunClaim;
import org.careloop.run.RunSpec;
import org.careloop.run.cli.Commands;
import org.careloop.run.cli.Progress;
import org.careloop.run.cli.SettingsOption;
import org.careloop.run.judging.JudgeAsked;
import org.careloop.run.judging.JudgeReport;
import org.careloop.run.rows.GrowingRows;
import org.careloop.run.settings.AnswerSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code careloop judge}: a model judges the answers of two others, beside what people said. */
@Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        description = {
            "Asks a model which of two answers is better, each pair in both orders: better twice, or better and equal, is a"
                    + " win, one each way a tie.",
            "Where the file has people's votes, both stand beside each other with their agreement. The judge's verdicts are"
                    + " never votes.",
            "The same command goes on with what was not judged."
        })
public final class JudgeCommand implements Commands.Summarised {
    private static final String JUDGE = "judge";

    @Option(
            names = "--pairs",
            required = true,
            paramLabel = "FILE",
            description = "Comparisons with the names of their models, as answer and export write them.")
    private Path pairs;

    @Option(names = "--new", required = true, paramLabel = "NAME", description = "The model whose wins are counted.")
    private String newModel;

    @Option(
            names = "--rival",
            paramLabel = "NAME",
            description = "The model beside it; needed where the file has several.")
    private @Nullable String rival;

    @Mixin
    private AskedModel judge = new AskedModel();

    @Option(
            names = "--leave-out-unanswered",
            description = "Ends well although the judge did not answer about some pairs.")
    private boolean leaveOutUnanswered;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Directory of the verdicts, to make or go on with.")
    private Path out;

    @Mixin
    private SettingsOption<AnswerSettings.Judging> options = new SettingsOption<>(AnswerSettings.Judging.class);

    @Spec
    private CommandSpec spec;

    @Override
    public Map<String, Object> call() throws IOException {
        AnswerSettings.Judging settings = options.settings();
        RunSpec.Answerer named = judge.named(JUDGE);
        PairFile file = PairFile.read(pairs, newModel, rival);
        JudgeFolder folder = new JudgeFolder(out);
        JudgeAsked asked = JudgeFolder.asked(named.source(), file, settings);
        try (AnsweringModel model = judge.open(named, settings);
                RunClaim claim = folder.begin(asked)) {
            Map<String, JudgeCall> calls = new LinkedHashMap<>();
            Map<String, String> unanswered = ask(model, settings, folder, file, calls);
            JudgeReport report = folder.end(asked, file, calls);
            spec.commandLine().getErr().print(JudgeTable.of(report));
            spec.commandLine().getErr().flush();
            requireAnswers(unanswered);
            requireVerdicts(report, calls);
            return summary(report, unanswered.size());
        }
    }

    /** @return calls without a reply, and why */
    private static Map<String, String> ask(
            AnsweringModel model,
            AnswerSettings.Judging settings,
            JudgeFolder folder,
            PairFile file,
            Map<String, JudgeCall> calls)
            throws IOException {
        long all = 2 * file.pairs().stream().filter(pair -> !pair.isIdentical()).count();
        Progress progress = Progress.of("verdicts");
        try (GrowingRows<JudgeCall> rows = folder.calls(call -> calls.put(call.key(), call))) {
            Judging judging = new Judging(model, settings, call -> {
                rows.add(call);
                calls.put(call.key(), call);
                progress.at(calls.size(), all, "");
            });
            judging.judge(file.pairs(), calls.keySet());
            return judging.unanswered();
        }
    }

    private void requireAnswers(Map<String, String> unanswered) {
        if (!unanswered.isEmpty() && !leaveOutUnanswered) {
            Map.Entry<String, String> first = unanswered.entrySet().iterator().next();
            String reason = first.getKey() + ": " + first.getValue();
            throw BadInput.coded(
                    "judge.unanswered",
                    "the judge did not answer %d times (%s). What it said is kept: start again to ask for the rest, or give --leave-out-unanswered"
                            .formatted(unanswered.size(), reason),
                    unanswered.size(),
                    reason);
        }
    }

    /** A judge of which nothing can be read has judged nothing. */
    private static void requireVerdicts(JudgeReport report, Map<String, JudgeCall> calls) {
        if (report.failed() > 0 && report.failed() + report.identical() == report.pairs() && !calls.isEmpty()) {
            String reply = calls.values().iterator().next().reply();
            throw BadInput.coded(
                    "judge.unreadable",
                    "no pair has a verdict in both orders that can be read; expected a last line such as \"Verdict: 1\", given \"%s\". Ask another judge, and name another --out"
                            .formatted(reply),
                    reply);
        }
    }

    private Map<String, Object> summary(JudgeReport report, int unanswered) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("command", "judge");
        summary.put("judge", report.asked().judge());
        summary.put("kind", report.kind());
        summary.put("pairs", report.pairs());
        summary.put("win", report.all().win().count());
        summary.put("tie", report.all().tie().count());
        summary.put("fail", report.all().fail().count());
        summary.put("failed", report.failed());
        summary.put("contradictory", report.orders().contradictory());
        JudgeReport.People people = report.people();
        if (people != null) {
            summary.put("kappa", people.kappa());
            summary.put("pairs_with_votes", people.n());
        }
        summary.put("unanswered", unanswered);
        summary.put("out", out.toString());
        return summary;
    }
}
