package org.careloop.web.promotion;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.study.StudyId;

/**
 * A signed act on a model.
 *
 * @param number its place among the acts on the study's models, from 1
 * @param name of the model
 * @param signedBy login
 * @param record what was signed, as canonical JSON
 * @param sha256 of the record
 * @param report the verdict that an approval stands on, as canonical JSON; empty for the others
 * @param reportSha256 of that report; that of the first approval for a {@link PromotionAct#RETURN}
 */
public record Promotion(
        int number,
        PromotionAct act,
        CheckpointId checkpoint,
        String name,
        String weightsSha256,
        Optional<StudyId> verdictStudy,
        String signedBy,
        Instant signedAt,
        String record,
        String sha256,
        Optional<String> report,
        Optional<String> reportSha256,
        String chainHead) {

    /** Whether the model was approved by this act. */
    boolean approves() {
        return act != PromotionAct.WITHDRAW;
    }

    /**
     * What is signed. Its canonical JSON has every field in the order of the alphabet.
     *
     * @param study the study whose votes the model learnt from
     * @param weightsSha256 of the model
     * @param replaces id of the model that was approved until now; empty where none was
     * @param reason why an approval was taken back, or an earlier model approved again; empty otherwise
     * @param gate the points with what the lead wrote on those that were not passed
     * @param decisions on the losses in safety, by the names of the comparisons
     * @param reportSha256 of {@code verdict.json}
     * @param votesSha256 of the {@code comparisons.jsonl} that the verdict was counted from
     * @param previous SHA-256 of the act before on the study's models; empty for the first
     * @param chainHead the last hash of the main audit chain before this
     */
    public record Statement(
            PromotionAct act,
            String study,
            int number,
            String checkpoint,
            String name,
            String weightsSha256,
            String replaces,
            String verdictStudy,
            String statement,
            String reason,
            List<Judged> gate,
            Map<String, String> decisions,
            String reportSha256,
            String votesSha256,
            String signedBy,
            Instant signedAt,
            String previous,
            String chainHead) {}

    /** @param overruled why the model is approved all the same; empty where the point was passed */
    public record Judged(GatePoint point, String overruled) {}

    /** What was signed, to read. */
    public Statement statement() {
        return Canonical.read(record, Statement.class);
    }

    /** What a check of an act found. */
    public record Check(boolean recordSame, boolean reportSame, boolean weightsSame, boolean inTrail) {
        public boolean holds() {
            return recordSame && reportSame && weightsSame && inTrail;
        }
    }
}
