package org.careloop.run.mlflow;

/**
 * A run as a server knows it, {@code mlflow.json} of the run directory.
 *
 * @param server address of the server
 * @param run its id there
 * @param step the last one whose figures are there; -1 for none
 */
record TrackedRun(String server, String run, long step) {}
