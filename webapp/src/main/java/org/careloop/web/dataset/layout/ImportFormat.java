package org.careloop.web.dataset.layout;

/** What a file was recognised as, by its content. */
public enum ImportFormat {
    COMPARISONS("CareLoop comparisons"),
    TIES("CareLoop votes that prefer neither"),
    TRL("TRL preference rows"),
    ALPACA("LLaMA-Factory alpaca preferences"),
    SHAREGPT("LLaMA-Factory ShareGPT preferences"),
    KTO("KTO: single answers judged good or bad"),
    SWIFT("ms-swift preferences"),
    OPENAI("OpenAI preference fine-tuning"),
    ORCA("Orca pairs"),
    MEDICALGPT("MedicalGPT preference rows"),
    HH_RLHF("hh-rlhf transcripts"),
    PANDALM("PandaLM pairs with three annotators"),
    ARENA("Chatbot Arena battles"),
    HELPSTEER("HelpSteer3 preferences"),
    SAFE_RLHF("PKU-SafeRLHF pairs"),
    ULTRAFEEDBACK("UltraFeedback completions with scores"),
    NECTAR("Nectar rankings"),
    HEALTHBENCH("HealthBench completions"),
    ARGILLA("Argilla records"),
    LABEL_STUDIO("Label Studio tasks"),
    TEXTS("texts to be rated"),
    CSV("table with named columns");

    private final String label;

    ImportFormat(String label) {
        this.label = label;
    }

    /** The name that a person knows it by. */
    public String label() {
        return label;
    }
}
