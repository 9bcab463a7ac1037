package org.careloop.run;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.careloop.run.presence.Presence;

/**
 * One run as a folder: the only interface between the web application and a trainer. Copying the folder moves the run to
 * another machine.
 *
 * <pre>
 * run.json  dataset/  metrics.jsonl  tensorboard/  status.json  trainer.log  state/step-000120/  model/
 * </pre>
 */
public record RunDirectory(Path path) {
    /** In bytes, of whoever works on a run. */
    private static final int LONGEST_NAME = 1000;

    public Path spec() {
        return path.resolve("run.json");
    }

    public Path status() {
        return path.resolve("status.json");
    }

    public Path metrics() {
        return path.resolve("metrics.jsonl");
    }

    /** The same figures as TensorBoard reads them, in event files. */
    public Path tensorboard() {
        return path.resolve("tensorboard");
    }

    /** As which run a tracking server knows it; runs with such a server only. */
    public Path mlflow() {
        return path.resolve("mlflow.json");
    }

    public Path log() {
        return path.resolve("trainer.log");
    }

    public Path dataset() {
        return path.resolve("dataset");
    }

    public Path dialogues() {
        return dataset().resolve(TrainingData.DIALOGUES.file());
    }

    public Path comparisons() {
        return dataset().resolve(TrainingData.COMPARISONS.file());
    }

    public Path prompts() {
        return dataset().resolve(TrainingData.PROMPTS.file());
    }

    /** The files that a pre-training reads. */
    public Path texts() {
        return dataset().resolve(TrainingData.TEXTS.file());
    }

    /** Texts with people's scores; runs that learn to rate only. */
    public Path ratings() {
        return dataset().resolve(TrainingData.RATINGS.file());
    }

    /** In which shares a pre-training mixes its sources. */
    public Path mixture() {
        return dataset().resolve("mixture.json");
    }

    /** Where a pre-training cuts those of its sources of which the best texts are wanted; written once, before its first step. */
    public Path quality() {
        return path.resolve("quality.json");
    }

    /** How the questions of an exam are asked; runs in which models take one only. */
    public Path exam() {
        return dataset().resolve(TrainingData.QUESTIONS.file());
    }

    /** The published files of the exam, as they are. */
    public Path questions() {
        return dataset().resolve("questions");
    }

    /** Files that the worked examples before the questions are taken from; absent where none are asked for. */
    public Path examples() {
        return dataset().resolve("examples");
    }

    /** The answers in an exam as they come, of the model that it is about; of the other one in its folder {@code before}. */
    public Path sitting() {
        return path.resolve("sitting");
    }

    /** What came of the exam: {@code evaluation.json}. */
    public Path evaluation() {
        return path.resolve("evaluation");
    }

    public Path manifest() {
        return dataset().resolve("manifest.json");
    }

    /** Prompts with the answers of the first and the current policy; runs that train a policy only. */
    public Path samples() {
        return path.resolve("samples.jsonl");
    }

    /** Every answer, appended as it comes; runs whose models answer prompts only. */
    public Path answers() {
        return path.resolve("answers.jsonl");
    }

    /** The pairs of answers that such a run makes, and its report. */
    public Path pairs() {
        return path.resolve("pairs");
    }

    /** What share of the time each part of the steps took. Beside the model, because no two runs take the same time. */
    public Path times() {
        return path.resolve("times.json");
    }

    public Path state() {
        return path.resolve("state");
    }

    public Path model() {
        return path.resolve("model");
    }

    /** The file that is locked while a process works on this run. */
    private Path lock() {
        return path.toAbsolutePath().normalize().resolve("worker.lock");
    }

    /** The file that names that process. */
    private Path claimant() {
        return path.resolve("worker");
    }

    /** The file that exists once a person asked the run to stop and keep its result so far. */
    private Path stop() {
        return path.resolve("stop");
    }

    /** The file that exists once a person allowed pairs although some prompts stay unanswered. */
    private Path leaveOut() {
        return path.resolve("leave-out-unanswered");
    }

    /** Writes {@code run.json} and then the status {@code QUEUED}. The dataset must be complete before. */
    public void submit(RunSpec spec, RunStatus queued) throws IOException {
        Files.createDirectories(path);
        Json.replace(status(), queued);
        Json.replace(spec(), spec);
    }

    public RunSpec readSpec() throws IOException {
        return Json.read(spec(), RunSpec.class);
    }

    public Optional<RunStatus> readStatus() throws IOException {
        return Files.exists(status()) ? Optional.of(Json.read(status(), RunStatus.class)) : Optional.empty();
    }

    public void writeStatus(RunStatus status) throws IOException {
        Json.replace(status(), status);
    }

    /**
     * Claims this run for the calling process, until the claim is closed or the process ends in any way.
     *
     * @param who a few words for people, such as host and process number
     * @return empty when another process has claimed it
     */
    public Optional<RunClaim> claim(String who) throws IOException {
        return RunClaim.take(lock(), claimant(), Presence.here(path), who);
    }

    /**
     * Claims this directory for the calling process under the process's own name.
     *
     * @return empty when another process has claimed it
     */
    public Optional<RunClaim> claimHere() throws IOException {
        return claim("process %d on %s".formatted(ProcessHandle.current().pid(), host()));
    }

    /**
     * The same, for whoever cannot do without.
     *
     * @throws BadInput when another process has claimed it
     */
    public RunClaim claimOrRefuse() throws IOException {
        Optional<RunClaim> claim = claimHere();
        if (claim.isEmpty()) {
            String by = claimedBy().orElse("another process");
            throw BadInput.in(path, Phrase.of("run.claimed", "this run is being executed already, by " + by, by));
        }
        return claim.get();
    }

    /** Many containers have no entry for their own host name; they can work all the same. */
    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a machine whose name is not known";
        }
    }

    /** Whether a running process has claimed this run. */
    public boolean isClaimed() throws IOException {
        return Files.exists(lock()) && RunClaim.isTaken(lock(), Presence.here(path));
    }

    /** The name that the last process to claim this run wrote. */
    public Optional<String> claimedBy() throws IOException {
        return Files.exists(claimant()) ? Optional.of(start(claimant())) : Optional.empty();
    }

    private static String start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST_NAME), StandardCharsets.UTF_8);
        }
    }

    public void requestStop() throws IOException {
        Files.writeString(stop(), "");
    }

    public boolean isStopRequested() {
        return Files.exists(stop());
    }

    public void clearStop() throws IOException {
        Files.deleteIfExists(stop());
    }

    /** Lets a run whose models answer prompts end although some prompts are without an answer; they are left out. */
    public void leaveOutUnanswered() throws IOException {
        Files.writeString(leaveOut(), "");
    }

    public boolean isUnansweredLeftOut() {
        return Files.exists(leaveOut());
    }
}
