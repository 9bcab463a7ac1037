package org.careloop.web.api;

import java.io.IOException;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyService;
import org.careloop.web.verdict.VerdictAsked;
import org.careloop.web.verdict.VerdictReport;
import org.careloop.web.verdict.VerdictService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether a new model is better than its rival, by the votes of a study. */
@RestController
@RequestMapping("/api/v1/studies/{id}/verdict")
class VerdictApi {
    private final StudyService studies;
    private final VerdictService verdicts;

    VerdictApi(StudyService studies, VerdictService verdicts) {
        this.studies = studies;
        this.verdicts = verdicts;
    }

    @GetMapping
    VerdictReport verdict(@PathVariable String id, VerdictAsked asked) throws IOException {
        return verdicts.report(
                StudyId.parse(id)
                        .flatMap(studies::find)
                        .orElseThrow(() -> new ApiProblems.NotFound(
                                "there is no study \"%s\" that this token's person may see; GET /api/v1/studies lists them"
                                        .formatted(id))),
                asked);
    }
}
