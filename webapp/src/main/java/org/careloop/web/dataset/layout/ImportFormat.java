package org.careloop.web.dataset.layout;

/** What a file was recognised as, by its content. */
public enum ImportFormat {
    COMPARISONS("CareLoop comparisons"),
    TRL("TRL preference rows"),
    MEDICALGPT("MedicalGPT preference rows"),
    HH_RLHF("hh-rlhf transcripts"),
    PANDALM("PandaLM pairs with three annotators"),
    CSV("CSV with named columns");

    private final String label;

    ImportFormat(String label) {
        this.label = label;
    }

    /** The name that a person knows it by. */
    public String label() {
        return label;
    }
}
