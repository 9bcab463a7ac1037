package org.careloop.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The machine's clock, off by what a file says, in seconds. */
@Configuration(proxyBeanMethods = false)
class ShiftedClock {
    /** The property that names the file. */
    static final String FILE = "careloop.faults.clock";

    @Bean
    @Primary
    Clock settable(@Value("${" + FILE + "}") Path file) {
        return new Shifted(file, ZoneOffset.UTC);
    }

    /** Replaces the file in one piece. */
    static void write(Path file, Duration offset) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(aside, Long.toString(offset.toSeconds()));
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static final class Shifted extends Clock {
        private final Path file;
        private final ZoneId zone;

        Shifted(Path file, ZoneId zone) {
            this.file = file;
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new Shifted(file, other);
        }

        @Override
        public Instant instant() {
            try {
                return Instant.now().plusSeconds(Long.parseLong(Files.readString(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
