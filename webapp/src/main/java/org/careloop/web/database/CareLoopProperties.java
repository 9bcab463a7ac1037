package org.careloop.web.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where this installation keeps its data.
 *
 * @param data the folder of everything that is kept: the embedded database and, unless told otherwise, the runs
 */
@ConfigurationProperties("careloop")
public record CareLoopProperties(
        @DefaultValue(".careloop") Path data, @DefaultValue Postgres postgres) {

    /**
     * The embedded PostgreSQL. The port is fixed so that a server left by a killed process can be taken over.
     *
     * @param programs where its programs are unpacked; beside the data when null
     */
    record Postgres(
            @DefaultValue("54329") int port, @Nullable Path programs) {}

    EmbeddedDatabase database() {
        return new EmbeddedDatabase(data, postgres.programs());
    }
}
