package org.careloop.web.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Prompt;
import org.careloop.run.RunSpec;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.training.Run;
import org.junit.jupiter.api.Test;

class AnsweringTest extends AnsweringCase {
    @Test
    void theRunNamesWhoAnswersAndHoldsThePrompts() throws IOException {
        NamedServer server =
                new NamedServer("rival", "http://127.0.0.1:8000/v1/", "llama", Optional.of("CARELOOP_KEY_WARD"));

        Run run = answering.start(request(List.of(server), PromptShare.ALL, Optional.empty()), lead);

        RunSpec spec = run.directory().readSpec();
        assertThat(spec.model()).isNull();
        assertThat(spec.answerers())
                .containsExactly(
                        RunSpec.Answerer.checkpoint(one.name(), one.directory().toString()),
                        RunSpec.Answerer.checkpoint(
                                other.name(), other.directory().toString()),
                        new RunSpec.Answerer("rival", null, "http://127.0.0.1:8000/v1", "llama", "CARELOOP_KEY_WARD"));
        assertThat(JsonLines.readAll(run.directory().prompts(), Prompt.class))
                .extracting(Prompt::id)
                .containsExactly("p0", "p1", "p2", "p3");
        DatasetManifest manifest = Json.read(run.directory().manifest(), DatasetManifest.class);
        manifest.verify(run.directory().dataset());
        assertThat(run.base()).isEmpty();
        assertThat(run.baseName()).isEqualTo("%s, %s, rival".formatted(one.name(), other.name()));
        assertThat(run.answering().orElseThrow().prompts()).isEqualTo(4);
        assertThat(training.list()).extracting(listed -> listed.run().id()).contains(run.id());
    }

    @Test
    void promptsThatTrainingHasSeenAreLeftOutAndCounted() throws IOException {
        Checkpoint trained = trained(List.of(0, 1));

        UnseenPrompts unseen = answering.unseen(source.id(), List.of(one.id(), trained.id()));
        assertThat(unseen)
                .isEqualTo(new UnseenPrompts(4, 2, List.of("question 0", "question 1"), List.of("base", one.name())));
        assertThat(unseen.unseen()).isEqualTo(2);

        Run run = answering.start(
                new AnsweringRequest(
                        source.id(),
                        PromptShare.UNSEEN,
                        1,
                        List.of(one.id(), trained.id()),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()),
                lead);
        assertThat(JsonLines.readAll(run.directory().prompts(), Prompt.class))
                .singleElement()
                .extracting(Prompt::id)
                .isIn("p2", "p3");
    }

    @Test
    void whereTrainingHasSeenEveryPromptTheyAreListed() throws IOException {
        Checkpoint trained = trained(List.of(0, 1, 2, 3));
        AnsweringRequest request = new AnsweringRequest(
                source.id(),
                PromptShare.UNSEEN,
                0,
                List.of(one.id(), trained.id()),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of());

        assertThatThrownBy(() -> answering.start(request, lead))
                .hasMessageContaining("seen all 4 prompts of this study, such as: question 0 | question 1");
    }

    @Test
    void whatCannotBeComparedIsRefusedBeforeAnythingIsMade() throws IOException {
        Checkpoint twin = base("twin", "weights of one");
        assertThatThrownBy(() -> start(List.of(one.id(), twin.id())))
                .hasMessageContaining("have the same weights, so there is nothing to compare");
        assertThatThrownBy(() -> start(List.of(one.id()))).hasMessageContaining("a comparison needs two or more");
        assertThatThrownBy(() -> new NamedServer("x", "127.0.0.1:8000", "llama", Optional.empty()))
                .hasMessageContaining("address: given 127.0.0.1:8000, expected the server's address");
        assertThatThrownBy(() -> new NamedServer("x", "http://a:b@host/v1", "llama", Optional.empty()))
                .hasMessageContaining("without a name or password in it");
        assertThatThrownBy(() -> new NamedServer("x", "http://host/v1", "llama", Optional.of("HOME")))
                .hasMessageContaining("begins with CARELOOP_KEY_");
        state(into.id(), "CLOSED");
        assertThatThrownBy(() -> answering.start(request(List.of(), PromptShare.ALL, Optional.of(into.id())), lead))
                .hasMessageContaining("is closed");
        assertThat(training.list()).noneMatch(listed -> listed.run().study().equals(source.id()));
    }

    @Test
    void onlyALoopbackAddressKeepsThePromptsHere() {
        assertThat(server("http://127.0.0.1:8000/v1").isLoopback()).isTrue();
        assertThat(server("http://localhost:8000/v1").isLoopback()).isTrue();
        assertThat(server("http://[::1]:8000/v1").isLoopback()).isTrue();
        assertThat(server("http://10.0.0.7:8000/v1").isLoopback()).isFalse();
        assertThat(server("https://api.example.org/v1").isLoopback()).isFalse();
    }

    private static NamedServer server(String address) {
        return new NamedServer("rival", address, "llama", Optional.empty());
    }

    private Run start(List<CheckpointId> models) throws IOException {
        return answering.start(
                new AnsweringRequest(
                        source.id(),
                        PromptShare.ALL,
                        0,
                        models,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()),
                lead);
    }
}
