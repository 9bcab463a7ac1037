package org.careloop.refusals;

import static org.careloop.refusals.Broken.when;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.careloop.lm.weights.SafeTensors;

/** Folders of a model whose files are not in them. */
final class BrokenFolders {
    private BrokenFolders() {}

    static Stream<Broken> all() {
        return Stream.of(
                when("model.link-outside", model -> {
                    Path secret = Files.writeString(model.resolveSibling("secret"), "root:x:0:0");
                    Files.createSymbolicLink(model.resolve("chat_template.jinja"), secret);
                }),
                when("model.no-file", model -> pipe(model.resolve("chat_template.jinja"))),
                when("model.name-outside", model -> {
                    Files.move(model.resolve(SafeTensors.SINGLE), model.resolveSibling("outside.safetensors"));
                    Files.writeString(
                            model.resolve(SafeTensors.INDEX),
                            "{\"weight_map\": {\"model.norm.weight\": \"../outside.safetensors\"}}");
                }));
    }

    private static void pipe(Path path) throws IOException {
        try {
            new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
