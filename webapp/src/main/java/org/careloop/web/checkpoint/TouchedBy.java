package org.careloop.web.checkpoint;

import java.util.UUID;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;

/** What a model may have learnt from: a judgement, all judgements of a comparison, or all of a person. */
public sealed interface TouchedBy {
    /** One judgement; each revision is one of its own. */
    record Judgement(UUID id) implements TouchedBy {}

    record OfComparison(ComparisonId id) implements TouchedBy {}

    record OfPerson(PersonId id) implements TouchedBy {}
}
