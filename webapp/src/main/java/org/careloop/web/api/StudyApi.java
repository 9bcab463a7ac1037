package org.careloop.web.api;

import java.time.Instant;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyService;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Studies that the token's person may see. */
@RestController
@RequestMapping("/api/v1/studies")
class StudyApi {
    private final StudyService studies;
    private final VisibleStudies visible;
    private final CurrentPerson current;
    private final Idempotency idempotency;

    StudyApi(StudyService studies, VisibleStudies visible, CurrentPerson current, Idempotency idempotency) {
        this.studies = studies;
        this.visible = visible;
        this.current = current;
        this.idempotency = idempotency;
    }

    /** A study as the API returns it. */
    record StudyView(String id, String name, String state, int overlap, int designVersion, Instant createdAt) {
        static StudyView of(Study study) {
            return new StudyView(
                    study.id().toString(),
                    study.name(),
                    study.state().name(),
                    study.design().overlap(),
                    study.designVersion(),
                    study.createdAt());
        }
    }

    /**
     * The request for a new study.
     *
     * @param guidelines how to judge, in Markdown
     * @param overlap votes each comparison gets, 1 to 20; 2 when left out
     */
    record NewStudyBody(
            String name,
            @Nullable String guidelines,
            @Nullable Integer overlap) {}

    @GetMapping
    Paging.Page<StudyView> list(
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
        return Paging.of(
                cursor, limit, studies.list().stream().map(StudyView::of).toList());
    }

    @GetMapping("/{id}")
    StudyView get(@PathVariable String id) {
        return StudyView.of(visible.study(id));
    }

    /** Creates a study in the state of design. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    StudyView create(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody NewStudyBody body) {
        return idempotency.once(
                key,
                "POST studies " + body,
                StudyView.class,
                () -> StudyView.of(studies.create(
                        new NewStudy(
                                body.name() == null ? "" : body.name(),
                                StudyDesign.of(
                                        body.guidelines() == null ? "" : body.guidelines(),
                                        body.overlap() == null ? StudyDesign.USUAL_OVERLAP : body.overlap()),
                                Study.State.DRAFT),
                        current.id())));
    }
}
