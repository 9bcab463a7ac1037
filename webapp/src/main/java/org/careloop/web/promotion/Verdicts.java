package org.careloop.web.promotion;

import java.io.IOException;
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
import org.careloop.web.verdict.VerdictReport;
import org.careloop.web.verdict.VerdictService;
import org.careloop.web.verdict.VerdictTerms;
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

    /** Those of the studies that the person asking leads, in the same order. */
    List<Study> studies(List<StudyId> ids) {
        return ids.stream()
                .filter(access::mayLead)
                .flatMap(id -> studies.find(id).stream())
                .toList();
    }

    Outlook outlook(Checkpoint checkpoint, StudyId verdictStudy, Map<String, String> decisions) throws IOException {
        Study study = studies.find(verdictStudy).orElseThrow(StudyProblem::absent);
        VerdictReport report = verdicts.report(
                study,
                new VerdictTerms(
                        Optional.of(checkpoint.name()),
                        Optional.empty(),
                        VerdictTerms.USUAL_ALPHA,
                        VerdictTerms.USUAL_MARGIN,
                        VerdictTerms.USUAL_SEED));
        Map<String, String> ofReport = new HashMap<>(decisions);
        ofReport.keySet().retainAll(Gate.graveLosses(report));
        Optional<Lineage.Ancestor> reward = lineages.of(checkpoint.id()).flatMap(Lineage::reward);
        Optional<HeldOutAccuracy> accuracy = reward.flatMap(model -> checkpoints.heldOut(model.id()));
        return new Outlook(
                study, report, Gate.of(report, ofReport.keySet(), reward.isPresent(), accuracy), Map.copyOf(ofReport));
    }
}
