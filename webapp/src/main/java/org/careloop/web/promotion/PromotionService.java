package org.careloop.web.promotion;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.Sha256;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.database.LongWork;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Reauthentication;
import org.careloop.web.people.Role;
import org.careloop.web.study.StorableText;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyPool;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which of the models that learnt from a study's votes is in use. A lead of the study approves one on the verdict of another
 * study, takes an approval back, or approves the one before again; each act is signed with the password once more.
 */
@Service
@RolesAllowed(Role.Names.STUDY_LEAD)
public class PromotionService {
    static final int LONGEST = 2000;

    private final PromotionRepository promotions;
    private final PromotionLog log;
    private final Verdicts verdicts;
    private final CheckpointService checkpoints;
    private final StudyAccess access;
    private final Reauthentication reauthentication;
    private final CurrentPerson current;
    private final AuditLog audit;
    private final Clock clock;

    PromotionService(
            PromotionRepository promotions,
            PromotionLog log,
            Verdicts verdicts,
            CheckpointService checkpoints,
            StudyAccess access,
            Reauthentication reauthentication,
            CurrentPerson current,
            AuditLog audit,
            Clock clock) {
        this.promotions = promotions;
        this.log = log;
        this.verdicts = verdicts;
        this.checkpoints = checkpoints;
        this.access = access;
        this.reauthentication = reauthentication;
        this.current = current;
        this.audit = audit;
        this.clock = clock;
    }

    /** The acts on the models of a study that the person asking may see, the latest first. */
    @Transactional(readOnly = true)
    @RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
    public List<Promotion> history(StudyId line) {
        access.requireSee(line);
        return promotions.of(line);
    }

    /** The approved model of a study; empty where there is none. */
    @Transactional(readOnly = true)
    @RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER, Role.Names.ADMINISTRATOR})
    public Optional<ModelInUse> inUse(StudyId line) {
        access.requireSee(line);
        return approved(line).map(ModelInUse::of);
    }

    private Optional<Promotion> approved(StudyId line) {
        return promotions.last(line).filter(Promotion::approves);
    }

    /** The model of a study that was approved before the present one, or before the last approval was taken back. */
    @Transactional(readOnly = true)
    public Optional<Promotion> before(StudyId line) {
        access.requireLead(line);
        List<Promotion> acts = promotions.of(line);
        Optional<CheckpointId> last = acts.stream().findFirst().map(Promotion::checkpoint);
        return acts.stream()
                .filter(Promotion::approves)
                .filter(act -> !last.equals(Optional.of(act.checkpoint())))
                .findFirst();
    }

    /** Whether the person asking may act on a checkpoint: they lead the study that it learnt from, and it learnt from one. */
    @Transactional(readOnly = true)
    @RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER, Role.Names.ADMINISTRATOR})
    public boolean mayAct(Checkpoint checkpoint) {
        return current.has(Role.STUDY_LEAD)
                && checkpoint.state().isPresent()
                && !isOfSeveral(checkpoint)
                && checkpoint.study().filter(access::mayLead).isPresent();
    }

    /** The studies that the person asking leads and that may judge a model: it wrote answers there. */
    @Transactional(readOnly = true)
    public List<Study> verdictStudies(CheckpointId id) {
        return verdicts.studies(led(id));
    }

    /**
     * The verdict on a model and what it has to show; empty while the votes are still counted after that time.
     *
     * @throws BadInput when there is no vote on it yet, or the study does not name two models
     */
    public Optional<Outlook> outlook(CheckpointId id, StudyId verdictStudy, Duration patience) {
        Checkpoint checkpoint = led(id);
        return verdicts.outlook(checkpoint, verdictStudy, promotions.decisions(id, verdictStudy), patience);
    }

    /**
     * Notes what was decided on a loss in safety; a later decision takes the place of an earlier one until the model is approved.
     *
     * @param comparison as the verdict's report names it
     */
    @Transactional(timeout = LongWork.SECONDS)
    public void decide(CheckpointId id, StudyId verdictStudy, String comparison, String decision) {
        Checkpoint checkpoint = led(id);
        access.requireLead(verdictStudy);
        String said = needed("promotion.decision-needed", "a decision", decision);
        promotions.decide(id, verdictStudy, comparison, said, current.id(), clock.instant());
        audit.record("model.decide", checkpoint.name(), said, Map.of("comparison", comparison));
    }

    /**
     * Approves a model. The verdict is counted anew and signed as it stands.
     *
     * @throws BadInput when the password is wrong, the votes have changed since they were looked at, a point that was not
     *     passed has no reason, or another act came meanwhile
     */
    public Promotion approve(Approval asked, String password) throws IOException {
        Checkpoint checkpoint = led(asked.checkpoint());
        access.requireLead(asked.verdictStudy());
        reauthentication.require(password);
        String statement = needed("promotion.statement-needed", "a statement", asked.statement());
        Outlook outlook = verdicts.outlook(
                checkpoint, asked.verdictStudy(), promotions.decisions(checkpoint.id(), asked.verdictStudy()));
        if (!outlook.report().data().sha256().equals(asked.votesSha256())) {
            throw BadInput.coded(
                    "promotion.votes-changed",
                    "the votes have changed since you looked at the verdict; reload the page and look again");
        }
        return log.add(new PromotionLog.Draft(
                PromotionAct.APPROVE,
                line(checkpoint),
                asked.after(),
                checkpoint,
                statement,
                "",
                Optional.of(new PromotionLog.Grounds(
                        asked.verdictStudy(),
                        Canonical.write(outlook.report()),
                        outlook.report().data().sha256(),
                        judged(outlook.gate(), asked.overruled()),
                        outlook.decisions()))));
    }

    private static List<Promotion.Judged> judged(List<GatePoint> gate, Map<GatePoint.Kind, String> overruled) {
        List<Promotion.Judged> judged = new ArrayList<>();
        for (GatePoint point : gate) {
            judged.add(new Promotion.Judged(point, point.passed() ? "" : reason(point, overruled)));
        }
        return judged;
    }

    private static String reason(GatePoint point, Map<GatePoint.Kind, String> overruled) {
        return needed(
                "promotion.point-needed",
                "point \"%s\" of the gate was not passed; a reason".formatted(point.kind()),
                overruled.getOrDefault(point.kind(), ""));
    }

    /**
     * Takes an approval back. No model of the study is approved then.
     *
     * @throws BadInput when the password is wrong, there is no reason, or another act came meanwhile
     */
    public Promotion withdraw(CheckpointId id, String reason, int after, String password) {
        return end(PromotionAct.WITHDRAW, led(id), reason, after, password);
    }

    /**
     * Approves a model again that was approved before, in place of the present one, without a new verdict.
     *
     * @throws BadInput when the password is wrong, there is no reason, it never was approved, or another act came meanwhile
     */
    public Promotion goBack(CheckpointId id, String reason, int after, String password) {
        Checkpoint checkpoint = led(id);
        boolean known = promotions.of(line(checkpoint)).stream()
                .anyMatch(act -> act.checkpoint().equals(id));
        if (!known) {
            throw BadInput.coded(
                    "promotion.never",
                    "\"%s\" was never approved; approve it on a verdict".formatted(checkpoint.name()),
                    checkpoint.name());
        }
        return end(PromotionAct.RETURN, checkpoint, reason, after, password);
    }

    private Promotion end(PromotionAct act, Checkpoint checkpoint, String reason, int after, String password) {
        reauthentication.require(password);
        String said = needed("promotion.reason-needed", "a reason", reason);
        return log.add(new PromotionLog.Draft(act, line(checkpoint), after, checkpoint, "", said, Optional.empty()));
    }

    /** Computes the hashes of an act again, and looks for what stood before it in the audit trail. */
    @Transactional(readOnly = true, timeout = LongWork.SECONDS)
    @RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
    public Promotion.Check check(StudyId line, int number) {
        access.requireSee(line);
        Promotion act = promotions.of(line).stream()
                .filter(known -> known.number() == number)
                .findFirst()
                .orElseThrow();
        Promotion.Statement said = act.statement();
        return new Promotion.Check(
                Sha256.of(act.record()).equals(act.sha256()),
                act.report().isEmpty() || Sha256.of(act.report().get()).equals(said.reportSha256()),
                act.weightsSha256().equals(said.weightsSha256()),
                audit.holds(act.chainHead()));
    }

    private Checkpoint led(CheckpointId id) {
        Checkpoint checkpoint = checkpoints.find(id).orElseThrow(CheckpointService::absent);
        if (checkpoint.state().isEmpty()) {
            throw BadInput.coded(
                    "promotion.no-policy",
                    "\"%s\" is no policy that was trained here; only those are approved".formatted(checkpoint.name()),
                    checkpoint.name());
        }
        if (isOfSeveral(checkpoint)) {
            throw BadInput.coded(
                    "promotion.several",
                    "\"%s\" learnt from several studies, and approvals are those of one study; train it on one of them to approve it"
                            .formatted(checkpoint.name()),
                    checkpoint.name());
        }
        access.requireLead(line(checkpoint));
        return checkpoint;
    }

    /** An approval is told to all who see the study, who may not all see the model then. */
    private static boolean isOfSeveral(Checkpoint checkpoint) {
        return checkpoint.pool().filter(StudyPool::isOfSeveral).isPresent();
    }

    private static StudyId line(Checkpoint checkpoint) {
        return checkpoint.study().orElseThrow();
    }

    private static String needed(String code, String what, String given) {
        String text = given.strip();
        if (text.isEmpty()) {
            throw BadInput.coded(code, what + " in words is needed");
        }
        StorableText.check("text", text, LONGEST);
        return text;
    }
}
