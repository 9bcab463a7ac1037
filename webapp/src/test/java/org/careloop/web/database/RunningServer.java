package org.careloop.web.database;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A PostgreSQL of a test, to which an application connects by address and password as to one of the administrator's own. */
public final class RunningServer implements Closeable {
    private final EmbeddedDatabase database;
    private final EmbeddedServer server;

    private RunningServer(EmbeddedDatabase database, EmbeddedServer server) {
        this.database = database;
        this.server = server;
    }

    public static RunningServer start(Path data, Path programs) throws IOException {
        EmbeddedDatabase database = new EmbeddedDatabase(data, programs);
        return new RunningServer(database, database.start(0));
    }

    public int port() {
        return server.port();
    }

    /** Who the application and its migrations connect as. */
    public Map<String, String> settings() throws IOException {
        EmbeddedDatabase.Login application = database.application(port());
        EmbeddedDatabase.Login owner = database.migrations(port());
        return Map.of(
                "spring.datasource.username", application.user(),
                "spring.datasource.password", application.password(),
                "spring.flyway.user", owner.user(),
                "spring.flyway.password", owner.password());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
