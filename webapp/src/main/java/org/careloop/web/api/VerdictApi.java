package org.careloop.web.api;

import java.io.IOException;
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
    private final VisibleStudies studies;
    private final VerdictService verdicts;

    VerdictApi(VisibleStudies studies, VerdictService verdicts) {
        this.studies = studies;
        this.verdicts = verdicts;
    }

    @GetMapping
    VerdictReport verdict(@PathVariable String id, VerdictAsked asked) throws IOException {
        return verdicts.report(studies.study(id), asked);
    }
}
