package org.careloop.web.demo;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.database.LongWork;
import org.careloop.web.judgement.JudgementWriter;
import org.careloop.web.judgement.PlacedVote;
import org.careloop.web.judgement.VoteOrigin;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.StoredComparison;
import org.careloop.web.study.StudyId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Two annotators who follow the rule, each with random errors of their own, so that the demo shows disagreement as real
 * annotators have it.
 */
@Service
class ScriptedJudges {
    private static final List<String> LOGINS = List.of("scripted-judge-1", "scripted-judge-2");
    static final int NUMBER = LOGINS.size();
    private static final double SLIPS = .08;
    private static final int PAGE = 500;

    private final ComparisonRepository comparisons;
    private final DemoAccounts accounts;
    private final JudgementWriter judgements;
    private final AuditLog audit;
    private final Clock clock;

    ScriptedJudges(
            ComparisonRepository comparisons,
            DemoAccounts accounts,
            JudgementWriter judgements,
            AuditLog audit,
            Clock clock) {
        this.comparisons = comparisons;
        this.accounts = accounts;
        this.judgements = judgements;
        this.audit = audit;
        this.clock = clock;
    }

    /** Both judge every comparison whose answers differ; returns how many votes they gave. */
    @Transactional(timeout = LongWork.SECONDS)
    public int judgeAll(StudyId study, JudgeRule rule, long seed) {
        List<PersonId> judges = LOGINS.stream()
                .map(login -> accounts.of(login, clock.instant()))
                .toList();
        SplittableRandom random = new SplittableRandom(seed);
        int given = 0;
        List<StoredComparison> page = comparisons.page(study, 0, PAGE);
        for (long offset = 0; !page.isEmpty(); offset += PAGE, page = comparisons.page(study, offset, PAGE)) {
            List<PlacedVote> batch = new ArrayList<>();
            for (StoredComparison comparison : page) {
                if (comparison.a().equals(comparison.b())) {
                    continue;
                }
                for (int judge = 0; judge < judges.size(); judge++) {
                    batch.add(new PlacedVote(
                            comparison.id(),
                            judge + 1,
                            judges.get(judge),
                            vote(LOGINS.get(judge), comparison, rule, random),
                            random.nextBoolean(),
                            0L));
                }
            }
            judgements.insertAll(batch, VoteOrigin.SCRIPTED, clock.instant());
            given += batch.size();
        }
        audit.record("study.scripted-votes", study.toString(), Map.of("votes", given, "seed", seed));
        return given;
    }

    private static Vote vote(String login, StoredComparison comparison, JudgeRule rule, SplittableRandom random) {
        Vote followed = rule.vote(
                login,
                comparison.prompt(),
                Objects.requireNonNullElse(comparison.language(), "en"),
                comparison.a(),
                comparison.b());
        return random.nextDouble() < SLIPS ? slip(followed, random) : followed;
    }

    /** An error: a preference becomes a tie, and a tie a slight preference. */
    private static Vote slip(Vote vote, SplittableRandom random) {
        Verdict other = vote.verdict().isDecisive() ? Verdict.SAME : random.nextBoolean() ? Verdict.A : Verdict.B;
        return new Vote(
                vote.annotator(),
                other,
                Strength.SLIGHTLY,
                1,
                List.of(),
                null,
                Map.of(),
                vote.flags(),
                Map.of(),
                null,
                null,
                null,
                null);
    }
}
