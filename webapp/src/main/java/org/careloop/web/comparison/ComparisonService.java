package org.careloop.web.comparison;

import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.careloop.web.annotation.AnnotationService;
import org.careloop.web.annotation.EscalationKind;
import org.careloop.web.audit.AuditTrail;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.StoredComparison;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyRepository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A study's comparisons, for those who run it. A lead who is a clinician too may be handed any of them: how the votes go is
 * kept from them until they give up the comparison, or the study is signed.
 */
@Service
@Transactional(readOnly = true)
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
public class ComparisonService {
    /** How many comparisons one search for a text reads. */
    public static final int SEARCHED = 20_000;

    /** The tags on offer are those of so many comparisons; others can be typed. */
    private static final int LOOKED_AT_FOR_TAGS = 1_000;
    /** An ordinary comparison has a dozen events. */
    private static final int MOST_EVENTS = 500;

    private final ComparisonSearch search;
    private final ComparisonReader reader;
    private final ComparisonRepository comparisons;
    private final StudyRepository studies;
    private final StudyAccess access;
    private final AnnotationService annotation;
    private final AuditTrail trail;
    private final CurrentPerson current;

    ComparisonService(
            ComparisonSearch search,
            ComparisonReader reader,
            ComparisonRepository comparisons,
            StudyRepository studies,
            StudyAccess access,
            AnnotationService annotation,
            AuditTrail trail,
            CurrentPerson current) {
        this.search = search;
        this.reader = reader;
        this.comparisons = comparisons;
        this.studies = studies;
        this.access = access;
        this.annotation = annotation;
        this.trail = trail;
        this.current = current;
    }

    /**
     * What a list can be filtered by.
     *
     * @param comparisons of the study in all
     * @param verdicts whether the person may know how the votes go, and they are verdicts
     * @param blind whether the person may not know it
     */
    public record Offer(long comparisons, List<String> languages, List<String> tags, boolean verdicts, boolean blind) {}

    public Offer offer(Study study) {
        access.requireLead(study.id());
        return new Offer(
                comparisons.count(study.id()),
                search.languages(study),
                search.tags(study, LOOKED_AT_FOR_TAGS),
                isUnblinded(study) && !study.design().isRating(),
                !isUnblinded(study));
    }

    /**
     * The next comparisons that a filter lets through, in the order of work. A search for a text reads {@link #SEARCHED}
     * comparisons at a time; the one whose id is that text comes first, wherever it stands.
     *
     * @param after the position behind which to begin
     * @param limit at most so many, and one more where an id is found
     */
    public ComparisonPage page(Study study, ComparisonFilter asked, long after, int limit) {
        access.requireLead(study.id());
        boolean verdicts = isUnblinded(study);
        ComparisonFilter filter = verdicts ? asked : asked.withoutVerdicts();
        long last = search.last(study);
        boolean whole = filter.text().isEmpty();
        long upTo = whole ? last : Math.min(last, after + SEARCHED);
        List<ComparisonLine> found =
                new ArrayList<>(search.lines(study, filter, new ComparisonSearch.Stretch(after, upTo), limit + 1));
        boolean full = found.size() > limit;
        if (full) {
            found.removeLast();
        }
        long read = full ? found.getLast().position() : upTo;
        if (!whole && after == 0) {
            byId(study, filter).filter(line -> line.position() > read).ifPresent(found::addFirst);
        } else if (!whole) {
            found.removeIf(line -> line.externalId().equals(filter.text()));
        }
        return new ComparisonPage(
                verdicts
                        ? List.copyOf(found)
                        : found.stream().map(ComparisonLine::withoutVerdicts).toList(),
                read < last ? OptionalLong.of(read) : OptionalLong.empty(),
                whole);
    }

    private Optional<ComparisonLine> byId(Study study, ComparisonFilter filter) {
        return search.position(study, filter.text())
                .flatMap(at -> search.lines(study, filter, new ComparisonSearch.Stretch(at - 1, at), 1).stream()
                        .findFirst());
    }

    /** How many comparisons a filter lets through; empty for a search for a text, which is not read to its end. */
    public OptionalLong count(Study study, ComparisonFilter asked) {
        access.requireLead(study.id());
        ComparisonFilter filter = isUnblinded(study) ? asked : asked.withoutVerdicts();
        return filter.text().isEmpty() ? OptionalLong.of(search.count(study, filter)) : OptionalLong.empty();
    }

    /** One comparison of a study, with what the person may know of it; empty where the study has none of this identity. */
    public Optional<ComparisonRecord> find(Study study, ComparisonId id) {
        access.requireLead(study.id());
        return comparisons
                .find(id)
                .filter(stored -> stored.study().equals(study.id()))
                .map(stored -> read(study, stored));
    }

    private ComparisonRecord read(Study study, StoredComparison stored) {
        ComparisonId id = stored.id();
        boolean open = isUnblinded(study) || reader.hasSeenVotes(id, current.id());
        boolean over = study.state() == Study.State.CLOSED || study.state() == Study.State.FROZEN;
        return new ComparisonRecord(
                id,
                stored.externalId(),
                stored.position(),
                stored.prompt(),
                stored.responses(),
                open && over ? stored.models() : List.of(),
                open && over ? reader.origins(id) : List.of(),
                stored.language(),
                stored.specialty(),
                stored.tags(),
                reader.isHeld(id),
                reader.reports(id, EscalationKind.PRIVACY),
                open ? Optional.of(said(stored)) : Optional.empty());
    }

    private ComparisonRecord.Said said(StoredComparison stored) {
        ComparisonId id = stored.id();
        return new ComparisonRecord.Said(
                reader.judgements(id),
                reader.skips(id),
                reader.reports(id, EscalationKind.ADJUDICATE),
                reader.adjudications(id),
                trail.about(id.toString(), MOST_EVENTS),
                Optional.ofNullable(stored.gold()));
    }

    /**
     * Lets a lead who is a clinician see the votes: from now on they neither judge the comparison nor decide it. A vote that
     * they have given stays as it is.
     */
    @Transactional
    public void seeVotes(ComparisonId id) {
        StoredComparison stored = comparisons.find(id).orElseThrow();
        StudyId study = stored.study();
        access.requireLead(study);
        if (!isUnblinded(studies.find(study).orElseThrow())) {
            annotation.seeVotes(id);
        }
    }

    private boolean isUnblinded(Study study) {
        return !current.has(Role.CLINICIAN) || study.state() == Study.State.FROZEN;
    }
}
