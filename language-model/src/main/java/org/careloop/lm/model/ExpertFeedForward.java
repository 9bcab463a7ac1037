package org.careloop.lm.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.careloop.lm.config.Experts;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.tensor.ValuesWithIndices;

/**
 * A router chooses for each token the experts that compute it, and weighs what they give (Shazeer et al. 2017; as
 * transformers' {@code Qwen3MoeSparseMoeBlock}). Each expert computes all its tokens at once.
 *
 * @param router {@code [experts, hidden]}
 */
record ExpertFeedForward(Experts kind, Tensor router, List<GatedFeedForward> experts) implements FeedForward {

    @Override
    public Tensor apply(Tensor x) {
        long hidden = x.size(-1);
        Tensor tokens = x.reshape(-1, hidden); // [tokens, hidden]
        ValuesWithIndices chosen = tokens.linear(router.to(tokens.dtype()))
                .to(DType.F32)
                .softmax(-1)
                .topK(kind.perToken(), -1); // [tokens, perToken]
        Tensor shares = kind.normalised() ? chosen.values().div(chosen.values().sum(-1, true)) : chosen.values();
        int[] expertOfSlot = chosen.indices().toInts(); // a slot is a token and one of its experts
        int[] slots = byExpert(expertOfSlot);
        Tensor given = computed(tokens, slots, expertOfSlot) // [slots, hidden], ordered by expert
                .indexSelect(0, Tensor.of(places(slots)).to(x.device()))
                .reshape(-1, kind.perToken(), hidden);
        return given.mul(shares.to(x.dtype()).unsqueeze(-1)).sum(1, false).reshape(x.shape());
    }

    private static int[] byExpert(int[] expertOfSlot) {
        return IntStream.range(0, expertOfSlot.length)
                .boxed()
                .sorted(Comparator.comparingInt(slot -> expertOfSlot[slot]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Where each slot went. */
    private static int[] places(int[] slots) {
        int[] places = new int[slots.length];
        for (int place = 0; place < slots.length; place++) {
            places[slots[place]] = place;
        }
        return places;
    }

    private Tensor computed(Tensor tokens, int[] slots, int[] expertOfSlot) {
        int[] tokenOfSlot =
                Arrays.stream(slots).map(slot -> slot / kind.perToken()).toArray();
        Tensor inputs = tokens.indexSelect(0, Tensor.of(tokenOfSlot).to(tokens.device()));
        int[] loads = new int[experts.size()];
        Arrays.stream(expertOfSlot).forEach(expert -> loads[expert]++);
        List<Tensor> outputs = new ArrayList<>();
        long start = 0;
        for (int i = 0; i < loads.length; i++) {
            // While gradients are recorded an idle expert computes no rows, so that its gradient is zero and not
            // absent.
            if (loads[i] > 0 || NoGrad.isRecording()) {
                outputs.add(experts.get(i).apply(inputs.narrow(0, start, loads[i])));
            }
            start += loads[i];
        }
        return Tensor.cat(0, outputs.toArray(Tensor[]::new));
    }

    /** None: each expert has few rows, and copies of all experts would take the memory of the model again. */
    @Override
    public List<LinearMaps> linearMaps() {
        return List.of();
    }
}
