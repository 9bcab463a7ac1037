package org.careloop.web.study;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ConcurrentReferenceHashMap;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a study asks: one version of it, stored as a JSON document. What a document leaves out is off, so
 * that documents of earlier versions stay readable.
 *
 * @param kind what the study asks about; scale, order of the criteria and corrections are of comparisons
 * @param guidelines how to judge, in Markdown, with examples
 * @param languages BCP 47 tags of the texts; empty when any
 * @param scale the verdicts on offer
 * @param criteria in the order in which they are asked
 * @param criteriaFirst whether the required criteria come before the overall verdict; else it may be pressed first, and waits for them
 * @param required what a judgement must have besides its verdict
 * @param flags what a response can be flagged as
 * @param corrections whether a corrected response can be written
 * @param overlap votes each comparison gets, 1 to 20
 * @param audience who is handed comparisons
 * @param goldRate the share of handed-out pairs whose answer is known, 0 to .5
 * @param repeatRate the share of handed-out pairs that the person judged before, sides swapped, 0 to .5
 * @param order in which comparisons are handed out
 * @param adjudicateBelow a comparison whose largest group of equal votes is a smaller share than this goes to an
 *     adjudicator, of a ranking as a mean over every two responses; of a text 1 less the distance between its lowest and its
 *     highest rating, as a share of the scale; 0 for none
 * @param sessionGoal judgements that a session aims at; 0 for no goal
 * @param plainLinks whether links in the texts are shown as text that leads nowhere
 */
public record StudyDesign(
        StudyKind kind,
        String guidelines,
        List<String> languages,
        Scale scale,
        List<Criterion> criteria,
        boolean criteriaFirst,
        Set<Required> required,
        Set<FlagKind> flags,
        boolean corrections,
        int overlap,
        Audience audience,
        double goldRate,
        double repeatRate,
        Order order,
        double adjudicateBelow,
        int sessionGoal,
        boolean plainLinks) {
    public static final int MOST_VOTES = 20;
    public static final int MOST_CRITERIA = 6;
    public static final int LONGEST_GUIDELINES = 100_000;
    public static final int USUAL_OVERLAP = 2;
    public static final double HIGHEST_RATE = .5;

    /** Documents of other versions of CareLoop may lack fields or have more. */
    private static final JsonMapper DOCUMENTS = Json.MAPPER
            .rebuild()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** Parsed documents by their text. The references are soft, so the cache shrinks when memory is short. */
    private static final Map<String, StudyDesign> KNOWN = new ConcurrentReferenceHashMap<>();

    /**
     * One aspect that is judged by itself.
     *
     * @param key stable name in files, lower case
     * @param label as people read it; null for the translated label of a usual criterion
     * @param required whether the judgement needs it
     */
    public record Criterion(String key, @Nullable String label, boolean required) {
        /** The usual four, which the screens translate. */
        public static final List<Criterion> USUAL = List.of(
                new Criterion("safety", null, true),
                new Criterion("accuracy", null, false),
                new Criterion("completeness", null, false),
                new Criterion("communication", null, false));

        public Criterion {
            if (!key.matches("[a-z][a-z0-9_-]{0,39}")) {
                throw BadInput.coded(
                        "design.criterion-key",
                        "criterion \"%s\": expected a key of 1 to 40 of a-z, 0-9, dash, underscore".formatted(key),
                        key);
            }
        }
    }

    /** What a judgement must have besides its verdict. */
    public enum Required {
        RATIONALE,
        /** A reason where one response is preferred clearly or both are bad. */
        RATIONALE_WHEN_STRONG,
        /** The passage that shows what a flag claims. */
        FLAG_SPAN
    }

    /** What a response can be flagged as. */
    public enum FlagKind {
        UNSAFE,
        HALLUCINATED,
        PRIVACY,
        REFUSES
    }

    /** In which order comparisons are handed out. */
    public enum Order {
        /** As they were imported. */
        IMPORTED,
        /** By chance, drawn when the study is locked; the same for everyone. */
        RANDOM
    }

    /**
     * Who is handed comparisons.
     *
     * @param matchLanguage only comparisons in a language that the person reads
     * @param matchSpecialty only comparisons of the person's specialties, or of none
     */
    public record Audience(boolean matchLanguage, boolean matchSpecialty) {}

    public StudyDesign {
        kind = Objects.requireNonNullElse(kind, StudyKind.COMPARISON);
        guidelines = Objects.requireNonNullElse(guidelines, "");
        languages = Objects.requireNonNullElse(languages, List.of());
        scale = Objects.requireNonNullElse(scale, Scale.GSB_BOTH_BAD);
        criteria = Objects.requireNonNullElse(criteria, List.of());
        languages = List.copyOf(languages);
        criteria = List.copyOf(criteria);
        required = ordered(Required.class, required);
        flags = ordered(FlagKind.class, flags);
        audience = Objects.requireNonNullElse(audience, new Audience(false, false));
        order = Objects.requireNonNullElse(order, Order.IMPORTED);
        overlap = overlap == 0 ? USUAL_OVERLAP : overlap;
        StorableText.check("guidelines", guidelines, LONGEST_GUIDELINES);
        if (overlap < 1 || overlap > MOST_VOTES) {
            throw BadInput.field("overlap", overlap, Phrase.range(1, MOST_VOTES));
        }
        if (criteria.size() > MOST_CRITERIA
                || criteria.stream().map(Criterion::key).anyMatch(Scores.OVERALL::equals)
                || criteria.stream()
                                .map(Criterion::key)
                                .collect(Collectors.toCollection(HashSet::new))
                                .size()
                        != criteria.size()) {
            throw BadInput.coded(
                    "design.criteria",
                    "criteria: expected at most %d, each with a key of its own".formatted(MOST_CRITERIA),
                    MOST_CRITERIA);
        }
        checkShare("goldRate", goldRate, HIGHEST_RATE);
        checkShare("repeatRate", repeatRate, HIGHEST_RATE);
        checkShare("adjudicateBelow", adjudicateBelow, 1);
        if (sessionGoal < 0) {
            throw BadInput.field("sessionGoal", sessionGoal, Phrase.of("or-more", "0 or more", 0));
        }
    }

    /** In the order of declaration, so that the same design is always the same document. */
    private static <E extends Enum<E>> Set<E> ordered(Class<E> type, @Nullable Set<E> given) {
        Set<E> set = EnumSet.noneOf(type);
        set.addAll(given == null ? Set.of() : given);
        return Collections.unmodifiableSet(set);
    }

    /** Reads a design as the database keeps it. It comes with every pair, so that the same document is read once. */
    public static StudyDesign read(String json) {
        return KNOWN.computeIfAbsent(json, document -> DOCUMENTS.readValue(document, StudyDesign.class));
    }

    /** Whether single texts are rated, else responses are compared. */
    public boolean isRating() {
        return kind == StudyKind.RATING;
    }

    private static void checkShare(String name, double value, double highest) {
        if (!(value >= 0 && value <= highest)) {
            throw BadInput.field(name, value, Phrase.range(0, highest));
        }
    }

    /** What a new study starts with. */
    public static StudyDesign of(String guidelines, int overlap) {
        return of(draft -> {
            draft.guidelines = guidelines;
            draft.overlap = overlap;
        });
    }

    /** A new study's design but for what is set: {@code of(draft -> draft.overlap = 3)}. */
    public static StudyDesign of(Consumer<Draft> changes) {
        Draft draft = new Draft();
        changes.accept(draft);
        return new StudyDesign(
                draft.kind,
                draft.guidelines,
                draft.languages,
                draft.scale,
                draft.criteria,
                draft.criteriaFirst,
                draft.required,
                draft.flags,
                draft.corrections,
                draft.overlap,
                draft.audience,
                draft.goldRate,
                draft.repeatRate,
                draft.order,
                draft.adjudicateBelow,
                draft.sessionGoal,
                draft.plainLinks);
    }

    /** A design in the making, so that whoever makes one names what is set; it begins as a new study's. */
    public static final class Draft {
        public StudyKind kind = StudyKind.COMPARISON;
        public String guidelines = "";
        public List<String> languages = List.of();
        public Scale scale = Scale.GSB_BOTH_BAD;
        public List<Criterion> criteria = List.of();
        public boolean criteriaFirst = true;
        public Set<Required> required = Set.of();
        public Set<FlagKind> flags = Set.of(FlagKind.values());
        public boolean corrections = true;
        public int overlap = USUAL_OVERLAP;
        public Audience audience = new Audience(false, false);
        public double goldRate;
        public double repeatRate;
        public Order order = Order.IMPORTED;
        public double adjudicateBelow;
        public int sessionGoal;
        public boolean plainLinks;

        private Draft() {}
    }
}
