package org.careloop.run.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.careloop.run.BadValue;
import org.careloop.run.Phrase;

/**
 * Values of settings that were chosen together for a kind of model and machine, each with its reason. A trainer that has no
 * setting of a name passes over it. What somebody sets beside a preset goes before it.
 */
public enum Preset {
    NONE("The defaults beside the settings"),

    DEMO(
            "About a million weights, two cores, minutes",
            choice("iterations", "14", "What two cores do in a minute with answers of this length"),
            choice("rollouts", "32", "Fewer leave the advantages to chance; more make too few iterations of a minute"),
            choice("minibatch", "16", "Two steps a pass, so that a step sees several prompts"),
            choice("epochs", "2", "Sampling is half of the time, so that each answer is used twice"),
            choice("maxNewTokens", "120", "The demo policy ends nearly all of its answers before that")),

    CHAT_SMALL(
            "A chat model of 100 million to two billion weights, on a CPU or one card",
            choice("lora", "on", "A trunk in training would need its gradient and two moments besides"),
            choice("iterations", "60", "Hours, not days, on a CPU"),
            choice("rollouts", "32", "Eight prompts of four answers, or 32 prompts"),
            choice("minibatch", "16", "Two steps an iteration keep the ratio near 1"),
            choice("epochs", "1", "A chat model is led astray by answers that it saw often"),
            choice("maxNewTokens", "192", "Most answers of such models end before that"),
            choice("learningRate", "1e-4", "Adapters take about ten times the rate of full training"),
            choice("targetKl", "8", "Score bought with more is mostly the reward model's error"),
            choice("stateEvery", "5", "An iteration takes minutes; what is lost stays below half an hour")),

    B8_LORA(
            "Eight billion weights, an adapter, one card of 80 GB",
            choice("lora", "on", "Trunk in 16 bits, adapter and its moments in 32: about 20 GB before activations"),
            choice("loraRank", "32", "A score says little about each token, so that a narrow adapter holds it"),
            choice("device", "cuda", "Nothing else is fast enough"),
            choice("dtype", "bf16", "What the checkpoint has"),
            choice("recompute", "on", "The insides of layers would fill the card"),
            choice("rollouts", "128", "Sampling a token costs the same for many rows"),
            choice("minibatch", "64", "Two steps an iteration"),
            choice("epochs", "1", "With more, the ratio leaves the clip on long answers"),
            choice("maxNewTokens", "512", "An answer to a patient's question"),
            choice("learningRate", "2e-5", "Between the usual 1e-6 of full training and fifty times that"),
            choice("iterations", "200", "25,600 answers")),

    B8_CARD24(
            "Eight billion weights, an adapter, one card of 24 GB: the reward model an adapter over the same base",
            choice("lora", "on", "Only one trunk of 16 bits fits"),
            choice("loraRank", "16", "Every weight of an adapter in training takes 16 bytes"),
            choice("device", "cuda", "Nothing else is fast enough"),
            choice("dtype", "bf16", "What the checkpoint has"),
            choice("recompute", "on", "The insides of layers would fill the card"),
            choice("microBatchTokens", "2048", "What is kept of so many tokens takes about 2 GB"),
            choice("samplingRows", "16", "Keys and values of more would not fit beside the trunk"),
            choice("rollouts", "64", "Four times as many as are sampled at once"),
            choice("minibatch", "32", "Two steps an iteration"),
            choice("epochs", "1", "With more, the ratio leaves the clip on long answers"),
            choice("maxNewTokens", "512", "An answer to a patient's question"),
            choice("learningRate", "2e-5", "Between the usual 1e-6 of full training and fifty times that"),
            choice("iterations", "200", "12,800 answers")),

    B8_FULL(
            "Eight billion weights, all of them trained: about 200 GB without a critic, 330 GB with one",
            choice("lora", "off", "All weights are trained"),
            choice("device", "cuda", "Nothing else is fast enough"),
            choice("recompute", "on", "The insides of layers would fill the card"),
            choice("rollouts", "256", "Steps of a millionth want a gradient with little noise"),
            choice("minibatch", "128", "Two steps an iteration"),
            choice("epochs", "1", "With more, the ratio leaves the clip on long answers"),
            choice("maxNewTokens", "512", "An answer to a patient's question"),
            choice("learningRate", "1e-6", "Usual at this size; larger rates forget the chat"),
            choice("klLimit", "0", "A copy of the weights to go back to would take 32 GB more"),
            choice("iterations", "200", "51,200 answers"));

    /** The name of the setting that chooses one. */
    public static final String SETTING = "preset";

    /**
     * A value of a setting and why.
     *
     * @param value written as for {@code --set}
     */
    private record Choice(String name, String value, String why) {}

    private final String english;
    private final List<Choice> choices;

    Preset(String english, Choice... choices) {
        this.english = english;
        this.choices = List.of(choices);
    }

    private static Choice choice(String name, String value, String why) {
        return new Choice(name, value, why);
    }

    /** The preset that a command's settings name; {@link #NONE} where they name none, or one that is not known. */
    public static Preset of(Map<String, Object> settings) {
        return Arrays.stream(values())
                .filter(preset -> preset.label().equals(settings.get(SETTING)))
                .findFirst()
                .orElse(NONE);
    }

    /** Its name on the command line and in {@code run.json}. */
    @JsonValue
    public String label() {
        return switch (this) {
            case NONE, DEMO -> name().toLowerCase(Locale.ROOT);
            case CHAT_SMALL -> "chat-small";
            case B8_LORA -> "8b-lora";
            case B8_CARD24 -> "8b-24gb";
            case B8_FULL -> "8b-full";
        };
    }

    @JsonCreator
    public static Preset parse(String label) {
        return Arrays.stream(values())
                .filter(preset -> preset.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new BadValue(Phrase.filled(
                        "value.preset",
                        "preset \"%s\" is not known; expected one of %s",
                        label,
                        Arrays.stream(values()).map(Preset::label).toList().toString())));
    }

    /** What it is for, in a sentence. */
    public String sentence(Locale locale) {
        return SettingWords.in(locale).text("preset." + label(), english);
    }

    /** Its name and what it is for. */
    public String named(Locale locale) {
        return SettingWords.in(locale).phrase("preset.named", "%s: %s", label(), sentence(locale));
    }

    /** The values by the names of their settings, written as for {@code --set}. */
    public Map<String, String> chosen() {
        Map<String, String> values = new LinkedHashMap<>();
        choices.forEach(choice -> values.put(choice.name(), choice.value()));
        return values;
    }

    /** Why it has its value of a setting; empty where it has none. */
    public String why(String setting, Locale locale) {
        return choices.stream()
                .filter(choice -> choice.name().equals(setting))
                .findFirst()
                .map(choice -> SettingWords.in(locale).text("preset.%s.%s".formatted(label(), setting), choice.why()))
                .orElse("");
    }
}
