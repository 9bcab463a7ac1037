package org.careloop.lm.model;

/** Rotary positions in config.json: the old spelling (rope_theta, rope_scaling) and the new (rope_parameters). */
record RopeJson(JsonFields config) {
    private static final String OLD = "rope_scaling";
    private static final String NEW = "rope_parameters";

    double theta() {
        return config.within(NEW).decimal("rope_theta", config.decimal("rope_theta", 10_000));
    }

    RopeScaling scaling() {
        String place = config.isObject(NEW) ? NEW : OLD;
        if (!config.isObject(place)) {
            return new RopeScaling.Default();
        }
        JsonFields fields = config.within(place);
        double turned = fields.decimal("partial_rotary_factor", 1);
        if (turned != 1) {
            throw config.wrong("partial_rotary_factor", turned, "1, every part of a head turned");
        }
        String type = fields.text("rope_type", fields.text("type", "default"));
        return switch (type) {
            case "default" -> new RopeScaling.Default();
            case "linear" -> new RopeScaling.Linear(fields.decimal("factor"));
            case "llama3" ->
                new RopeScaling.Llama3(
                        fields.decimal("factor"),
                        fields.decimal("low_freq_factor"),
                        fields.decimal("high_freq_factor"),
                        (int) fields.decimal("original_max_position_embeddings"));
            default -> throw config.wrong("rope_type", type, "default, linear or llama3");
        };
    }
}
