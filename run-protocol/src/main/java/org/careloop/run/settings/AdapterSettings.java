package org.careloop.run.settings;

/** Low-rank adaptation over a frozen trunk (Hu et al. 2021), or training of all weights. */
public record AdapterSettings(
        @Setting(
                sentence = "Trains an adapter over a frozen trunk; auto does so above 100 million weights",
                byDefault = "auto")
        Toggle lora,

        @Setting(sentence = "Width of the adapters", byDefault = "16", atLeast = 1)
        int loraRank) {

    /** Weights above which an adapter is trained where {@code lora} is {@code auto}. */
    private static final long ADAPTER_FROM = 100_000_000;

    /** Whether an adapter is trained over a model of so many weights, instead of the weights themselves. */
    public boolean trainsAdapter(long weights) {
        return lora.or(weights > ADAPTER_FROM);
    }
}
