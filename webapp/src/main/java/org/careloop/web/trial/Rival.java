package org.careloop.web.trial;

import org.careloop.web.checkpoint.Checkpoint;

/**
 * A model that a checkpoint can be held against.
 *
 * @param isBase whether the checkpoint was trained from it
 */
public record Rival(Checkpoint model, boolean isBase) {}
