package org.careloop.run.settings;

import java.util.List;
import org.careloop.run.corpus.TextUnit;

/** Settings of {@code corpus}. */
public record CleaningSettings(
        @Group("Texts") Texts texts,
        @Group("Rules") Rules rules,
        @Group("Duplicates") Duplicates duplicates,
        @Group("Benchmarks") Benchmarks benchmarks,
        @Group("Report") Report report)
        implements FlatSettings {

    /** What a text is. */
    public record Texts(
            @Setting(
                    sentence = "What one text of a plain text file is: the whole file, a line, or what stands between"
                            + " empty lines",
                    byDefault = "file")
            TextUnit textUnit,

            @Setting(
                    sentence = "Fields of a row that hold its text, wherever they stand in it, separated by commas;"
                            + " the texts of several are one text to the rules",
                    byDefault = "text")
            List<String> fields) {}

    /** What a text must be like by itself. */
    public record Rules(
            @Setting(
                    sentence = "A text with fewer words is left out; a Chinese character counts as a word",
                    byDefault = "5",
                    unit = Unit.WORDS,
                    atLeast = 0)
            int leastWords,

            @Setting(
                    sentence = "A text with more words is left out",
                    byDefault = "2000000",
                    unit = Unit.WORDS,
                    atLeast = 1)
            int mostWords,

            @Setting(
                    sentence = "Languages that stay: zh, en, and other codes of two letters, separated by commas; any"
                            + " for all",
                    byDefault = "zh,en")
            List<String> languages,

            @Setting(
                    sentence = "Share of symbols that a text may have: characters that are no letter, digit, space or"
                            + " usual punctuation",
                    byDefault = "0.1",
                    atLeast = 0,
                    atMost = 1)
            double mostSymbols,

            @Setting(
                    sentence = "Whether texts are left out that repeat their lines, or runs of words, beyond the"
                            + " measures of Gopher",
                    byDefault = "true")
            boolean repetition,

            @Setting(
                    sentence = "What becomes of a text in which likely identifiers of people stand: flag counts it,"
                            + " mask puts placeholders into it, leave-out leaves it out, off does not look",
                    byDefault = "flag",
                    choices = {"flag", "mask", "leave-out", "off"})
            String identifiers) {}

    /** Which texts are the same. */
    public record Duplicates(
            @Setting(
                    sentence = "Which duplicates are left out: near means exact ones too",
                    byDefault = "near",
                    choices = {"near", "exact", "off"})
            String duplicates,

            @Setting(
                    sentence = "Similarity from which two texts are near duplicates: shared runs of words among all"
                            + " that either has (Jaccard)",
                    byDefault = "0.8",
                    atLeast = 0.5,
                    atMost = 1)
            double similarity,

            @Setting(
                    sentence = "Words in such a run; a Chinese character counts as a word",
                    byDefault = "5",
                    unit = Unit.WORDS,
                    atLeast = 1,
                    atMost = 50)
            int run) {}

    /** What no text may share with a benchmark. */
    public record Benchmarks(
            @Setting(
                    sentence = "A text that shares as many words in a row with a question is left out; 21 Chinese"
                            + " characters count as 13 words",
                    byDefault = "13",
                    unit = Unit.WORDS,
                    atLeast = 3,
                    atMost = 100)
            int overlap,

            @Setting(
                    sentence = "A passage that stands in as many different questions is wording of the exam and not"
                            + " looked for",
                    byDefault = "3",
                    unit = Unit.QUESTIONS,
                    atLeast = 2)
            int commonIn) {}

    /** What is told. */
    public record Report(
            @Setting(
                    sentence = "Examples of what each rule left out, from the first on",
                    byDefault = "5",
                    unit = Unit.TEXTS,
                    atLeast = 0,
                    atMost = 1000)
            int examples) {}
}
