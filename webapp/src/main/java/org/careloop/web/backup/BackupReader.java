package org.careloop.web.backup;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.run.Sha256;
import tools.jackson.core.JacksonException;

/**
 * Reads a backup as a stream. Whatever was lost, changed, added or cut off is refused, with the name of the entry and its
 * hashes; no name in it leads out of the data directory.
 */
public final class BackupReader {
    private static final int BUFFER = 1 << 17;
    private static final int MOST_OF_A_MANIFEST = 64 << 20;
    private static final int END = 22;
    private static final int END_MARK = 0x06054b50;

    private final Path file;
    private final Optional<Passphrase> passphrase;
    private final Pace pace;

    /** @param passphrase empty for a backup that is not sealed */
    public BackupReader(Path file, Optional<Passphrase> passphrase, Pace pace) {
        this.file = file;
        this.passphrase = passphrase;
        this.pace = pace;
    }

    /** Takes the content of an entry; false where nothing behind it is wanted. */
    @FunctionalInterface
    interface Use {
        boolean take(String entry, InputStream content) throws IOException;
    }

    /** Whether a backup needs a passphrase. */
    public static boolean isSealed(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw BadInput.in(
                    file,
                    Files.isDirectory(file)
                            ? "this is a folder; expected the file of a backup"
                            : "the file does not exist; check its name");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return SealHeader.begins(in.readNBytes(SealHeader.BYTES));
        }
    }

    /**
     * Reads all of it.
     *
     * @throws BadInput when it is no whole backup, naming what is wrong with it
     */
    public Manifest verify() throws IOException {
        Map<String, BackupWriter.Written> found = new LinkedHashMap<>();
        byte[][] manifest = new byte[1][];
        each((name, content) -> {
            if (name.equals(Manifest.NAME)) {
                manifest[0] = content.readNBytes(MOST_OF_A_MANIFEST);
                return true;
            }
            refuseIf(manifest[0] != null, "entry \"%s\" stands behind the manifest".formatted(name));
            refuseIf(found.containsKey(name), "entry \"%s\" is in it twice".formatted(name));
            found.put(name, hashed(content));
            return true;
        });
        refuseIf(manifest[0] == null, "it has no %s at its end, so it was cut off".formatted(Manifest.NAME));
        Manifest said = parse(manifest[0]);
        compare(said, found);
        return said;
    }

    /**
     * Reads the entries of a backup that was verified; one that is another than then is refused after it was taken.
     *
     * @throws BadInput when the file has changed since
     */
    void readAgain(Manifest manifest, Use use) throws IOException {
        Map<String, String> sums = sums(manifest);
        each((name, content) -> {
            if (name.equals(Manifest.NAME)) {
                return false;
            }
            MessageDigest digest = Sha256.digest();
            DigestInputStream hashed = new DigestInputStream(content, digest);
            boolean more = use.take(name, hashed);
            hashed.transferTo(OutputStream.nullOutputStream());
            String sum = Sha256.hex(digest);
            refuseIf(
                    !sum.equals(sums.get(name)),
                    "entry \"%s\" has SHA-256 %s; expected %s".formatted(name, sum, sums.get(name)));
            return more;
        });
    }

    private void each(Use use) throws IOException {
        long size = Files.size(file);
        String reading = "its first entry";
        try (Tail counted = new Tail(Files.newInputStream(file));
                InputStream opened = opened(new BufferedInputStream(counted, BUFFER));
                Tail tail = new Tail(opened);
                ZipInputStream zip = new ZipInputStream(tail)) {
            boolean more = true;
            for (ZipEntry entry = zip.getNextEntry(); more && entry != null; entry = more ? zip.getNextEntry() : null) {
                reading = "entry \"%s\"".formatted(entry.getName());
                pace.at(Math.min(counted.bytes, size - 1), size, entry.getName());
                more = use.take(checked(entry.getName()), zip);
            }
            if (more) {
                tail.transferTo(OutputStream.nullOutputStream());
                refuseIf(!tail.isEndOfZip(), "its end is missing, so it was cut off");
                pace.at(size, size, "");
            }
        } catch (EOFException e) {
            throw damaged("it was cut off in or behind %s; copy it again, or take another backup".formatted(reading));
        } catch (ZipException | IllegalArgumentException e) {
            throw damaged("it is damaged in or behind %s (%s); copy it again, or take another backup"
                    .formatted(reading, e.getMessage()));
        } catch (BadInput e) {
            throw String.valueOf(e.getMessage()).startsWith(file.toString())
                    ? e
                    : new BadInput(BadInput.inFile(file.toString(), e.phrase()), e);
        }
    }

    private InputStream opened(BufferedInputStream in) throws IOException {
        in.mark(SealHeader.BYTES);
        byte[] start = in.readNBytes(SealHeader.BYTES);
        in.reset();
        if (SealHeader.begins(start)) {
            return new SealedInput(
                    in,
                    passphrase.orElseThrow(
                            () -> new BadInput("it is sealed; give its passphrase in CARELOOP_BACKUP_PASSPHRASE or by"
                                    + " --passphrase-file")));
        }
        refuseIf(
                start.length < 4
                        || ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt() != 0x04034b50,
                "this is no backup of CareLoop; expected a file that ./careloop backup made");
        return in;
    }

    /** A name that stays below where it is written to. */
    private String checked(String name) {
        boolean plain = name.equals(Manifest.NAME)
                || name.startsWith("database/") && name.endsWith(".copy")
                || name.startsWith("files/");
        boolean leadsOut = name.indexOf('\\') >= 0
                || name.indexOf('\0') >= 0
                || name.endsWith("/")
                || !Path.of(name).normalize().toString().equals(name);
        refuseIf(!plain || leadsOut, "the name \"%s\" is none that a backup has".formatted(name));
        return name;
    }

    private Manifest parse(byte[] json) {
        Manifest manifest;
        try {
            manifest = Json.MAPPER.readValue(json, Manifest.class);
        } catch (JacksonException e) {
            throw new BadInput(
                    BadInput.inFile(file.toString(), Phrase.verbatim(Manifest.NAME + ": " + Json.problem(e))), e);
        }
        refuseIf(
                manifest.format() != Manifest.FORMAT,
                "the backup has format %d, expected %d; use the CareLoop that made it, or a later one"
                        .formatted(manifest.format(), Manifest.FORMAT));
        return manifest;
    }

    private void compare(Manifest manifest, Map<String, BackupWriter.Written> found) {
        Map<String, BackupWriter.Written> said = new HashMap<>();
        manifest.tables()
                .forEach(table -> said.put(table.entry(), new BackupWriter.Written(table.bytes(), table.sha256())));
        manifest.files().forEach(one -> said.put(one.entry(), new BackupWriter.Written(one.bytes(), one.sha256())));
        said.forEach((name, expected) -> {
            BackupWriter.Written there = found.get(name);
            refuseIf(there == null, "entry \"%s\" is missing; expected SHA-256 %s".formatted(name, expected.sha256()));
            refuseIf(
                    !expected.equals(there),
                    "entry \"%s\" has %s; expected %s, as its manifest says".formatted(name, there, expected));
        });
        Set<String> more = new HashSet<>(found.keySet());
        more.removeAll(said.keySet());
        refuseIf(!more.isEmpty(), "its manifest does not know %s".formatted(more));
    }

    private static Map<String, String> sums(Manifest manifest) {
        Map<String, String> sums = new HashMap<>();
        manifest.tables().forEach(table -> sums.put(table.entry(), table.sha256()));
        manifest.files().forEach(one -> sums.put(one.entry(), one.sha256()));
        return sums;
    }

    private static BackupWriter.Written hashed(InputStream content) throws IOException {
        MessageDigest digest = Sha256.digest();
        long bytes = new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
        return new BackupWriter.Written(bytes, Sha256.hex(digest));
    }

    private void refuseIf(boolean wrong, String problem) {
        if (wrong) {
            throw damaged(problem);
        }
    }

    private BadInput damaged(String problem) {
        return BadInput.in(file, problem);
    }

    /** Counts what is read, and keeps the last bytes, in which a ZIP says that it ends. */
    private static final class Tail extends FilterInputStream {
        private final byte[] last = new byte[END];
        private long bytes;

        Tail(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int at, int length) throws IOException {
            int now = in.read(to, at, length);
            if (now > 0) {
                bytes += now;
                int kept = Math.min(now, END);
                System.arraycopy(last, kept, last, 0, END - kept);
                System.arraycopy(to, at + now - kept, last, END - kept, kept);
            }
            return now;
        }

        boolean isEndOfZip() {
            return ByteBuffer.wrap(last).order(ByteOrder.LITTLE_ENDIAN).getInt() == END_MARK;
        }
    }
}
