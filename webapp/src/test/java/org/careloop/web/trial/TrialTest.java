package org.careloop.web.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.careloop.run.BadInput;
import org.careloop.run.ModelKind;
import org.careloop.run.RunKind;
import org.careloop.web.WebTest;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesign.Criterion;
import org.careloop.web.study.StudyService;
import org.careloop.web.training.Run;
import org.careloop.web.verdict.VerdictPlan;
import org.careloop.web.verdict.VerdictPlans;
import org.careloop.web.verdict.VerdictTerms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** A blind trial from a checkpoint: what it says before, and what one press makes. */
class TrialTest extends WebTest {
    @Autowired
    private TrialService trials;

    @Autowired
    private TrialStart starts;

    @Autowired
    private VerdictPlans plans;

    @Autowired
    private StudyService studies;

    @Autowired
    private ImportService imports;

    @Autowired
    private CheckpointService checkpoints;

    @TempDir
    private Path folder;

    private Person lead;
    private Study source;
    private Checkpoint candidate;
    private Checkpoint rival;

    @BeforeEach
    void aStudyOfFortyPromptsAndTwoModels() throws IOException {
        lead = signedIn.account("lead", Role.STUDY_LEAD, Role.ML_ENGINEER);
        signedIn.as(lead);
        source = studies.create(
                new NewStudy("Ward " + UUID.randomUUID(), StudyDesign.of("Read first.", 1), Study.State.DRAFT),
                lead.id());
        StringBuilder rows = new StringBuilder("id,prompt,a,b\n");
        for (int i = 0; i < 40; i++) {
            rows.append("r%d,Fever %d?,x,y%n".formatted(i, i));
        }
        Path file = Files.writeString(folder.resolve("rows.csv"), rows);
        imports.importFiles(source.id(), List.of(ImportFile.of(file)), 1);
        candidate = model("candidate", "weights of the new one");
        rival = model("rival", "weights of the old one");
    }

    private Checkpoint model(String name, String weights) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(name));
        Files.writeString(directory.resolve("config.json"), "{}");
        Files.writeString(directory.resolve("tokenizer.json"), "{}");
        Files.writeString(directory.resolve("model.safetensors"), weights);
        return checkpoints.registerBase(name + " " + UUID.randomUUID(), ModelKind.POLICY, directory);
    }

    private TrialRequest against(Checkpoint other, int prompts) {
        List<Criterion> criteria =
                List.of(new Criterion("accuracy", null, false), new Criterion("safety", "Safe?", false));
        return new TrialRequest(candidate.id(), other.id(), source.id(), prompts, 3, criteria, .05, .1, .5);
    }

    @Test
    void onePressMakesADraftWithItsTermsAndARunThatAnswersIntoIt() throws IOException {
        TrialOutlook outlook = trials.look(against(rival, 30));
        String name = trials.suggestedName(source);
        Run run = starts.begin(name, against(rival, 30), lead.id());

        assertThat(run.kind()).isEqualTo(RunKind.ANSWER);
        assertThat(run.answering().orElseThrow().prompts()).isEqualTo(30);
        Study made = studies.findByName(name).orElseThrow();
        assertThat(run.answering().orElseThrow().into()).contains(made.id());
        assertThat(made.state()).isEqualTo(Study.State.DRAFT);
        assertThat(made.design().order()).isEqualTo(StudyDesign.Order.RANDOM);
        assertThat(made.design().overlap()).isEqualTo(3);
        assertThat(made.design().guidelines()).isEqualTo("Read first.");
        assertThat(made.design().criteria())
                .containsExactly(new Criterion("safety", null, true), new Criterion("accuracy", null, false));
        VerdictPlan plan = plans.of(made).orElseThrow();
        assertThat(plan.terms())
                .isEqualTo(new VerdictTerms(Optional.of(candidate.name()), Optional.of(rival.name()), .05, .1, 1));
        assertThat(plan.candidate()).contains(candidate.id());
        assertThat(plan.prompts()).isEqualTo(30);
        assertThat(plan.power()).isEqualTo(outlook.power()).isBetween(.5, 1.0);
    }

    @Test
    void theNameThatIsProposedSaysNothingOfModels() throws IOException {
        String first = trials.suggestedName(source);

        assertThat(first).isEqualTo(source.name() + " 2");
        starts.begin(first, against(rival, 5), lead.id());
        assertThat(trials.suggestedName(source)).isEqualTo(source.name() + " 3");
    }

    @Test
    void theOutlookSaysWhichVotesItIsSimulatedWith() throws Exception {
        TrialOutlook outlook = trials.outlook(against(rival, 100)).get(60, TimeUnit.SECONDS);

        assertThat(outlook.asked()).as("no more than the study has").isEqualTo(40);
        assertThat(outlook.prompts().seen()).isZero();
        assertThat(outlook.habits()).as("nobody voted yet").isEqualTo(VoteHabits.USUAL);
        assertThat(outlook.enough().orElseThrow()).isBetween(5, 40);
        assertThat(trials.look(against(rival, 10)).power()).isLessThan(outlook.power());
    }

    @Test
    void modelsWithTheSameWeightsAreRefusedByNameAndLeaveNothingBehind() throws IOException {
        Checkpoint copy = model("copy", "weights of the new one");

        assertThatThrownBy(() -> starts.begin("Twins " + candidate.id(), against(copy, 10), lead.id()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(candidate.name())
                .hasMessageContaining(copy.name());
        assertThat(studies.findByName("Twins " + candidate.id())).isEmpty();
    }

    @Test
    void aTakenNameLeavesNoRunBehind() {
        long before = runs();

        assertThatThrownBy(() -> starts.begin(source.name(), against(rival, 10), lead.id()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("exists already");
        assertThat(runs()).isEqualTo(before);
    }

    private long runs() {
        return database.sql("select count(*) from run").query(Long.class).single();
    }

    @Test
    void everyOtherPolicyIsARival() {
        assertThat(trials.rivals(candidate))
                .extracting(Rival::model)
                .contains(rival)
                .doesNotContain(candidate);
    }

    @Test
    void levelsAndMarginsOutOfRangeAreRefused() {
        assertThatThrownBy(
                        () -> new TrialRequest(candidate.id(), rival.id(), source.id(), 10, 3, List.of(), .5, .05, .1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("alpha");
    }
}
