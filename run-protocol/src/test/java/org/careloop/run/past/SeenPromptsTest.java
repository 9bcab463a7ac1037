package org.careloop.run.past;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.run.rows.Dialogue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A base that came without a run, a reward model over it, a policy guided by that, and a second policy over the first. */
class SeenPromptsTest {
    @TempDir
    Path folder;

    private Path base;

    @BeforeEach
    void base() throws IOException {
        base = model(folder.resolve("base"));
    }

    @Test
    void whatARewardModelHeldOutIsUnseenUntilAPolicyLearnsFromIt() throws IOException {
        Path reward = reward(0, 10, Map.of("evaluationShare", .3));
        assertThat(unseen(reward)).hasSize(3);
        List<Integer> heldOut = unseen(reward);

        Path policy = policy("policy", base, reward, heldOut.get(0), heldOut.get(0) + 1, Map.of("evaluationShare", 0));

        assertThat(unseen(policy)).isEqualTo(heldOut.subList(1, 3));
    }

    @Test
    void theWholeAncestryIsWalked() throws IOException {
        Path reward = reward(0, 4, Map.of("evaluationShare", 0));
        Path first = policy("first", base, reward, 4, 6, Map.of("evaluationShare", 0));
        Path second = policy("second", first, reward, 6, 8, Map.of("evaluationShare", 0));

        assertThat(unseen(second)).containsExactly(8, 9);
        assertThat(unseen(first)).containsExactly(6, 7, 8, 9);
        assertThat(past(second).untold()).containsExactly(base);
    }

    @Test
    void aPolicyHoldsOutAShareOfItsPromptsAndNoMoreThanItEvaluates() throws IOException {
        Path reward = reward(0, 2, Map.of("evaluationShare", 0));
        Path share = policy("share", base, reward, 2, 10, Map.of("evaluationShare", .5));
        Path most = policy("most", base, reward, 2, 10, Map.of("evaluationShare", .5, "evaluationPrompts", 1));

        assertThat(unseen(share)).hasSize(4).allMatch(number -> number >= 2);
        assertThat(unseen(most)).hasSize(1).isSubsetOf(unseen(share));
    }

    @Test
    void everyQuestionOfAConversationIsSeen() throws IOException {
        Path run = run("sft", RunKind.SFT, base, null, Map.of());
        List<Message> talk = List.of(
                Message.user("question 0"),
                Message.assistant("Rest."),
                Message.user("And tomorrow?"),
                Message.assistant("Too."));
        JsonLines.write(new RunDirectory(run).dialogues(), List.of(new Dialogue(talk, null, null, null, null)));

        SeenPrompts past = past(new RunDirectory(run).model());
        assertThat(past.contains(talk.subList(0, 1))).isTrue();
        assertThat(past.contains(talk.subList(0, 3))).isTrue();
        assertThat(past.contains(List.of(Message.user("And tomorrow?")))).isFalse();
    }

    @Test
    void anAncestryThatIsNotThereProvesNothing() throws IOException {
        Path reward = reward(0, 2, Map.of("evaluationShare", 0));
        Path policy = policy("policy", base.resolveSibling("gone"), reward, 2, 4, Map.of());

        assertThatThrownBy(() -> past(policy))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("gone: this model is not there any more");
    }

    private List<Integer> unseen(Path model) throws IOException {
        SeenPrompts past = past(model);
        return IntStream.range(0, 10)
                .filter(number -> !past.contains(prompt(number)))
                .boxed()
                .toList();
    }

    private static SeenPrompts past(Path model) throws IOException {
        SeenPrompts past = new SeenPrompts();
        past.addPast(model);
        return past;
    }

    private Path reward(int from, int to, Map<String, Object> settings) throws IOException {
        Path run = run("reward", RunKind.REWARD, base, null, settings);
        JsonLines.write(
                new RunDirectory(run).comparisons(),
                IntStream.range(from, to)
                        .mapToObj(number -> new Comparison(
                                "c" + number,
                                prompt(number),
                                "Rest.",
                                "Tea.",
                                List.of(new Vote("nurse", Verdict.A)),
                                null,
                                List.of()))
                        .toList());
        return new RunDirectory(run).model();
    }

    private Path policy(String name, Path start, Path reward, int from, int to, Map<String, Object> settings)
            throws IOException {
        Path run = run(name, RunKind.PPO, start, reward, settings);
        JsonLines.write(
                new RunDirectory(run).prompts(),
                IntStream.range(from, to)
                        .mapToObj(number -> new Prompt("p" + number, prompt(number)))
                        .toList());
        return new RunDirectory(run).model();
    }

    private Path run(String name, RunKind kind, Path start, @Nullable Path reward, Map<String, Object> settings)
            throws IOException {
        RunDirectory run = new RunDirectory(folder.resolve(name));
        Files.createDirectories(run.dataset());
        model(run.model());
        run.submit(
                new RunSpec(
                        name,
                        kind,
                        Instant.EPOCH,
                        "test",
                        start.toString(),
                        reward == null ? null : reward.toString(),
                        settings,
                        Map.of()),
                RunStatus.queued(Instant.EPOCH));
        return run.path();
    }

    private static Path model(Path directory) throws IOException {
        Files.createDirectories(directory);
        return Files.writeString(directory.resolve("config.json"), "{}").getParent();
    }

    private static List<Message> prompt(int number) {
        return List.of(Message.user("question " + number));
    }
}
