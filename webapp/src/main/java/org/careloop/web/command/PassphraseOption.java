package org.careloop.web.command;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.careloop.run.BadInput;
import org.careloop.web.backup.Passphrase;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The passphrase of a sealed backup: from a file, the environment or the terminal. On a command line everybody would see it. */
final class PassphraseOption {
    private static final String VARIABLE = "CARELOOP_BACKUP_PASSPHRASE";

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description =
                    "The passphrase, in the first line of a file that only its owner reads (default: the environment"
                            + " variable "
                            + VARIABLE + ").")
    private @Nullable Path file;

    /** The passphrase that is there already; empty where none is. */
    Optional<Passphrase> given() throws IOException {
        if (file != null) {
            return Optional.of(read(file));
        }
        return Optional.ofNullable(System.getenv(VARIABLE))
                .filter(text -> !text.isEmpty())
                .map(Passphrase::new);
    }

    /**
     * The same, or asked for on the terminal.
     *
     * @param twice so that a slip of the hand is noticed
     */
    Passphrase required(boolean twice) throws IOException {
        Optional<Passphrase> given = given();
        return given.isPresent() ? given.get() : asked(twice);
    }

    private static Passphrase asked(boolean twice) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new BadInput(
                    "no passphrase was given; set %s, or name a file with --passphrase-file".formatted(VARIABLE));
        }
        String first = String.valueOf(console.readPassword("Passphrase of the backup: "));
        if (twice && !first.equals(String.valueOf(console.readPassword("Once more: ")))) {
            throw new BadInput("the two were not the same; start again");
        }
        return new Passphrase(first);
    }

    private static Passphrase read(Path file) throws IOException {
        Set<PosixFilePermission> may = Files.getPosixFilePermissions(file);
        if (may.contains(PosixFilePermission.GROUP_READ) || may.contains(PosixFilePermission.OTHERS_READ)) {
            throw BadInput.in(file, "others on this machine may read it; let its owner alone: chmod 600");
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || lines.getFirst().isEmpty()) {
            throw BadInput.in(file, "its first line is empty; expected the passphrase in it");
        }
        return new Passphrase(lines.getFirst());
    }
}
