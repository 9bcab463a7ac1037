package org.careloop.web.checkpoint;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.careloop.run.BadInput;
import org.careloop.web.study.ComparisonId;

/**
 * What an address asks about: {@code judgement=ID}, {@code comparison=ID} or {@code annotator=LOGIN}, one of them.
 *
 * @param value as given
 */
public record LineageQuestion(Kind kind, String value) {

    /** The parameters of an address. */
    public enum Kind {
        JUDGEMENT,
        COMPARISON,
        ANNOTATOR;

        String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads the parameters.
     *
     * @throws BadInput when none or several are given
     */
    public static LineageQuestion of(Function<String, Optional<String>> parameters) {
        List<LineageQuestion> given = Arrays.stream(Kind.values())
                .flatMap(kind -> parameters.apply(kind.parameter()).stream()
                        .map(value -> new LineageQuestion(kind, value.strip())))
                .toList();
        if (given.size() != 1) {
            throw BadInput.coded(
                    "lineage.question",
                    "given %d of the parameters judgement, comparison, annotator; expected one of them"
                            .formatted(given.size()),
                    given.size());
        }
        return given.getFirst();
    }

    /** The address of the page that answers it for a person, without a leading slash. */
    public static String address(Kind kind, String value) {
        return "lineage?" + kind.parameter() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /**
     * What is asked about.
     *
     * @throws BadInput when an id is none, or nobody has the login
     */
    public TouchedBy origin(LineageService lineages) {
        return switch (kind) {
            case JUDGEMENT -> new TouchedBy.Judgement(id());
            case COMPARISON -> new TouchedBy.OfComparison(new ComparisonId(id()));
            case ANNOTATOR -> lineages.person(value);
        };
    }

    private UUID id() {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            throw BadInput.coded(
                    "lineage.id",
                    "%s: given \"%s\", expected an id as the webhooks and the addresses of pages have it"
                            .formatted(kind.parameter(), value),
                    kind.parameter(),
                    value);
        }
    }
}
