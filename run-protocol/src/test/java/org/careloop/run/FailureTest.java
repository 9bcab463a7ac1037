package org.careloop.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailureTest {
    private static final String OURS = "an error inside CareLoop; its log says where";

    @Test
    void filesAreNamedWithWhatIsWrongWithThem() {
        assertThat(words(new NoSuchFileException("/x/model")))
                .isEqualTo("/x/model: the file does not exist; check its name");
        assertThat(words(new UncheckedIOException(new AccessDeniedException("/x/model"))))
                .startsWith("/x/model: this program may not read or write it");
        assertThat(words(new FileAlreadyExistsException("/x/model"))).startsWith("/x/model: it exists already");
        assertThat(words(new FileSystemException("/x/model", null, "No space left on device")))
                .isEqualTo("/x/model: the disk is full; make room on it, then start again");
    }

    @Test
    void aMessageInWordsStands() {
        assertThat(words(new IOException("disk full"))).isEqualTo("disk full");
        assertThat(words(new BadInput("rows.jsonl, line 7: not JSON"))).isEqualTo("rows.jsonl, line 7: not JSON");
    }

    @Test
    void aMessageInNamesOfTheProgramDoesNot() {
        assertThat(words(new NullPointerException())).startsWith(OURS);
        assertThat(words(new StringIndexOutOfBoundsException("begin 5, end 2, length 2")))
                .startsWith(OURS);
        assertThat(words(new IllegalStateException("org.careloop.run.Json is null")))
                .startsWith(OURS);
        assertThat(words(new RuntimeException(new IOException("x")))).startsWith(OURS);
        assertThat(words(new OutOfMemoryError("Java heap space"))).startsWith("there was not enough memory");
    }

    @Test
    void whatACommandSaidAtItsEndIsTranslatedWhereItNamesACauseOutsideOfIt() {
        Phrase full = Failure.words(new IOException("No space left on device"));
        assertThat(Failure.ofCommand("a warning\ncareloop: failed: " + full)).isEqualTo(full);
        Phrase named = Failure.words(new FileSystemException("/x/model", null, "No space left on device"));
        assertThat(Failure.ofCommand("careloop: failed: " + named + "\n")).isEqualTo(named);
        assertThat(Failure.ofCommand("a signal")).isEqualTo(Phrase.verbatim("a signal"));
        assertThat(Failure.ofCommand("careloop: failed: it broke"))
                .isEqualTo(Phrase.verbatim("careloop: failed: it broke"));
    }

    @Test
    void aFullDiskAndWantOfMemoryAreOfTheMachine() {
        assertThat(Failure.isOfTheMachine(Failure.words(new IOException("No space left on device"))))
                .isTrue();
        assertThat(Failure.isOfTheMachine(Failure.words(new OutOfMemoryError("Java heap space"))))
                .isTrue();
        assertThat(Failure.isOfTheMachine(Failure.words(new NullPointerException())))
                .isFalse();
        assertThat(Failure.isOfTheMachine(Failure.words(new IOException("it broke"))))
                .isFalse();
    }

    private static String words(Throwable thrown) {
        return Failure.words(thrown).english();
    }
}
