package org.careloop.run.mixture;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.Map;

/** The mixtures of CareBot's two stages of continued pre-training (card of the CareBot models, BAAI 2024). */
public enum CptPreset {
    /** High-quality medical texts with a little of everything, a tenth of it Chinese. */
    @JsonProperty("stable-cpt")
    STABLE_CPT(shares("medical", 19, "general", 1), shares("zh", 1, "en", 9)),

    /** The best medical texts with as many of supervised data, two fifths of it Chinese. */
    @JsonProperty("boost-cpt")
    BOOST_CPT(shares("best-medical", 1, "supervised", 1), shares("zh", 4, "en", 6));

    private final Map<String, Double> roles;
    private final Map<String, Double> languages;

    CptPreset(Map<String, Double> roles, Map<String, Double> languages) {
        this.roles = roles;
        this.languages = languages;
    }

    private static Map<String, Double> shares(String one, double share, String other, double otherShare) {
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put(one, share);
        shares.put(other, otherShare);
        return shares;
    }

    /** Shares by the role of a source. */
    Map<String, Double> roles() {
        return roles;
    }

    Map<String, Double> languages() {
        return languages;
    }

    String label() {
        return this == STABLE_CPT ? "stable-cpt" : "boost-cpt";
    }
}
