package org.careloop.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model's folder names no file outside of it, and no message shows a byte of one. */
class ModelFilesTest {
    @TempDir
    private Path place;

    private Path secret = Path.of("");

    @BeforeEach
    void begin() throws IOException {
        secret = Files.writeString(place.resolve("secret"), "root:x:0:0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "tokenizer.json", "chat_template.jinja", "model.safetensors", "README.md"})
    void aLinkOutOfTheFolderIsRefusedBeforeItIsRead(String name) throws IOException {
        Path model = Files.createDirectory(place.resolve("model"));
        Files.writeString(model.resolve("config.json"), "{}");
        Files.deleteIfExists(model.resolve(name));
        Files.createSymbolicLink(model.resolve(name), secret);

        assertThatThrownBy(() -> ModelDirectory.check(model))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(model.resolve(name) + ": a link that leads out of the model's folder")
                .hasMessageNotContaining("root");
    }

    @Test
    void aSnapshotOfTheHuggingFaceCacheIsRead() throws IOException {
        Path repository = place.resolve("hub/models--org--name");
        Path blob = Files.writeString(
                Files.createDirectories(repository.resolve("blobs")).resolve("3f5a"), "{}");
        Path snapshot = Files.createDirectories(repository.resolve("snapshots/0123abc"));
        Files.createSymbolicLink(snapshot.resolve("config.json"), Path.of("../../blobs/3f5a"));

        assertThat(ModelDirectory.of(snapshot))
                .isEqualTo(snapshot.toAbsolutePath().normalize());
        assertThat(blob).exists();

        Files.createSymbolicLink(snapshot.resolve("README.md"), Path.of("../../../../secret"));
        assertThatThrownBy(() -> ModelDirectory.of(snapshot)).hasMessageContaining("README.md");
    }

    @Test
    void linksInsideTheFolderAndALinkToTheFolderAreFollowed() throws IOException {
        Path model = Files.createDirectories(place.resolve("real/..data")).getParent();
        Files.writeString(model.resolve("..data/config.json"), "{}");
        Files.createSymbolicLink(model.resolve("config.json"), Path.of("..data/config.json"));
        Path link = Files.createSymbolicLink(place.resolve("link"), model);

        assertThatCode(() -> ModelDirectory.check(link)).doesNotThrowAnyException();
    }

    @Test
    void aLinkThatLeadsNowhereIsAFileThatIsNotThere() throws IOException {
        Path model = Files.createDirectory(place.resolve("model"));
        Files.createSymbolicLink(model.resolve("README.md"), place.resolve("gone"));

        assertThatCode(() -> ModelDirectory.check(model)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/etc/passwd", "", "a\u0000b", "x/../../secret"})
    void aNameThatLeadsOutIsRefusedByTheFileThatSaysIt(String name) {
        Path index = place.resolve("model/index.json");

        assertThatThrownBy(() -> ModelDirectory.named(place.resolve("model"), name, index))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(index + ": it names the file \"")
                .hasMessageNotContaining("root");
    }
}
