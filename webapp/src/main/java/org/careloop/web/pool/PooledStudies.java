package org.careloop.web.pool;

import jakarta.annotation.security.RolesAllowed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.careloop.run.BadInput;
import org.careloop.run.RunKind;
import org.careloop.run.TrainingData;
import org.careloop.web.people.Role;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyProblem;
import org.careloop.web.study.StudyService;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which studies one run may learn from. */
@Service
@Transactional(readOnly = true)
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
public class PooledStudies {
    private final StudyService studies;

    PooledStudies(StudyService studies) {
        this.studies = studies;
    }

    /**
     * The studies of these ids, in this order.
     *
     * @throws BadInput when one stands twice, or is not there for the person asking
     */
    public List<Study> known(List<StudyId> ids) {
        List<Study> found = ids.stream()
                .map(id -> studies.find(id).orElseThrow(StudyProblem::absent))
                .toList();
        Set<StudyId> before = new HashSet<>();
        for (Study study : found) {
            if (!before.add(study.id())) {
                throw BadInput.coded(
                        "training.study-twice",
                        "study \"%s\" stands twice among those to learn from; name each study once"
                                .formatted(study.name()),
                        study.name());
            }
        }
        return found;
    }

    /**
     * The same, to learn from by a kind of run.
     *
     * @throws BadInput when one stands twice, is not there for the person asking, is of a kind of study from which no such run
     *     learns, or when several are given to a kind of run that learns from one
     */
    public List<Study> require(RunKind kind, List<StudyId> ids) {
        List<Study> found = known(ids);
        found.forEach(study -> requireKind(study, kind));
        if (found.size() > 1 && kind.reads() == TrainingData.RATINGS) {
            throw BadInput.coded(
                    "training.ratings-pooled",
                    "a run of kind %s learns from one study; leave the further studies out".formatted(kind.label()),
                    kind.label());
        }
        return found;
    }

    private static void requireKind(Study study, RunKind kind) {
        if (study.design().isRating() != (kind.reads() == TrainingData.RATINGS)) {
            throw BadInput.coded(
                    "training.study-kind",
                    "study \"%s\" is of kind %s, from which no run of kind %s learns; choose another study"
                            .formatted(study.name(), study.design().kind(), kind.label()),
                    study.name(),
                    study.design().kind().words(),
                    kind.label());
        }
    }

    /** The studies that the person asking may add to one: of comparisons, as it is itself; none to one of ratings. */
    public List<Study> offered(Study first) {
        return first.design().isRating()
                ? List.of()
                : studies.list().stream()
                        .filter(study -> !study.design().isRating())
                        .filter(study -> !study.id().equals(first.id()))
                        .toList();
    }
}
