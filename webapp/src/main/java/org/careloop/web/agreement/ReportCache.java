package org.careloop.web.agreement;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.careloop.run.Verdict;
import org.careloop.web.database.LongWork;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.Proportion;
import org.careloop.web.study.Scores;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign.Criterion;
import org.careloop.web.study.StudyId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Computes agreement reports, one at a time, and keeps the last of each study until its votes change. */
@Component
class ReportCache {
    private static final int MOST_TAGS = 12;
    private static final int MOST_PAIRS = 150;
    private static final int MOST_PAIRS_OF_A_GROUP = 30;

    private final AgreementRepository votes;
    private final AnnotatorRepository annotators;
    private final TransactionTemplate reading;
    private final Clock clock;
    private final Executor worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("agreement").factory());
    private final Map<StudyId, Entry> entries = new ConcurrentHashMap<>();
    private final Map<StudyId, AgreementReport> finished = new ConcurrentHashMap<>();

    ReportCache(
            AgreementRepository votes,
            AnnotatorRepository annotators,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.votes = votes;
        this.annotators = annotators;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.reading.setTimeout(LongWork.SECONDS);
        this.clock = clock;
    }

    private record Entry(AgreementRepository.Token token, CompletableFuture<AgreementReport> report) {}

    /** The report on the present votes; it may still be computed. */
    CompletableFuture<AgreementReport> current(Study study) {
        AgreementRepository.Token token = votes.token(study.id());
        return entries.compute(
                        study.id(),
                        (id, known) -> known != null
                                        && known.token().equals(token)
                                        && !known.report().isCompletedExceptionally()
                                ? known
                                : new Entry(token, CompletableFuture.supplyAsync(() -> make(study), worker)))
                .report();
    }

    /** The last finished report, which may lack the newest votes. */
    Optional<AgreementReport> last(StudyId study) {
        return Optional.ofNullable(finished.get(study));
    }

    private AgreementReport make(Study study) {
        AgreementReport report = Objects.requireNonNull(reading.execute(status -> read(study)));
        finished.put(study.id(), report);
        return report;
    }

    private AgreementReport read(Study study) {
        List<String> criteria =
                study.design().criteria().stream().map(Criterion::key).toList();
        VoteSheet sheet = votes.sheet(study.id(), criteria);
        List<Integer> all = sheet.everything();
        boolean bothBad = study.design().scale().hasBothBad()
                || sheet.patterns(0, all).verdicts()[Verdict.BOTH_BAD.ordinal()] > 0;
        int choices = bothBad ? 4 : 3;
        Map<String, List<Integer>> byTag = sheet.by(VoteSheet.Comparison::tags);
        Map<String, List<Integer>> byLanguage =
                sheet.by(comparison -> List.of(Objects.requireNonNullElse(comparison.language(), "")));
        Map<PersonId, Habits> habits = Habits.of(sheet);
        Proportion usual = AgreementReport.sum(
                habits.values().stream().map(Habits::withOthers).toList());
        return new AgreementReport(
                clock.instant(),
                sheet.votes(),
                AgreementReport.Group.of("", sheet, 0, all, choices, MOST_PAIRS),
                IntStream.range(0, criteria.size())
                        .mapToObj(i -> AgreementReport.Group.of(
                                criteria.get(i), sheet, i + 1, all, choices, MOST_PAIRS_OF_A_GROUP))
                        .toList(),
                groups(sheet, byLanguage, choices, Integer.MAX_VALUE),
                groups(sheet, byTag, choices, MOST_TAGS),
                Math.max(0, byTag.size() - MOST_TAGS),
                study.design().isRating() ? ratings(study, criteria) : List.of(),
                habits,
                usual,
                BinomialTests.unlike(habits, usual),
                annotators.withGold(study.id()),
                annotators.withSelf(study.id()));
    }

    private List<RatingAgreement> ratings(Study study, List<String> criteria) {
        RatingSheet sheet = votes.ratings(study.id());
        return Stream.concat(Stream.of(Scores.OVERALL), criteria.stream())
                .map(key -> sheet.agreement(key, MOST_PAIRS_OF_A_GROUP))
                .toList();
    }

    private static List<AgreementReport.Group> groups(
            VoteSheet sheet, Map<String, List<Integer>> byName, int choices, int most) {
        return byName.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, List<Integer>> group) ->
                                -group.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .limit(most)
                .map(group -> AgreementReport.Group.of(
                        group.getKey(), sheet, 0, group.getValue(), choices, MOST_PAIRS_OF_A_GROUP))
                .toList();
    }
}
