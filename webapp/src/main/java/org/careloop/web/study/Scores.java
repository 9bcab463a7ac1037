package org.careloop.web.study;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.careloop.run.Json;
import org.careloop.run.rating.Rating;
import org.careloop.web.study.StudyDesign.Criterion;
import tools.jackson.core.type.TypeReference;

/**
 * The scores of a rating: whole numbers from 0 to {@link Rating#BEST} by the key of a criterion, and the overall quality
 * by {@link #OVERALL}.
 */
public final class Scores {
    /** Stands among the criteria in what is stored and sent; no criterion of a study has this key. */
    public static final String OVERALL = "overall";

    /** Every score, the lowest first. */
    public static final List<Integer> ALL =
            IntStream.rangeClosed(0, Rating.BEST).boxed().toList();

    /** The usual four of texts, which the screens translate and explain. */
    public static final List<Criterion> USUAL = List.of(
            new Criterion("consistency", null, true),
            new Criterion("density", null, true),
            new Criterion("education", null, true),
            new Criterion("relevance", null, true));

    /** The overall quality as a screen asks for it, behind the criteria of a study. */
    public static final Criterion WHOLE = new Criterion(OVERALL, null, true);

    private static final TypeReference<Map<String, Integer>> BY_KEY = new TypeReference<>() {};

    private Scores() {}

    /** As the database keeps them. */
    public static String json(Map<String, Integer> scores) {
        return Json.MAPPER.writeValueAsString(new TreeMap<>(scores));
    }

    /** Scores as the database keeps them. */
    public static Map<String, Integer> read(String json) {
        return Json.MAPPER.readValue(json, BY_KEY);
    }

    /** Whether all are on the scale. */
    public static boolean fit(Map<String, Integer> scores) {
        return ALL.containsAll(scores.values());
    }
}
