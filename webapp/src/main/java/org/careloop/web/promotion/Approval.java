package org.careloop.web.promotion;

import java.util.Map;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.study.StudyId;

/**
 * What a lead asks for who approves a model.
 *
 * @param verdictStudy the study whose votes judge it
 * @param overruled why it is approved all the same, by the points of the gate that were not passed
 * @param statement what the lead declares
 * @param after number of the last act on the study's models that the lead has seen; 0 for none
 * @param votesSha256 of the votes that the lead has seen the verdict on
 */
public record Approval(
        CheckpointId checkpoint,
        StudyId verdictStudy,
        Map<GatePoint.Kind, String> overruled,
        String statement,
        int after,
        String votesSha256) {}
