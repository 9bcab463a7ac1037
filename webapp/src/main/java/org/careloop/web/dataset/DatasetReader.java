package org.careloop.web.dataset;

import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.StoredComparison;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A study's comparisons for whoever leads it, with their models. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
@Transactional(readOnly = true)
public class DatasetReader {
    private final ComparisonRepository comparisons;
    private final StudyAccess access;

    DatasetReader(ComparisonRepository comparisons, StudyAccess access) {
        this.comparisons = comparisons;
        this.access = access;
    }

    /** A page of comparisons in the order of work. */
    public List<StoredComparison> page(StudyId study, long offset, int limit) {
        access.requireLead(study);
        return comparisons.page(study, offset, limit);
    }
}
