package org.careloop.lm.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;
import org.careloop.run.BadValue;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * Rotary positions in config.json: the old spelling (rope_theta, rope_scaling) and the new (rope_parameters). Versions of
 * transformers differ in which they prefer, so both are accepted together only where they say the same.
 */
record RopeJson(JsonFields config) {
    private static final String OLD = "rope_scaling";
    private static final String NEW = "rope_parameters";
    private static final String FULL = "full_attention";
    private static final String SLIDING = "sliding_attention";
    private static final String ORIGINAL = "original_max_position_embeddings";

    /** The positions of a model whose layers all have the same. */
    Rope ofAllLayers() {
        refuseNested();
        return agreed("rope_theta", NEW, config.optional(NEW));
    }

    /** The positions of the layers without a window, where the others have their own. */
    Rope ofFullLayers() {
        JsonFields old = config.optional(OLD);
        if (old != null && !old.has("rope_type") && old.has("type")) {
            throw old.wrong(
                    "rope_type",
                    null,
                    Phrase.of("config.rope-type-needed", "it, because this family reads no field \"type\" here"));
        }
        return agreed("rope_theta", NEW + "." + FULL, nested(FULL));
    }

    /** The positions of the layers with a window, where they have their own. */
    Rope ofWindowedLayers() {
        JsonFields own = nested(SLIDING);
        double theta = config.decimal("rope_local_base_freq");
        Rope rope = own == null ? Rope.of(theta) : rope(own, own.decimal("rope_theta", theta));
        if (own != null && !rope.scaling().equals(new RopeScaling.Default())) {
            throw own.wrong(
                    "rope_type",
                    own.text("rope_type", ""),
                    Phrase.of("config.rope-windowed", "default in layers with a window"));
        }
        return rope;
    }

    private @Nullable JsonFields nested(String layers) {
        JsonFields all = config.optional(NEW);
        if (all == null) {
            return null;
        }
        if (!all.has(FULL) && !all.has(SLIDING)) {
            throw config.wrong(
                    NEW,
                    all.json(),
                    Phrase.filled(
                            "config.rope-kinds",
                            "an object with \"%s\" and \"%s\", one for each kind of layer",
                            FULL,
                            SLIDING));
        }
        return all.optional(layers);
    }

    private void refuseNested() {
        JsonFields all = config.optional(NEW);
        if (all != null && (all.has(FULL) || all.has(SLIDING))) {
            throw config.wrong(
                    NEW,
                    all.json(),
                    Phrase.of("config.rope-one", "one description for all layers, as this family has"));
        }
    }

    /** What the spellings that are present say, which has to be the same. */
    private Rope agreed(String base, String newPlace, @Nullable JsonFields renewed) {
        JsonFields old = config.optional(OLD);
        double theta = config.decimal(base, 10_000);
        List<String> places = new ArrayList<>();
        Set<Rope> said = new LinkedHashSet<>();
        if (old != null) {
            places.add(OLD);
            said.add(rope(old, old.decimal(base, theta)));
        }
        if (renewed != null) {
            places.add(newPlace);
            said.add(rope(renewed, renewed.decimal(base, theta)));
        }
        if (renewed != null && config.isGiven(base)) {
            places.add(base);
            said.add(new Rope(theta, said.iterator().next().scaling()));
        }
        if (said.size() > 1) {
            throw BadInput.in(
                    config.file(),
                    Phrase.filled(
                            "config.rope-disagree",
                            "fields %s disagree (%s); expected the same from each: remove the ones that the model was not trained with",
                            String.join(", ", places),
                            said.stream().map(RopeJson::words).collect(Collectors.joining("; "))));
        }
        return said.isEmpty() ? rope(config.empty(), theta) : said.iterator().next();
    }

    private static String words(Rope rope) {
        String scaling = switch (rope.scaling()) {
            case RopeScaling.Default ignored -> "default";
            case RopeScaling.Linear linear -> "linear, factor " + linear.factor();
            case RopeScaling.Llama3 llama3 -> "llama3, factor " + llama3.factor();
            case RopeScaling.Yarn yarn -> "yarn, factor " + yarn.factor();
        };
        return "rope_theta %s, rope_type %s".formatted(rope.theta(), scaling);
    }

    private Rope rope(JsonFields fields, double theta) {
        for (JsonFields place : List.of(fields, config)) {
            double turned = place.decimal("partial_rotary_factor", 1);
            if (turned != 1) {
                throw place.wrong(
                        "partial_rotary_factor",
                        turned,
                        Phrase.of("config.rotary-whole", "1, every part of a head turned"));
            }
        }
        try {
            return new Rope(theta, scaling(fields));
        } catch (BadValue e) {
            throw BadInput.in(config.file(), e.phrase());
        }
    }

    private RopeScaling scaling(JsonFields fields) {
        String old = fields.text("type", "default");
        String type = fields.text("rope_type", old);
        if (fields.has("type") && !old.equals(type)) {
            throw fields.wrong(
                    "rope_type",
                    type,
                    Phrase.filled("config.rope-type-beside", "what \"type\" beside it says, which is %s", old));
        }
        return switch (type) {
            case "default" -> new RopeScaling.Default();
            case "linear" -> new RopeScaling.Linear(fields.decimal("factor"));
            case "llama3" ->
                new RopeScaling.Llama3(
                        fields.decimal("factor"),
                        fields.decimal("low_freq_factor"),
                        fields.decimal("high_freq_factor"),
                        originalPositions(fields));
            case "yarn" -> yarn(fields);
            default ->
                throw fields.wrong(
                        "rope_type", type, Phrase.of("config.rope-types", "default, linear, llama3 or yarn"));
        };
    }

    private RopeScaling yarn(JsonFields fields) {
        return new RopeScaling.Yarn(
                fields.decimal("factor"),
                originalPositions(fields),
                fields.decimal("attention_factor", attentionFactor(fields)),
                orUsual(fields.decimal("beta_fast", 0), 32),
                orUsual(fields.decimal("beta_slow", 0), 1),
                fields.flag("truncate", true));
    }

    /** Where it is not given it follows from the stretch, which two numbers may weigh. */
    private static double attentionFactor(JsonFields fields) {
        double factor = fields.decimal("factor");
        double weight = fields.decimal("mscale", 0);
        double divisor = fields.decimal("mscale_all_dim", 0);
        return weight == 0 || divisor == 0
                ? RopeScaling.Yarn.attentionFactor(factor, 1)
                : RopeScaling.Yarn.attentionFactor(factor, weight) / RopeScaling.Yarn.attentionFactor(factor, divisor);
    }

    private static double orUsual(double given, double usual) {
        return given == 0 ? usual : given;
    }

    /** Beside the other fields, or for the whole model; left out, the model was not stretched by its training. */
    private int originalPositions(JsonFields fields) {
        int ofModel = config.number(ORIGINAL, config.number("max_position_embeddings"));
        int here = fields.number(ORIGINAL, ofModel);
        if (config.isGiven(ORIGINAL) && here != ofModel) {
            throw fields.wrong(
                    ORIGINAL,
                    here,
                    Phrase.filled("config.whole-model", "what the whole model says, which is %s", ofModel));
        }
        return here;
    }
}
