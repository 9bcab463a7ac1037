package org.careloop.lm.cleaning;

import java.util.List;
import java.util.Map;
import org.careloop.run.settings.CleaningSettings;

/**
 * {@code report.json}: what was read, what each rule took out, and what stays.
 *
 * @param read all texts, those that cannot be read among them
 * @param stays texts that stay
 * @param rules in their order
 * @param languages texts that stay, by language; {@code unknown} for those too short to say
 * @param identifiers how many likely identifiers of each kind stand in texts that break no rule before theirs
 * @param withIdentifiers texts in which one stands
 * @param benchmarks that texts were compared with
 * @param memoryOfText bytes of memory that a text that stays took at most
 */
record Report(
        CleaningSettings settings,
        List<String> files,
        Amount read,
        Amount stays,
        List<OfRule> rules,
        Map<String, Long> languages,
        Map<String, Long> identifiers,
        long withIdentifiers,
        List<OfBenchmark> benchmarks,
        long memoryOfText) {

    /**
     * How much.
     *
     * @param words of which a Chinese character is one
     * @param characters in UTF-16 units
     */
    record Amount(long texts, long words, long characters) {
        static final Amount NONE = new Amount(0, 0, 0);

        Amount plus(Examined text) {
            return new Amount(
                    texts + 1, words + text.words(), characters + text.text().length());
        }
    }

    /**
     * What a rule did.
     *
     * @param meaning of the texts that it takes
     * @param taken texts that break it and none before it
     * @param beside texts that break it too, and left by one before it
     * @param examples of the taken ones, from the first on
     */
    record OfRule(Rule rule, String meaning, Amount taken, long beside, List<Example> examples) {}

    /**
     * A text that was taken out.
     *
     * @param place file and line
     * @param passage what shows it, or how the text begins
     * @param earlier file and line of the text that stays instead; empty where there is none
     * @param earlierBegins how that begins
     * @param similarity of the two by all of their runs of words; 0 where there is none
     */
    record Example(String place, String why, String passage, String earlier, String earlierBegins, double similarity) {}

    /**
     * A benchmark.
     *
     * @param unkeyed questions without a key, which were not looked for: no answer to them is scored
     */
    record OfBenchmark(String name, String layout, int questions, int unkeyed, String sha256) {}
}
