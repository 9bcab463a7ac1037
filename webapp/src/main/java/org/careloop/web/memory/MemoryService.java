package org.careloop.web.memory;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.careloop.run.ModelDirectory;
import org.careloop.run.ModelSource;
import org.careloop.run.RunKind;
import org.careloop.run.memory.MemoryNeeds;
import org.careloop.run.memory.ModelSizes;
import org.careloop.run.memory.TrainingMemory;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.TrainerSettings;
import org.careloop.run.worker.WorkerSigns;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.checkpoint.DataFolders;
import org.careloop.web.people.Role;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says before a training starts what memory it would take. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
public class MemoryService {
    private final LongestTextsRepository texts;
    private final CheckpointService checkpoints;
    private final DataFolders folders;
    private final StudyAccess access;
    private final Clock clock;

    MemoryService(
            LongestTextsRepository texts,
            CheckpointService checkpoints,
            DataFolders folders,
            StudyAccess access,
            Clock clock) {
        this.texts = texts;
        this.checkpoints = checkpoints;
        this.folders = folders;
        this.access = access;
        this.clock = clock;
    }

    /** The longest texts of studies that the person asking may see. */
    @Transactional(readOnly = true)
    public LongestTexts longest(List<StudyId> studies) {
        studies.forEach(access::requireSee);
        return texts.of(studies);
    }

    /**
     * The memory of a training of this kind.
     *
     * @param reward the model that guides it, where the kind needs one
     * @param settings those that are not at their defaults
     * @return empty for a kind whose memory is not planned
     * @throws org.careloop.run.BadInput when a setting does not fit, or the weights of a model cannot be read
     */
    public Optional<MemoryForecast> forecast(
            RunKind kind,
            Checkpoint base,
            Optional<Checkpoint> reward,
            Map<String, Object> settings,
            LongestTexts longest)
            throws IOException {
        Record chosen = Settings.apply(TrainerSettings.of(kind), settings);
        int given = longest.of(kind);
        ModelSizes trained = ModelSizes.read(base.directory());
        TrainingMemory memory = new TrainingMemory(trained, null, given);
        Optional<MemoryNeeds> needs = memory.needs(chosen);
        ModelSizes apart = apart(base, reward, needs);
        return (apart == null ? needs : new TrainingMemory(trained, apart, given).needs(chosen))
                .map(known -> new MemoryForecast(known, given, there(known)));
    }

    /** The sizes of a reward model that needs a trunk of its own. */
    private @Nullable ModelSizes apart(Checkpoint base, Optional<Checkpoint> reward, Optional<MemoryNeeds> needs)
            throws IOException {
        boolean adapted = needs.filter(known -> known.choices().adapted()).isPresent();
        if (reward.isEmpty() || (adapted && liesOver(base, reward.get()))) {
            return null;
        }
        return ModelSizes.read(reward.get().directory());
    }

    /** Whether a reward model is an adapter over the weights that the policy starts from. */
    private boolean liesOver(Checkpoint base, Checkpoint reward) throws IOException {
        Path adapter = reward.directory().resolve(ModelDirectory.KEPT_ADAPTER);
        if (!ModelSource.isAdapter(adapter)) {
            return false;
        }
        Path trunk = ModelSource.of(adapter, null).directory();
        return trunk.equals(base.directory())
                || checkpoints.list().stream()
                        .anyMatch(one ->
                                one.directory().equals(trunk) && one.sha256().equals(base.sha256()));
    }

    private OptionalLong there(MemoryNeeds needs) {
        return needs.onCard() ? OptionalLong.empty() : new WorkerSigns(folders.runs()).leastMemory(clock.instant());
    }
}
