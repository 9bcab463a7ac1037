package org.careloop.web.api;

import org.careloop.web.promotion.ModelInUse;
import org.careloop.web.promotion.PromotionService;
import org.careloop.web.study.Study;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which model is in use. */
@RestController
@RequestMapping("/api/v1/models")
class ModelApi {
    private final VisibleStudies studies;
    private final PromotionService promotions;

    ModelApi(VisibleStudies studies, PromotionService promotions) {
        this.studies = studies;
        this.promotions = promotions;
    }

    /** The approved model that learnt from a study's votes, with what proves it. */
    @GetMapping("/{study}/approved")
    ModelInUse approved(@PathVariable String study) {
        Study found = studies.study(study);
        return promotions
                .inUse(found.id())
                .orElseThrow(() -> new ApiProblems.NotFound(
                        "no model of study \"%s\" is approved; a lead approves one on the page of the checkpoint"
                                .formatted(found.name())));
    }
}
