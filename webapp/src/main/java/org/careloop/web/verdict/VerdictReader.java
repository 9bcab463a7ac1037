package org.careloop.web.verdict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.web.database.LongWork;
import org.careloop.web.dataset.ExportService;
import org.careloop.web.judge.JudgeService;
import org.careloop.web.study.Study;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads a study's votes for a verdict, as exports have them, all in one moment of the database. */
@Component
class VerdictReader {
    private static final String WITHOUT_MODELS = "without_models";
    private static final String SAME_MODEL = "same_model";

    private final ExportService exports;
    private final VerdictRepository repository;
    private final JudgeService judges;
    private final TransactionTemplate moment;

    VerdictReader(
            ExportService exports,
            VerdictRepository repository,
            JudgeService judges,
            PlatformTransactionManager transactions) {
        this.exports = exports;
        this.repository = repository;
        this.judges = judges;
        this.moment = new TransactionTemplate(transactions);
        moment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        moment.setReadOnly(true);
        moment.setTimeout(LongWork.SECONDS);
    }

    /**
     * Reads everything.
     *
     * @throws BadInput when the study does not name two models
     */
    VerdictData read(Study study) throws IOException {
        try {
            return Objects.requireNonNull(moment.execute(status -> {
                try {
                    return gathered(study);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private VerdictData gathered(Study study) throws IOException {
        Map<String, VerdictRepository.Place> places = repository.places(study.id());
        Map<String, Map<String, Boolean>> sides = repository.sides(study.id());
        Map<String, Long> leftOut = new LinkedHashMap<>();
        exports.leftOut(study.id())
                .forEach((reason, count) -> leftOut.put(reason.name().toLowerCase(Locale.ROOT), count));
        List<JudgedPair> pairs = new ArrayList<>();
        SortedSet<String> models = new TreeSet<>();
        ExportService.Fingerprint fingerprint = exports.read(study.id(), comparison -> {
            if (comparison.gold() != null) {
                return;
            }
            VerdictRepository.Place place =
                    places.getOrDefault(comparison.id(), new VerdictRepository.Place(Long.MAX_VALUE, 0));
            for (Comparison pair : comparison.pairs()) {
                pair.models().stream().filter(Objects::nonNull).forEach(models::add);
                String reason = unfit(pair);
                if (reason.isEmpty()) {
                    pairs.add(new JudgedPair(
                            pair, place.position(), place.open(), sides.getOrDefault(comparison.id(), Map.of())));
                } else if (!pair.votes().isEmpty()) {
                    leftOut.merge(reason, (long) pair.votes().size(), Long::sum);
                }
            }
        });
        requireTwo(study, models, pairs);
        return new VerdictData(
                pairs,
                repository.registered(),
                fingerprint.judgements(),
                fingerprint.sha256(),
                leftOut,
                repository.scripts(study.id()),
                judges.of(study.id()));
    }

    private static String unfit(Comparison pair) {
        if (pair.models().size() < 2 || pair.models().contains(null)) {
            return WITHOUT_MODELS;
        }
        return Objects.equals(pair.models().get(0), pair.models().get(1)) ? SAME_MODEL : "";
    }

    private static void requireTwo(Study study, SortedSet<String> models, List<JudgedPair> pairs) {
        if (models.isEmpty()) {
            throw BadInput.coded(
                    "verdict.no-models",
                    "study \"%s\" does not say which models wrote its answers; a verdict needs comparisons with \"models\""
                            .formatted(study.name()),
                    study.name());
        }
        if (pairs.isEmpty()) {
            throw BadInput.coded(
                    "verdict.one-model",
                    "study \"%s\" has no pair of two models: the only author known is \"%s\"; a verdict needs answers of two models to the same prompts"
                            .formatted(study.name(), String.join(", ", models)),
                    study.name(),
                    String.join(", ", models));
        }
    }
}
