package org.careloop.run.settings;

/** Device and number type of a model's weights; weights in training are always F32. */
public record WeightSettings(
        @Setting(
                sentence = "Where the model computes",
                byDefault = "cpu",
                choices = {"cpu", "cuda", "cuda:N"},
                accepts = DEVICES)
        String device,

        @Setting(
                sentence =
                        "Element type of weights that stay as they are; auto is bf16 on CUDA and f32 on the CPU, but bf16 there too under an adapter where the CPU multiplies such numbers and the model is large",
                byDefault = "auto",
                choices = {"auto", "f32", "bf16"},
                accepts = DTYPES)
        String dtype) {

    static final String DEVICES = "(?i)cpu|cuda(:\\d{1,2})?";
    static final String DTYPES = "(?i)f32|fp32|float32|bf16|bfloat16|f16|fp16|float16";
}
