package org.careloop.web.dataset.imports;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.careloop.run.Comparison.Adjudication;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.files.SourceRow;
import org.careloop.web.dataset.layout.ImportedRow;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.StudyId;

/**
 * The comparisons of an import by their ids. Rows with one id and the same texts are one comparison if each brings votes
 * of other annotators; so are rows without ids that bring votes on the same texts. An id is kept as it was given; two that
 * differ only in how Unicode spells the same characters are one, for nobody can tell them apart.
 */
final class ImportIds {
    private static final int LONGEST = 200;

    private final StudyId study;
    private final ComparisonRepository comparisons;
    private final Map<String, First> firsts = new HashMap<>();
    private final Map<PairTexts, First> withoutIds = new HashMap<>();
    private final Map<String, List<String>> voterLists = new HashMap<>();
    private long inStudy;

    /** The first row of a comparison; it is the one that is written, with the votes of the later ones. */
    private static final class First {
        private final SourceRow at;
        private final int part;
        private final PairTexts texts;
        private final boolean gold;
        private final int adjudications;
        private final boolean inStudy;
        private List<String> voters;
        private List<Vote> laterVotes = List.of();

        First(IdentifiedRow row, PairTexts texts, List<String> voters, boolean inStudy) {
            this.at = row.at().withoutText();
            this.part = row.part();
            this.texts = texts;
            this.gold = row.row().facts().gold() != null;
            this.adjudications = row.row().facts().adjudications().hashCode();
            this.voters = voters;
            this.inStudy = inStudy;
        }
    }

    ImportIds(StudyId study, ComparisonRepository comparisons) {
        this.study = study;
        this.comparisons = comparisons;
    }

    /**
     * Takes a row.
     *
     * @param existing whether the study has its id already
     * @return whether it is the first of its comparison
     * @throws BadRow when its id is none, or taken, or its votes cannot go with those of earlier rows
     */
    boolean take(IdentifiedRow row, boolean existing) {
        check(row.id());
        PairTexts texts = PairTexts.of(row.row());
        List<String> voters = voters(row.row().votes());
        boolean byTexts = !row.hasOwnId() && !voters.isEmpty();
        First first = byTexts ? withoutIds.get(texts.inOrder()) : firsts.get(composed(row.id()));
        if (first != null) {
            join(first, row, texts, voters);
            return false;
        }
        First made = new First(row, texts, voters, existing);
        First taken = firsts.putIfAbsent(composed(row.id()), made);
        if (taken != null) {
            throw twice(row, taken);
        }
        if (byTexts) {
            withoutIds.put(texts.inOrder(), made);
        }
        if (existing) {
            inStudy++;
            throw inStudy(row);
        }
        return true;
    }

    private static void check(String id) {
        if (id.isBlank()) {
            throw new BadRow(
                    "id.blank", "field \"id\" is blank; give each comparison an id of its own, or leave the field out");
        }
        if (id.length() > LONGEST) {
            throw new BadRow("id.long", "field \"id\" has %d characters; expected at most %d", id.length(), LONGEST);
        }
    }

    private void join(First first, IdentifiedRow row, PairTexts texts, List<String> voters) {
        if (first.inStudy) {
            throw inStudy(row);
        }
        if (!first.texts.isSameAs(texts)) {
            throw new BadRow(
                    "id.texts",
                    "id \"%s\" stands at %s with other texts; give each comparison an id of its own",
                    row.id(),
                    first.at);
        }
        if (first.gold && !voters.isEmpty()) {
            throw new BadRow(
                    "gold.votes-later",
                    "a vote on the comparison at %s, which has a known answer (\"gold\"); remove the vote or the answer",
                    first.at);
        }
        List<Adjudication> said = row.row().facts().adjudications();
        if (!said.isEmpty() && said.hashCode() != first.adjudications) {
            throw new BadRow(
                    "adjudications.other",
                    "field \"adjudications\" is another one than at %s, which is the same comparison; let all its rows say the same",
                    first.at);
        }
        if (voters.isEmpty() || first.voters.isEmpty()) {
            throw twice(row, first);
        }
        voters.stream().filter(first.voters::contains).findFirst().ifPresent(voter -> {
            throw new BadRow(
                    "votes.again",
                    "annotator \"%s\" votes on the same comparison at %s; keep one of the votes, or give the rows ids of their own",
                    voter,
                    first.at);
        });
        gather(first, row.row().votes(), voters, first.texts.mirrored() != texts.mirrored());
    }

    private static void gather(First first, List<Vote> votes, List<String> voters, boolean mirrored) {
        List<String> all = new ArrayList<>(first.voters);
        all.addAll(voters);
        RowVotes.checkCount(all.size());
        List<Vote> later = new ArrayList<>(first.laterVotes);
        votes.forEach(vote -> later.add(mirrored ? vote.mirrored() : vote));
        first.voters = all;
        first.laterVotes = later;
    }

    private static BadRow twice(IdentifiedRow row, First first) {
        return new BadRow(
                "id.twice",
                "id \"%s\" stands already at %s; give each comparison an id of its own",
                row.id(),
                first.at);
    }

    private static BadRow inStudy(IdentifiedRow row) {
        return new BadRow("id.in-study", "id \"%s\" is in the study already; was this file imported before?", row.id());
    }

    /** The logins of named annotators; rows with the same ones share a list. */
    private List<String> voters(List<Vote> votes) {
        List<String> logins = new ArrayList<>();
        for (Vote vote : votes) {
            String login = ImportedVotes.login(vote.annotator());
            if (!login.equals(ImportedRow.UNNAMED)) {
                logins.add(login);
            }
        }
        return logins.size() == 1 ? voterLists.computeIfAbsent(logins.getFirst(), List::of) : logins;
    }

    /** Whether this is the row that is written for its comparison. */
    boolean isFirst(IdentifiedRow row) {
        First first = firsts.get(composed(row.id()));
        return first != null && !first.inStudy && first.part == row.part() && first.at.isAt(row.at());
    }

    /** The votes of later rows, in terms of the responses of the first. */
    List<Vote> laterVotes(IdentifiedRow row) {
        return Optional.ofNullable(firsts.get(composed(row.id())))
                .map(first -> first.laterVotes)
                .orElse(List.of());
    }

    /** How many comparisons there are that the study does not have. */
    long count() {
        return firsts.size() - inStudy;
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
