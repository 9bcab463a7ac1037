package org.careloop.web.api;

import org.careloop.web.study.Study;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyService;
import org.springframework.stereotype.Component;

/** The studies that a token's person may see, by the ids in addresses. What may be read or written of one, its services check. */
@Component
class VisibleStudies {
    private final StudyService studies;

    VisibleStudies(StudyService studies) {
        this.studies = studies;
    }

    /** @throws ApiProblems.NotFound where there is none of this id */
    Study study(String id) {
        return StudyId.parse(id)
                .flatMap(studies::find)
                .orElseThrow(() -> new ApiProblems.NotFound(
                        "there is no study \"%s\" that this token's person may see; GET /api/v1/studies lists them"
                                .formatted(id)));
    }

    /** @throws ApiProblems.NotFound as {@link #study} does */
    StudyId id(String id) {
        return study(id).id();
    }
}
