package org.careloop.lm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoraTest {
    private static final ModelConfig NANO = ModelConfig.llama(40, 16, 24, 2, 4, 2, 64);

    private final Scope scope = Scope.open();
    private final Rng rng = Rng.seeded(7);
    private final LanguageModel model = LanguageModel.initialise(NANO, rng);
    private final TokenBatch batch = TokenBatch.rightPadded(List.of(new int[] {1, 5, 9, 33}, new int[] {1, 8}));

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void aNewAdapterChangesNothing() {
        Tensor before = logits();
        model.addAdapter("policy", LoraConfig.ofRank(4), rng);
        try (AdapterScope on = model.use("policy")) {
            assertThat(furthest(logits(), before)).isZero();
        }
    }

    @Test
    void anAdapterCountsInsideItsScopeOnly() {
        Tensor trunk = logits();
        addDisturbed("policy", LoraConfig.ofRank(4));
        addDisturbed("reward", LoraConfig.ofRank(2));

        try (AdapterScope policy = model.use("policy")) {
            Tensor asPolicy = logits();
            assertThat(furthest(asPolicy, trunk)).isGreaterThan(1e-3);
            try (AdapterScope reward = model.use("reward")) {
                assertThat(furthest(logits(), asPolicy)).isGreaterThan(1e-3);
            }
            try (AdapterScope reference = model.useNone()) {
                assertThat(furthest(logits(), trunk)).isZero();
            }
            assertThat(furthest(logits(), asPolicy)).isZero();
        }
        assertThat(furthest(logits(), trunk)).isZero();
    }

    @Test
    void onlyTheAdapterLearnsOverAFrozenTrunk() {
        addDisturbed("policy", new LoraConfig(2, 4, 0, Set.of("q_proj", "down_proj")));
        try (AdapterScope on = model.use("policy")) {
            model.logits(model.hidden(batch)).square().mean().backward();
        }
        assertThat(model.adapterParameters("policy")).hasSize(8);
        model.adapterParameters("policy")
                .values()
                .forEach(p -> assertThat(p.grad()).isPresent());
        model.parameters().values().forEach(p -> assertThat(p.grad()).isEmpty());
    }

    @Test
    void aMergedModelEqualsTheAdapterInUse() {
        addDisturbed("policy", LoraConfig.ofRank(4));
        Tensor inUse;
        try (AdapterScope on = model.use("policy")) {
            inUse = logits();
        }
        model.merge("policy");
        assertThat(furthest(logits(), inUse)).isLessThan(1e-5);
        assertThatThrownBy(() -> model.use("policy")).hasMessageContaining("is merged into the trunk");
    }

    @Test
    @SuppressWarnings("MustBeClosed") // what the compiler forbids is tried all the same
    void aScopeThatIsClosedInAnotherOrderIsAnError() {
        addDisturbed("policy", LoraConfig.ofRank(4));
        AdapterScope outer = model.use("policy");
        AdapterScope inner = model.useNone();
        assertThatThrownBy(outer::close).hasMessageContaining("reverse order");
        inner.close();
        outer.close();
        assertThatThrownBy(outer::close).hasMessageContaining("reverse order");
    }

    @Test
    void dropoutWorksInTrainingOnly() {
        addDisturbed("policy", new LoraConfig(4, 8, 0.5, Set.of("up_proj")));
        try (AdapterScope on = model.use("policy")) {
            assertThat(furthest(logits(), logits())).isZero();
            Tensor first = model.hidden(batch).detach();
            Tensor second = model.hidden(batch).detach();
            assertThat(furthest(first, second)).isGreaterThan(1e-4);
        }
    }

    @Test
    void aSavedAdapterAndItsHeadComeBack(@TempDir Path directory) throws IOException {
        addDisturbed("policy", new LoraConfig(3, 5, 0.1, Set.of("k_proj", "gate_proj")));
        LinearHead head = LinearHead.initialise(16, rng, model.device());
        Tensor before;
        try (AdapterScope on = model.use("policy")) {
            before = logits();
        }
        PeftAdapter.save(model, "policy", directory, "base", head);
        model.removeAdapter("policy");

        LinearHead loaded = PeftAdapter.load(model, "again", directory, rng).orElseThrow();

        assertThat(loaded.weight().equalTo(head.weight())).isTrue();
        assertThat(model.adapterConfig("again")).isEqualTo(new LoraConfig(3, 5, 0.1, Set.of("k_proj", "gate_proj")));
        try (AdapterScope on = model.use("again")) {
            assertThat(furthest(logits(), before)).isZero();
        }
    }

    @Test
    void anAdapterOfAnotherKindIsRefused(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("adapter_config.json"), "{\"peft_type\": \"IA3\"}");
        assertThatThrownBy(() -> PeftAdapter.load(model, "x", directory, rng))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("adapter_config.json")
                .hasMessageContaining("field \"peft_type\" is IA3; expected LORA");
    }

    @Test
    void aProjectionThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> new LoraConfig(4, 8, 0, Set.of("qq_proj"))).hasMessageContaining("[qq_proj]");
    }

    private void addDisturbed(String name, LoraConfig config) {
        model.addAdapter(name, config, rng);
        try (NoGrad off = NoGrad.on()) {
            model.adapterParameters(name)
                    .values()
                    .forEach(p -> p.addInPlace(Tensor.randomNormal(rng, 0, 0.3, p.shape())));
        }
    }

    private Tensor logits() {
        try (NoGrad off = NoGrad.on()) {
            return model.logits(model.hidden(batch));
        }
    }

    private static double furthest(Tensor a, Tensor b) {
        return a.sub(b).abs().max().item();
    }
}
