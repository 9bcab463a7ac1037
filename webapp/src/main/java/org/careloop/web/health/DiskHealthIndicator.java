package org.careloop.web.health;

import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether there is room where the data are kept. Below the least, the next checkpoint or the database's log may not fit. */
@Component
class DiskHealthIndicator implements HealthIndicator {
    private static final long MEGABYTE = 1 << 20;

    private final Path data;
    private final long leastMegabytes;

    DiskHealthIndicator(
            @Value("${careloop.data}") Path data,
            @Value("${careloop.health.least-free-megabytes}") long leastMegabytes) {
        this.data = data;
        this.leastMegabytes = leastMegabytes;
    }

    /** Asks the directory, not the table of what is mounted, in which a container does not always find itself. */
    @Override
    public Health health() {
        if (!Files.isDirectory(data)) {
            return Health.down().withDetail("problem", "cannot be read").build();
        }
        long free = data.toFile().getUsableSpace() / MEGABYTE;
        return (free >= leastMegabytes ? Health.up() : Health.down())
                .withDetail("freeMegabytes", free)
                .withDetail("leastMegabytes", leastMegabytes)
                .build();
    }
}
