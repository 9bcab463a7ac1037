package org.careloop.web.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.careloop.run.BadInput;
import org.careloop.run.Sha256;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointFile;
import org.careloop.web.checkpoint.CheckpointFiles;
import org.careloop.web.people.Role;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.AccessDeniedException;

/** Who gets which model through which door, and what was signed with it. */
class ModelDoorsTest extends PromotionTest {
    @Test
    void whatWasSignedIsHandedOutWithTheModel() throws IOException {
        assertThat(names()).doesNotContain("approval.json", "verdict.json");
        Promotion signed = approve(first, verdict, 0, PASSWORD);
        CheckpointFile report = files.look(first.id(), "verdict.json").orElseThrow();
        assertThat(report.sha256()).isEqualTo(signed.reportSha256());
        assertThat(Sha256.of(report.content().open().readAllBytes()))
                .isEqualTo(report.sha256().orElseThrow());
        assertThat(files.look(first.id(), "approval.json").orElseThrow().sha256())
                .contains(signed.sha256());
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        files.writeZip(first.id(), CheckpointFiles.Part.WHOLE, zip);
        assertThat(zip.toString()).contains("/approval.json", "/verdict.json");
        assertThat(lineages.card(first.id())
                        .orElseThrow()
                        .verdict()
                        .orElseThrow()
                        .decision())
                .isEqualTo("BETTER_SAFETY_OPEN");
        promotions.withdraw(first.id(), "it invents doses", 1, PASSWORD);
        assertThat(names()).contains("approval.json", "verdict.json", "withdrawal.json");
    }

    private List<String> names() throws IOException {
        return files.list(first.id()).stream().map(CheckpointFile::name).toList();
    }

    /** A page, a ZIP, a list, a file: each of the doors. */
    @Test
    void whoNeitherTrainsNorLeadsGetsTheApprovedModelAndNoOther() throws IOException {
        Checkpoint second = models.policy("second");
        approve(first, verdict, 0, PASSWORD);
        signedIn.as(signedIn.account("administrator", Role.ADMINISTRATOR));
        assertThat(checkpoints.list())
                .extracting(Checkpoint::id)
                .contains(first.id())
                .doesNotContain(second.id());
        assertThat(files.open(first.id(), "model.safetensors", 0)).isPresent();
        for (Callable<?> door : List.<Callable<?>>of(
                () -> files.open(second.id(), "model.safetensors", 0),
                () -> files.look(second.id(), "model.safetensors"),
                () -> files.list(second.id()),
                () -> files.listWithHashes(second.id()),
                () -> files.size(second.id(), CheckpointFiles.Part.WHOLE),
                () -> {
                    files.writeZip(second.id(), CheckpointFiles.Part.WHOLE, new ByteArrayOutputStream());
                    return "written";
                })) {
            assertThatThrownBy(door::call).isInstanceOf(BadInput.class).hasMessageContaining("does not exist");
        }
        assertThat(lineages.card(second.id())).isEmpty();
        assertThat(lineages.ancestry(second.id())).isEmpty();
        assertThatThrownBy(() -> promotions.history(models.line())).isInstanceOf(AccessDeniedException.class);
        assertThat(promotions.inUse(models.line())).isPresent();
        signedIn.as(lead);
        promotions.withdraw(first.id(), "it invents doses", 1, PASSWORD);
        signedIn.as(signedIn.account("administrator", Role.ADMINISTRATOR));
        assertThatThrownBy(() -> files.open(first.id(), "model.safetensors", 0)).isInstanceOf(BadInput.class);
    }

    @Test
    void engineersReadAndOnlyLeadsOfTheStudyAct() throws IOException {
        approve(first, verdict, 0, PASSWORD);
        signedIn.as(withPassword(signedIn.account("engineer", Role.ML_ENGINEER)));
        assertThat(promotions.history(models.line())).hasSize(1);
        assertThat(promotions.mayAct(first)).isFalse();
        assertThatThrownBy(() -> promotions.withdraw(first.id(), "why", 1, PASSWORD))
                .isInstanceOf(AccessDeniedException.class);
        signedIn.as(withPassword(signedIn.account("stranger", Role.STUDY_LEAD)));
        assertThatThrownBy(() -> promotions.history(models.line())).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> promotions.withdraw(first.id(), "why", 1, PASSWORD))
                .isInstanceOf(BadInput.class);
    }
}
