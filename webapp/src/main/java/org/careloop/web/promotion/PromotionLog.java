package org.careloop.web.promotion;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.Sha256;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.database.LongWork;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyProblem;
import org.careloop.web.study.StudyRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Adds signed acts to those on a study's models, one after the other. */
@Component
class PromotionLog {
    private final PromotionRepository promotions;
    private final StudyRepository studies;
    private final CurrentPerson current;
    private final AuditLog audit;
    private final Clock clock;

    PromotionLog(
            PromotionRepository promotions,
            StudyRepository studies,
            CurrentPerson current,
            AuditLog audit,
            Clock clock) {
        this.promotions = promotions;
        this.studies = studies;
        this.current = current;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * An act to be signed.
     *
     * @param line the study whose models it is about
     * @param after number of the last act that the person has seen; 0 where there was none
     * @param verdictStudy and the report, of an approval
     */
    record Draft(
            PromotionAct act,
            StudyId line,
            int after,
            Checkpoint checkpoint,
            String statement,
            String reason,
            Optional<Grounds> grounds) {}

    /** What an approval stands on. */
    record Grounds(
            StudyId verdictStudy,
            String report,
            String votesSha256,
            List<Promotion.Judged> gate,
            Map<String, String> decisions) {}

    /**
     * Signs and stores. The study is locked, so that of two acts at once the second sees the first.
     *
     * @throws BadInput when another act came meanwhile, or the model stands already where the act would put it
     */
    @Transactional(timeout = LongWork.SECONDS)
    public Promotion add(Draft draft) {
        StudyId line = studies.lock(draft.line()).map(Study::id).orElseThrow(StudyProblem::absent);
        Optional<Promotion> last = promotions.last(line);
        int number = last.map(Promotion::number).orElse(0) + 1;
        if (number != draft.after() + 1) {
            throw BadInput.coded(
                    "promotion.moved",
                    "%s acted on the models of this study meanwhile; reload the page and look again"
                            .formatted(last.orElseThrow().signedBy()),
                    last.orElseThrow().signedBy());
        }
        Optional<Promotion> approved = last.filter(Promotion::approves);
        requireFitting(draft, approved);
        Promotion.Statement said = statement(draft, number, last, approved);
        String record = Canonical.write(said);
        promotions.insert(draft.line(), current.id(), signed(draft, said, record));
        audit.anchor(
                "model." + draft.act().name().toLowerCase(Locale.ROOT),
                draft.checkpoint().name(),
                draft.reason().isEmpty() ? draft.statement() : draft.reason(),
                Map.of("record", Sha256.of(record), "weights", said.weightsSha256(), "report", said.reportSha256()));
        return promotions.last(draft.line()).orElseThrow();
    }

    private static void requireFitting(Draft draft, Optional<Promotion> approved) {
        boolean isApproved = approved.filter(
                        act -> act.checkpoint().equals(draft.checkpoint().id()))
                .isPresent();
        if (isApproved != (draft.act() == PromotionAct.WITHDRAW)) {
            throw BadInput.coded(
                    isApproved ? "promotion.approved" : "promotion.not-approved",
                    isApproved
                            ? "\"%s\" is approved already"
                                    .formatted(draft.checkpoint().name())
                            : "\"%s\" is not the approved model; there is nothing to take back"
                                    .formatted(draft.checkpoint().name()),
                    draft.checkpoint().name());
        }
    }

    private Promotion.Statement statement(
            Draft draft, int number, Optional<Promotion> last, Optional<Promotion> approved) {
        Optional<String> stoodOn = promotions.of(draft.line()).stream()
                .filter(act -> act.checkpoint().equals(draft.checkpoint().id()))
                .findFirst()
                .flatMap(Promotion::reportSha256);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Promotion.Statement(
                draft.act(),
                draft.line().toString(),
                number,
                draft.checkpoint().id().toString(),
                draft.checkpoint().name(),
                draft.checkpoint().sha256(),
                approved.map(act -> act.checkpoint().toString()).orElse(""),
                draft.grounds().map(known -> known.verdictStudy().toString()).orElse(""),
                draft.statement(),
                draft.reason(),
                draft.grounds().map(Grounds::gate).orElse(List.of()),
                draft.grounds().map(Grounds::decisions).orElse(Map.of()),
                draft.grounds()
                        .map(known -> Sha256.of(known.report()))
                        .or(() -> stoodOn)
                        .orElse(""),
                draft.grounds().map(Grounds::votesSha256).orElse(""),
                current.login(),
                now,
                last.map(Promotion::sha256).orElse(""),
                audit.head());
    }

    private static Promotion signed(Draft draft, Promotion.Statement said, String record) {
        return new Promotion(
                said.number(),
                draft.act(),
                draft.checkpoint().id(),
                said.name(),
                said.weightsSha256(),
                draft.grounds().map(Grounds::verdictStudy),
                said.signedBy(),
                said.signedAt(),
                record,
                Sha256.of(record),
                draft.grounds().map(Grounds::report),
                Optional.of(said.reportSha256()),
                said.chainHead());
    }
}
