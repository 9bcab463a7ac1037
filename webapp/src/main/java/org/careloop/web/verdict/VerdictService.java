package org.careloop.web.verdict;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.springframework.stereotype.Service;

/** Whether a new model is better than its rival, by the votes of a study. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
public class VerdictService {
    private final VerdictCalculator calculator;
    private final VerdictCache reports;
    private final VerdictRepository repository;
    private final StudyAccess access;

    VerdictService(
            VerdictCalculator calculator, VerdictCache reports, VerdictRepository repository, StudyAccess access) {
        this.calculator = calculator;
        this.reports = reports;
        this.repository = repository;
        this.access = access;
    }

    /**
     * A report, which may not be ready yet.
     *
     * @param report the newest one on these terms; empty while the first is computed, and where there is none
     * @param refused why there is no report; empty while it is computed
     * @param upToDate whether this is about the present votes; if not, a new report is being computed
     */
    public record Reading(Optional<VerdictReport> report, Optional<BadInput> refused, boolean upToDate) {}

    /**
     * Counts the present votes. It may be asked for every day: the test allows that.
     *
     * @throws BadInput when the study does not name two models, has no vote on them yet, or other terms are asked for
     *     than were fixed before the first vote
     */
    public VerdictReport report(Study study, VerdictAsked asked) throws IOException {
        access.requireLead(study.id());
        return calculator.report(study, asked);
    }

    /**
     * The same, with the net win rate over the prompts that nobody judged yet as a reward model expects it. No decision rests on it.
     *
     * @throws BadInput also when too few prompts have scores
     */
    public VerdictReport report(Study study, VerdictAsked asked, RewardScores scores) throws IOException {
        access.requireLead(study.id());
        return calculator.report(study, asked, scores);
    }

    /** The same for a screen: waits for a limited time, and keeps a report until the votes change. */
    public Reading reading(Study study, VerdictAsked asked, Duration patience) {
        access.requireLead(study.id());
        CompletableFuture<VerdictReport> current = reports.current(study, asked);
        try {
            return new Reading(
                    Optional.of(current.get(patience.toMillis(), TimeUnit.MILLISECONDS)), Optional.empty(), true);
        } catch (TimeoutException e) {
            return new Reading(reports.last(study.id(), asked), Optional.empty(), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reading(reports.last(study.id(), asked), Optional.empty(), false);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BadInput refused) {
                return new Reading(Optional.empty(), Optional.of(refused), true);
            }
            throw new IllegalStateException("the verdict could not be made", e.getCause());
        }
    }

    /** The comparisons of a report's losses by their ids in it, which are those of files. */
    public Map<String, ComparisonId> losses(Study study, VerdictReport report) {
        access.requireLead(study.id());
        Map<String, String> files = report.losses().stream()
                .map(VerdictReport.Loss::comparison)
                .collect(Collectors.toMap(Function.identity(), VerdictService::ofRanking, (one, other) -> one));
        Map<String, ComparisonId> known = repository.comparisons(study.id(), files.values());
        return files.entrySet().stream()
                .filter(loss -> known.containsKey(loss.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, loss -> known.get(loss.getValue())));
    }

    /** Two responses of a ranking are named {@code id#0-2}. */
    private static String ofRanking(String pair) {
        return pair.replaceFirst("#\\d-\\d$", "");
    }
}
