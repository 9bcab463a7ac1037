package org.careloop.web.dataset;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;

/** Writes several files beside their final names and renames them together at the end: either all appear or none. */
public final class AtomicFiles implements AutoCloseable {
    private final Map<Path, Path> files = new LinkedHashMap<>();
    private final List<Path> gone = new ArrayList<>();

    /**
     * Opens a file to be.
     *
     * @throws BadInput when it is a folder, or its folder does not exist
     */
    public OutputStream open(Path target) throws IOException {
        if (Files.isDirectory(target)) {
            throw BadInput.in(
                    target, Phrase.of("file.is-folder", "this is a folder; expected the name of a file to write"));
        }
        if (!Files.isDirectory(target.toAbsolutePath().resolveSibling(""))) {
            throw BadInput.in(
                    target,
                    Phrase.of("file.no-folder", "its folder does not exist; make it first, or write elsewhere"));
        }
        Path aside = target.resolveSibling(target.getFileName() + ".new");
        files.put(target, aside);
        return new BufferedOutputStream(Files.newOutputStream(aside));
    }

    public void write(Path target, byte[] content) throws IOException {
        try (OutputStream out = open(target)) {
            out.write(content);
        }
    }

    /** Leaves out a file that an earlier writing may have left. */
    void remove(Path target) {
        gone.add(target);
    }

    public void moveIntoPlace() throws IOException {
        for (Path target : gone) {
            Files.deleteIfExists(target);
        }
        for (Map.Entry<Path, Path> aside : files.entrySet()) {
            Files.move(aside.getValue(), aside.getKey(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        for (Path aside : files.values()) {
            Files.deleteIfExists(aside);
        }
    }
}
