package org.careloop.web.checkpoint;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.careloop.web.study.StudyPool;

/**
 * Where a checkpoint comes from.
 *
 * @param pool the studies whose votes its run learnt from
 * @param base the model its run started from
 * @param reward the reward model that guided it; absent where its kind needs none
 * @param judgements votes its run learnt from
 * @param annotators people who gave them
 * @param scripted whether a script gave any of them
 */
public record Lineage(
        RunId run,
        long runNumber,
        String runKind,
        Instant startedAt,
        String startedBy,
        StudyPool pool,
        UUID snapshot,
        Instant frozenAt,
        long judgements,
        long annotators,
        boolean scripted,
        Ancestor base,
        Optional<Ancestor> reward) {

    /** The models that it came of. */
    Stream<Ancestor> ancestors() {
        return Stream.concat(Stream.of(base), reward.stream());
    }

    /** @param login the annotator's account, as exports name it */
    public record Contribution(String login, long judgements) {}

    /** A link to another checkpoint of the lineage. */
    public record Ancestor(CheckpointId id, String name) {}
}
