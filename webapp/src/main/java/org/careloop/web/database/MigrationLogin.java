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
        int end = url.indexOf('?');
        if (end < 0) {
            return url + '?' + limits;
        }
        // Of a parameter given twice the later holds, and that is the administrator's. The driver prefers the
        // application's user
        // in the address to one that is given beside it.
        String given = user == null ? url : url.replaceAll("(?<=[?&])(user|password)=[^&]*&?", "");
        return given.substring(0, end + 1) + limits + '&' + given.substring(end + 1);
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
