package org.careloop.web.training.settings;

import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.people.Role;
import org.careloop.web.training.Run;
import org.careloop.web.training.TrainingService;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells with which settings runs work. */
@Service
@Transactional(readOnly = true)
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
public class RunSettings {
    private final TrainingService training;

    RunSettings(TrainingService training) {
        this.training = training;
    }

    /**
     * The settings of a run on a study that the person asking may see; empty where there is none.
     *
     * @param other the run that stands beside it, as an address has its id; empty for none
     * @throws BadInput when the other run is not there, or of another kind and so of other settings
     */
    public Optional<SettingsTable> of(RunId id, Optional<String> other) {
        return training.find(id).map(run -> SettingsTable.of(run, other.map(there -> beside(run, there))));
    }

    private Run beside(Run run, String id) {
        Run other = RunId.parse(id)
                .flatMap(training::find)
                .orElseThrow(() -> BadInput.coded(
                        "settings.other-absent",
                        "there is no run \"%s\" that you may see, to stand beside run %d; choose one of the list of runs"
                                .formatted(id, run.number()),
                        id,
                        run.number()));
        if (other.kind() != run.kind()) {
            throw BadInput.coded(
                    "settings.other-kind",
                    "run %d is of kind %s and run %d of kind %s, which have other settings; choose a run of kind %s"
                            .formatted(
                                    other.number(),
                                    other.kind().label(),
                                    run.number(),
                                    run.kind().label(),
                                    run.kind().label()),
                    other.number(),
                    other.kind().label(),
                    run.number(),
                    run.kind().label());
        }
        return other;
    }

    /** The other runs of its kind on studies that the person asking may see, the newest first. */
    public List<Run> others(Run run) {
        return training.visible().stream()
                .filter(other -> other.kind() == run.kind() && !other.id().equals(run.id()))
                .toList();
    }
}
