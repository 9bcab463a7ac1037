package org.careloop.run.benchmark;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.careloop.run.BadValue;
import org.careloop.run.Phrase;

/** In which of the published forms the files of a benchmark are. */
public enum Layout {
    /** {@code SUBJECT_test.csv} without a header: question, four options, letter (Hendrycks et al. 2021). */
    MMLU,
    /** JSON Lines of {@code question}, {@code options}, {@code answer_idx} (Jin et al. 2020). */
    MEDQA,
    /** JSON Lines of {@code question}, {@code opa} to {@code opd}, {@code cop} (Pal et al. 2022). */
    MEDMCQA,
    /** A JSON object of PubMed numbers, with abstracts; yes, no or maybe (Jin et al. 2019). */
    PUBMEDQA,
    /** {@code SUBJECT_val.csv} with the header {@code id,question,A,B,C,D,answer} (Huang et al. 2023). */
    CEVAL,
    /** {@code SUBJECT.csv} with the header {@code ,Question,A,B,C,D,Answer} (Li et al. 2023). */
    CMMLU,
    /** A JSON array, with the keys in the rows or in a file of their own (Wang et al. 2023). */
    CMB,
    /** CSV with {@code Question}, {@code Options} as lines, {@code Answer} (Liu et al. 2023). */
    CMEXAM;

    /** Its name in files and on the command line. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Layout parse(String label) {
        return Arrays.stream(values())
                .filter(layout -> layout.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new BadValue(Phrase.filled(
                        "benchmark.layout-unknown",
                        "layout \"%s\" is not known; expected one of %s",
                        label,
                        Arrays.stream(values()).map(Layout::label).collect(Collectors.joining(", ")))));
    }
}
