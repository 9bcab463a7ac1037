package org.careloop.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.careloop.web.dataset.files.Archive;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.judge.JudgeFiles;
import org.careloop.web.judge.JudgeResult;
import org.careloop.web.judge.JudgeResultId;
import org.careloop.web.judge.JudgeService;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.study.StudyId;
import org.springframework.http.HttpStatus;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What models that judged a study's pairs said; their figures stand in its verdict. */
@RestController
@RequestMapping("/api/v1/studies/{id}/judges")
class JudgeApi {
    private static final long LARGEST_BODY = 1L << 30;
    private static final String BODY = "body";

    private final VisibleStudies studies;
    private final JudgeService judges;
    private final CurrentPerson current;

    JudgeApi(VisibleStudies studies, JudgeService judges, CurrentPerson current) {
        this.studies = studies;
        this.judges = judges;
        this.current = current;
    }

    /**
     * A judge's result.
     *
     * @param kind {@code model}, always
     * @param pairs of the study
     * @param elsewhere pairs of the file that the study did not have
     */
    record JudgeView(
            String id,
            String kind,
            String judge,
            String newModel,
            String rival,
            int pairs,
            int elsewhere,
            String sha256,
            String attachedBy,
            Instant attachedAt) {
        static JudgeView of(JudgeResult result) {
            return new JudgeView(
                    result.id().toString(),
                    "model",
                    result.asked().judge(),
                    result.asked().newModel(),
                    result.asked().rival(),
                    result.pairs().size(),
                    result.elsewhere(),
                    result.sha256(),
                    result.attachedBy(),
                    result.attachedAt());
        }
    }

    @GetMapping
    List<JudgeView> list(@PathVariable String id) {
        return judges.of(studies.id(id)).stream().map(JudgeView::of).toList();
    }

    /** Takes a ZIP of the judge's folder, or of its two files. The same again is no new result. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    JudgeView attach(@PathVariable String id, HttpServletRequest request) throws IOException {
        StudyId study = studies.id(id);
        Path folder = Files.createTempDirectory("careloop-judge");
        try {
            Path body = folder.resolve(BODY);
            RequestBodies.receive(request.getInputStream(), body, LARGEST_BODY);
            return JudgeView.of(judges.attach(study, unpacked(body, folder), current.id()));
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    /** Under numbers, so that no name of the archive leads out of the folder. */
    private static JudgeFiles unpacked(Path body, Path folder) throws IOException {
        List<JudgeFiles.File> files = new ArrayList<>();
        Archive.forEachOfZip(new ImportFile(BODY, body), (file, in) -> {
            Path copy = folder.resolve(String.valueOf(files.size()));
            Files.copy(in, copy);
            files.add(new JudgeFiles.File(file.name().substring(BODY.length() + 1), copy));
        });
        return JudgeFiles.of(files);
    }

    @DeleteMapping("/{judge}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String id, @PathVariable String judge) {
        StudyId study = studies.id(id);
        judges.remove(study, known(study, judge));
    }

    private JudgeResultId known(StudyId study, String judge) {
        return JudgeResultId.parse(judge)
                .filter(named -> judges.find(study, named).isPresent())
                .orElseThrow(() -> new ApiProblems.NotFound(
                        "the study has no judge \"%s\"; GET /api/v1/studies/%s/judges lists them"
                                .formatted(judge, study)));
    }
}
