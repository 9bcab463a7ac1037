package org.careloop.web.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;

/**
 * How the migrations connect: by a connection of their own, because a change of a large table takes longer than those of the
 * pool may.
 */
record MigrationLogin(
        String url, @Nullable String user, @Nullable String password) implements FlywayConnectionDetails {
    /** How long one statement of a migration may take. */
    private static final int ANSWER_SECONDS = 3600;

    @Override
    public String getJdbcUrl() {
        String limits = "connectTimeout=%d&socketTimeout=%d&tcpKeepAlive=true&socketFactory=%s"
                .formatted(DatabasePreflight.CONNECT_SECONDS, ANSWER_SECONDS, WatchfulSockets.class.getName());
        // Of a parameter given twice the later holds, and that is the administrator's.
        int parameters = url.indexOf('?');
        return parameters < 0
                ? url + '?' + limits
                : url.substring(0, parameters + 1) + limits + '&' + url.substring(parameters + 1);
    }

    @Override
    public @Nullable String getUsername() {
        return user;
    }

    @Override
    public @Nullable String getPassword() {
        return password;
    }
}
