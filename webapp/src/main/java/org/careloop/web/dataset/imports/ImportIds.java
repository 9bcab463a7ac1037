package org.careloop.web.dataset.imports;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.StudyId;

/**
 * The ids of an import: none stands twice, none is in the study already. An id is kept as it was given; two that differ only
 * in how Unicode spells the same characters are one, for nobody can tell them apart.
 */
final class ImportIds {
    private static final int LONGEST = 200;

    private final StudyId study;
    private final ComparisonRepository comparisons;
    private final Map<String, Place> seen = new HashMap<>();

    private record Place(String file, long line) {}

    ImportIds(StudyId study, ComparisonRepository comparisons) {
        this.study = study;
        this.comparisons = comparisons;
    }

    /**
     * Takes the id of a row.
     *
     * @throws BadRow when it is blank, too long, or stands already at an earlier row
     */
    void add(String id, String file, long line) {
        if (id.isBlank()) {
            throw new BadRow("id.blank", "field \"id\" is blank; give each comparison an id of its own, or leave the field out");
        }
        if (id.length() > LONGEST) {
            throw new BadRow("id.long", "field \"id\" has %d characters; expected at most %d", id.length(), LONGEST);
        }
        Place before = seen.putIfAbsent(composed(id), new Place(file, line));
        if (before != null) {
            throw new BadRow("id.twice", "id \"%s\" stands already at %s, line %d; give each comparison an id of its own", id, before.file(), before.line());
        }
    }

    long count() {
        return seen.size();
    }

    /** Those that the study has already, however it spells them. */
    Set<String> inStudy(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        Set<String> spellings = new LinkedHashSet<>();
        ids.forEach(id -> spellings.addAll(List.of(id, composed(id), Normalizer.normalize(id, Normalizer.Form.NFD))));
        Set<String> found = new LinkedHashSet<>();
        comparisons.existing(study, spellings).forEach(id -> found.add(composed(id)));
        return Set.copyOf(
                ids.stream().filter(id -> found.contains(composed(id))).toList());
    }

    private static String composed(String id) {
        return Normalizer.isNormalized(id, Normalizer.Form.NFC) ? id : Normalizer.normalize(id, Normalizer.Form.NFC);
    }
}
