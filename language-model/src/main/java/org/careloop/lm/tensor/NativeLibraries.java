package org.careloop.lm.tensor;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * Loads native libraries, in one process at a time. The presets unpack a library a second time where another process is
 * just writing it, over the file that the other has mapped by then, and that process ends with SIGBUS: so two trainings,
 * or the ranks of one, must not be the first on a machine at once.
 */
final class NativeLibraries {
    private static final String LOCK = "loading.lock";

    private NativeLibraries() {}

    /**
     * Unpacks what is missing and loads it; waits while another process does so.
     *
     * @param presets the class whose libraries are wanted
     * @throws LinkageError when a library does not load
     */
    static synchronized void load(Class<?> presets) {
        try (FileChannel locked = lock()) {
            Loader.load(presets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing where no file can be locked: the libraries are there already, or the presets say why they cannot be. */
    private static @Nullable FileChannel lock() {
        try {
            FileChannel channel = FileChannel.open(Path.of(Loader.getCacheDir().getPath(), LOCK), CREATE, WRITE);
            channel.lock();
            return channel;
        } catch (IOException readOnly) {
            return null;
        }
    }
}
