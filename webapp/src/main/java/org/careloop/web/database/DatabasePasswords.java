package org.careloop.web.database;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import org.careloop.run.BadInput;

/**
 * The generated passwords of the embedded PostgreSQL, in a file that only its owner reads. Whoever may read it may open the
 * database; nobody types them.
 *
 * @param superuser of {@code postgres}, which starts, stops and sets up
 * @param migrations of the role that owns the tables
 * @param application of the role that reads and writes rows
 */
record DatabasePasswords(String superuser, String migrations, String application) {
    private static final int BYTES = 24;

    static DatabasePasswords generated() {
        return new DatabasePasswords(random(), random(), random());
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Reads the file.
     *
     * @throws BadInput when a password is missing in it
     */
    static DatabasePasswords read(Path file) throws IOException {
        Properties stored = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            stored.load(in);
        }
        return new DatabasePasswords(
                value(file, stored, "superuser"),
                value(file, stored, "migrations"),
                value(file, stored, "application"));
    }

    private static String value(Path file, Properties stored, String name) {
        String value = stored.getProperty(name, "");
        if (value.isBlank()) {
            throw BadInput.in(
                    file,
                    "the password \"%s\" of the embedded PostgreSQL is missing; bring the file back from a backup of the data directory"
                            .formatted(name));
        }
        return value;
    }

    /** Writes the file whole or not at all, readable by its owner alone from its first moment on. */
    void write(Path file) throws IOException {
        Properties stored = new Properties();
        stored.setProperty("superuser", superuser);
        stored.setProperty("migrations", migrations);
        stored.setProperty("application", application);
        StringWriter text = new StringWriter();
        stored.store(text, "Passwords of the embedded PostgreSQL; generated, for this installation alone");
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text.toString(), StandardOpenOption.WRITE);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
