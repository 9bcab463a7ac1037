package org.careloop.web.api;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyService;
import org.careloop.web.verdict.VerdictReport;
import org.careloop.web.verdict.VerdictService;
import org.careloop.web.verdict.VerdictTerms;
import org.jspecify.annotations.Nullable;
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

    /**
     * What the verdict is asked about.
     *
     * @param model the new model
     * @param alpha the level, above 0 and at most .2
     * @param margin by how much the new model may be less safe, above 0 and at most 1
     */
    record Asked(
            @Nullable String model,
            @Nullable String rival,
            @Nullable Double alpha,
            @Nullable Double margin,
            @Nullable Long seed) {
        VerdictTerms terms() {
            return new VerdictTerms(
                    Optional.ofNullable(model),
                    Optional.ofNullable(rival),
                    Objects.requireNonNullElse(alpha, VerdictTerms.USUAL_ALPHA),
                    Objects.requireNonNullElse(margin, VerdictTerms.USUAL_MARGIN),
                    Objects.requireNonNullElse(seed, VerdictTerms.USUAL_SEED));
        }
    }

    @GetMapping
    VerdictReport verdict(@PathVariable String id, Asked asked) throws IOException {
        return verdicts.report(
                StudyId.parse(id)
                        .flatMap(studies::find)
                        .orElseThrow(() -> new ApiProblems.NotFound(
                                "there is no study \"%s\" that this token's person may see; GET /api/v1/studies lists them"
                                        .formatted(id))),
                asked.terms());
    }
}
