package org.careloop.ppo.rl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.saved.TextProbe;
import org.careloop.lm.train.ModelCard;
import org.careloop.lm.train.TimeShares;
import org.careloop.ppo.best.BestOfN;
import org.careloop.ppo.policy.EncodedPrompt;
import org.careloop.ppo.policy.PolicyCard;
import org.careloop.ppo.policy.Rollout;
import org.careloop.ppo.policy.Sequence;
import org.careloop.run.Json;
import org.careloop.run.MetricLog;
import org.careloop.run.health.RunCourse;

/** Writes what a run made: the policy with its card, and a report of how it did on held-out prompts and what ailed it. */
record PolicyResult(OnPolicyJob.Parts parts) {
    /** Answers by which what was saved is compared, in a run that shows none. */
    private static final int FEW = 4;

    void write(Path directory, MetricLog.Line last) throws IOException {
        ModelCard card = PolicyCard.of(
                parts.directory(),
                parts.spec(),
                OnPolicyTraining.method(parts.settings()),
                Map.of(
                        "prompts",
                        (long) parts.prompts().size(),
                        "held-out prompts",
                        (long) parts.heldOut().size(),
                        "responses sampled",
                        last.step() * parts.settings().sampling().rollouts()),
                (Record) parts.settings(),
                last);
        TextProbe probe = parts.samples().probe(this::fewAnswers);
        RunCourse course = course();
        PolicyCard.addCourse(card, course);
        parts.policy().write(directory, parts.settings().saving(), probe, parts.spec(), last, course, card);
        Json.replace(
                parts.directory().times(), TimeShares.read(parts.directory().metrics()));
    }

    /** The course, and where that is asked for, several answers to each held-out prompt by the reference and by the policy. */
    private RunCourse course() throws IOException {
        RunCourse course = RunCourse.read(parts.directory().metrics());
        int answers = parts.settings().heldOut().bestOf();
        if (answers == 0 || parts.heldOut().isEmpty()) {
            return course;
        }
        List<double[]> before = parts.policy().asReference(model -> scores(model, answers));
        List<double[]> after = parts.policy().asPolicy(model -> scores(model, answers));
        return course.besides(BestOfN.of(before), BestOfN.compared(before, after));
    }

    private List<double[]> scores(LanguageModel model, int answers) {
        return BestOfN.scores(
                model,
                parts.answering(),
                parts.scorer(),
                parts.heldOut(),
                answers,
                parts.settings().run().seed());
    }

    private List<Sequence> fewAnswers() {
        List<EncodedPrompt> few =
                parts.prompts().subList(0, Math.min(FEW, parts.prompts().size()));
        return parts.policy().asPolicy(model -> parts.answering().sample(model, few, 0)).stream()
                .map(Rollout::sequence)
                .toList();
    }
}
