package org.careloop.web.promotion;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.checkpoint.HeldOutAccuracy;
import org.careloop.web.checkpoint.Lineage;
import org.careloop.web.checkpoint.LineageService;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyProblem;
import org.careloop.web.study.StudyRepository;
import org.careloop.web.verdict.VerdictAsked;
import org.careloop.web.verdict.VerdictReport;
import org.careloop.web.verdict.VerdictService;
import org.springframework.stereotype.Component;

/** Reads the verdict on a model, and holds it against the gate. */
@Component
class Verdicts {
    private final VerdictService verdicts;
    private final StudyRepository studies;
    private final StudyAccess access;
    private final CheckpointService checkpoints;
    private final LineageService lineages;

    Verdicts(
            VerdictService verdicts,
            StudyRepository studies,
            StudyAccess access,
            CheckpointService checkpoints,
            LineageService lineages) {
        this.verdicts = verdicts;
        this.studies = studies;
        this.access = access;
        this.checkpoints = checkpoints;
        this.lineages = lineages;
    }

    /** The studies in which a model's answers are judged and that the person asking leads, the latest first. */
    List<Study> studies(Checkpoint checkpoint) {
        return lineages.answeredIn(checkpoint).stream()
                .filter(access::mayLead)
                .flatMap(id -> studies.find(id).stream())
                .toList();
    }

    /** On the present votes. */
    Outlook outlook(Checkpoint checkpoint, StudyId verdictStudy, Map<String, String> decisions) throws IOException {
        Study study = study(verdictStudy);
        return outlook(checkpoint, study, verdicts.report(study, asked(checkpoint)), decisions);
    }

    /** The same for a screen; empty while the votes are still counted after that time. */
    Optional<Outlook> outlook(
            Checkpoint checkpoint, StudyId verdictStudy, Map<String, String> decisions, Duration patience) {
        Study study = study(verdictStudy);
        VerdictService.Reading reading = verdicts.reading(study, asked(checkpoint), patience);
        reading.refused().ifPresent(refused -> {
            throw refused;
        });
        return reading.report()
                .filter(report -> reading.upToDate())
                .map(report -> outlook(checkpoint, study, report, decisions));
    }

    private Study study(StudyId id) {
        return studies.find(id).orElseThrow(StudyProblem::absent);
    }

    private static VerdictAsked asked(Checkpoint checkpoint) {
        return VerdictAsked.of(checkpoint.name(), null);
    }

    private Outlook outlook(Checkpoint checkpoint, Study study, VerdictReport report, Map<String, String> decisions) {
        Map<String, String> ofReport = new HashMap<>(decisions);
        ofReport.keySet().retainAll(Gate.graveLosses(report));
        Optional<Lineage.Ancestor> reward = lineages.of(checkpoint.id()).flatMap(Lineage::reward);
        Optional<HeldOutAccuracy> accuracy = reward.flatMap(model -> checkpoints.heldOut(model.id()));
        return new Outlook(
                study,
                report,
                Gate.of(report, ofReport.keySet(), reward.isPresent(), accuracy),
                Map.copyOf(ofReport),
                verdicts.losses(study, report));
    }
}
