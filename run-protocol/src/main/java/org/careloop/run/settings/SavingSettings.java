package org.careloop.run.settings;

/** Number type of the whole model that a run writes. A trained adapter is always written beside it, in F32. */
public record SavingSettings(
        @Setting(
                sentence =
                        "Element type of the model that is written; auto is f32, which holds all that was learnt, at four bytes a weight: in sixteen bits most of it rounds back to what was before",
                byDefault = "auto",
                choices = {"auto", "f32", "bf16", "f16"},
                accepts = WeightSettings.DTYPES)
        String saveAs) {

    /** The chosen type, {@code auto} decided. */
    public String type() {
        return saveAs.equals("auto") ? "f32" : saveAs;
    }
}
