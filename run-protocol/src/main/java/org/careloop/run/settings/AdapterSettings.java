package org.careloop.run.settings;

/** Low-rank adaptation over a frozen trunk (Hu et al. 2021), or training of all weights. */
public record AdapterSettings(
        @Setting(
                sentence = "Trains an adapter over a frozen trunk; auto does so above 100 million weights",
                byDefault = "auto")
        Toggle lora,

        @Setting(sentence = "Width of the adapters", byDefault = "16", atLeast = 1)
        int loraRank) {

    /** Number of weights above which {@code lora = auto} trains an adapter. */
    public static final long ADAPTER_FROM = 100_000_000;

    /** Whether a model of so many weights gets an adapter; else all its weights are trained. */
    public boolean trainsAdapter(long weights) {
        return lora.or(weights > ADAPTER_FROM);
    }
}
