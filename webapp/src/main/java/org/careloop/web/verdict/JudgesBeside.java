package org.careloop.web.verdict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.Message;
import org.careloop.run.judging.JudgeAsked;
import org.careloop.run.judging.JudgeCounts;
import org.careloop.run.judging.JudgeReport;
import org.careloop.run.judging.Outcome;
import org.careloop.run.judging.PairOutcome;
import org.careloop.web.judge.JudgeResult;

/** Sets what judges said of two models beside the votes on the same pairs, by the arithmetic of the command {@code judge}. */
final class JudgesBeside {
    private final String candidate;
    private final String rival;
    private final Map<String, JudgedPair> pairs = new HashMap<>();
    private final Map<String, List<Message>> prompts = new HashMap<>();
    private final int others;

    JudgesBeside(VerdictData data, String candidate, String rival) {
        this.candidate = candidate;
        this.rival = rival;
        for (JudgedPair pair : data.pairs()) {
            if (pair.isOf(candidate, rival)) {
                pairs.put(pair.comparison().id(), pair);
                prompts.put(pair.comparison().id(), pair.prompt());
            }
        }
        this.others = data.pairs().size() - pairs.size();
    }

    /** Those about these two models, in the order in which they were brought. */
    List<JudgeBeside> of(List<JudgeResult> judges) {
        return judges.stream()
                .filter(judge -> judge.isOf(candidate, rival))
                .map(this::of)
                .toList();
    }

    private JudgeBeside of(JudgeResult judge) {
        boolean sameSide = judge.asked().newModel().equals(candidate);
        List<PairOutcome> said = new ArrayList<>();
        for (PairOutcome pair : judge.pairs()) {
            JudgedPair here = pairs.get(pair.id());
            if (here != null) {
                said.add((sameSide ? pair : pair.ofRival()).beside(people(here)));
            }
        }
        JudgeAsked asked = sameSide ? judge.asked() : judge.asked().ofRival();
        JudgeReport report = new JudgeCounts(prompts).report(asked, said, others);
        int elsewhere = judge.elsewhere() + judge.pairs().size() - said.size();
        return new JudgeBeside(judge.id().toString(), judge.attachedBy(), judge.attachedAt(), report, elsewhere);
    }

    private List<Outcome> people(JudgedPair pair) {
        boolean candidateIsA = pair.model(0).equals(candidate);
        return pair.comparison().votes().stream()
                .map(vote -> Outcome.of(vote.verdict(), candidateIsA))
                .toList();
    }
}
