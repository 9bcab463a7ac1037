package org.careloop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.careloop.lm.train.TrainingRun;
import org.careloop.reward.RewardTraining;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** What is wrong with a model's files, as an engineer reads it who reads Chinese. */
class RefusalPagesIT extends WebOnlyIT {
    @TempDir
    private Path directory;

    private static Page engineer(String address) {
        Page page = chromium.wide("zh-CN", ColorScheme.LIGHT);
        page.navigate(careloop.address("/login"));
        Visit.signIn(page, "ml-engineer");
        Visit.open(page, careloop.address(address));
        return page;
    }

    @Test
    void aRunThatFailsByItsModelSaysSoInChinese() throws IOException {
        UUID study = UUID.randomUUID();
        JudgedStudy.add(careloop.database(), study, "发热", "COLLECTING");
        Page page = engineer("/train/" + study + "/reward");
        page.locator("vaadin-button[theme~=primary]").click();
        page.waitForURL("**/runs/*");
        Path weights = failing();

        Visit.open(page, page.url());

        assertThat(page.locator(".notice")).containsText("%s：文件不完整：张量“".formatted(weights));
        assertThat(page.locator(".notice")).containsText("文件只有 ");
        assertThat(page.locator(".notice")).containsText("字节；请重新复制（还没有保存任何一步，重新开始就从头训练）");
        Chromium.picture(page, "run-refused-zh");
        page.context().close();
    }

    /** Executes the newest run, as a worker does, on a copy of its model whose weights were cut off. */
    private Path failing() throws IOException {
        RunDirectory run = careloop.newestRun();
        Path copy = Files.createDirectory(directory.resolve("model"));
        try (Stream<Path> files = Files.list(run.path().resolve(run.readSpec().model()))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        Path weights = copy.resolve("model.safetensors");
        try (RandomAccessFile file = new RandomAccessFile(weights.toFile(), "rw")) {
            file.setLength(file.length() - 1_000);
        }
        ObjectNode spec = Json.read(run.spec(), ObjectNode.class);
        spec.putObject("settings").put("evaluationShare", 0.0);
        Json.replace(run.spec(), spec.put("model", copy.toString()));
        assertThatThrownBy(() -> TrainingRun.execute(run, RewardTraining::load)).isInstanceOf(BadInput.class);
        assertThat(run.readStatus().orElseThrow().errorWords().orElseThrow().code())
                .isEqualTo("run.failed");
        return weights;
    }

    @Test
    void aModelThatCannotBeRegisteredIsRefusedInChinese() throws IOException {
        Files.writeString(directory.resolve("config.json"), "{}");
        Files.writeString(directory.resolve("tokenizer.json"), "{}");
        Files.writeString(
                directory.resolve("model.safetensors"),
                "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 123456789\n");
        Page page = engineer("/checkpoints");

        assertRefused(page, "model.safetensors：这只是 71 字节的 Git LFS 指针；应为文件本身：请在它的文件夹里运行 git lfs pull，或重新下载");
        Chromium.picture(page, "register-refused-zh");

        Files.writeString(directory.resolve("model.safetensors"), "weights");
        Files.writeString(directory.resolve("tokenizer.json"), "");
        assertRefused(page, "tokenizer.json：文件是空的；应为 JSON：请重新复制");

        Files.delete(directory.resolve("config.json"));
        Files.writeString(
                directory.resolve("adapter_config.json"), "{\"base_model_name_or_path\": \"somebody/model\"}");
        assertRefused(page, "adapter_config.json：base_model_name_or_path 写的是“somebody/model”，这台服务器上没有这个模型");
        page.context().close();
    }

    private void assertRefused(Page page, String words) {
        Visit.open(page, careloop.address("/checkpoints"));
        Locator form = page.locator("vaadin-details");
        if (form.getAttribute("opened") == null) {
            form.locator("vaadin-details-summary").click();
        }
        page.getByLabel("名称").fill("m");
        page.getByLabel("目录").fill(directory.toString());
        form.locator("vaadin-button").click();
        assertThat(page.locator(".form-problem")).containsText(words);
    }
}
