package org.careloop.web.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.careloop.run.ModelKind;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.people.Role;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyService;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Component;

/** The study that an empty demo installation opens with, and the policy to train. */
@Component
public class DemoStudy {
    private static final String NAME = "Everyday medicine 日常医学";
    private static final String POLICY = "demo-policy";
    private static final int OVERLAP = 2;
    private static final int SESSION_GOAL = 20;
    private static final long SEED = 1;

    private final StudyService studies;
    private final ImportService imports;
    private final CheckpointService checkpoints;
    private final SecurityContextHolderStrategy security;

    DemoStudy(
            StudyService studies,
            ImportService imports,
            CheckpointService checkpoints,
            SecurityContextHolderStrategy security) {
        this.studies = studies;
        this.imports = imports;
        this.checkpoints = checkpoints;
        this.security = security;
    }

    /**
     * Makes the study and registers the policy, if the folder has them.
     *
     * @param folder holds {@code study/} and {@code policy/}
     */
    void furnish(Path folder) {
        // The services need a signed-in person; at the first start it is the installation itself.
        security.setContext(new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                "system",
                null,
                AuthorityUtils.createAuthorityList(Role.STUDY_LEAD.authority(), Role.ML_ENGINEER.authority()))));
        try {
            study(folder.resolve("study"));
            policy(folder.resolve("policy"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            security.clearContext();
        }
    }

    private void study(Path folder) throws IOException {
        Path comparisons = folder.resolve("comparisons.jsonl");
        if (Files.exists(comparisons)) {
            Study study = studies.create(new NewStudy(NAME, design(folder), Study.State.COLLECTING), null);
            imports.importFiles(study.id(), List.of(ImportFile.of(comparisons)), SEED);
        }
    }

    /**
     * A design that shows the optional questions. Only the verdict is required, so that one key is enough to judge a
     * pair.
     */
    private static StudyDesign design(Path folder) throws IOException {
        String guidelines = guidelines(folder);
        return StudyDesign.of(draft -> {
            draft.guidelines = guidelines;
            draft.languages = List.of("en", "zh");
            draft.criteria = StudyDesign.Criterion.USUAL.stream()
                    .map(usual -> new StudyDesign.Criterion(usual.key(), usual.label(), false))
                    .toList();
            draft.criteriaFirst = false;
            draft.overlap = OVERLAP;
            draft.adjudicateBelow = .51;
            draft.sessionGoal = SESSION_GOAL;
        });
    }

    private void policy(Path folder) throws IOException {
        if (Files.exists(folder.resolve("config.json"))
                && checkpoints.named(POLICY).isEmpty()) {
            checkpoints.registerBase(
                    POLICY, ModelKind.POLICY, folder.toAbsolutePath().normalize());
        }
    }

    private static String guidelines(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String language : List.of("en", "zh")) {
            Path file = folder.resolve("guidelines.%s.md".formatted(language));
            if (Files.exists(file)) {
                text.append(text.isEmpty() ? "" : "\n\n---\n\n").append(Files.readString(file));
            }
        }
        return text.toString();
    }
}
