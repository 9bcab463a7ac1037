package org.careloop.web.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MigrationLoginTest {
    private static final String LIMITS =
            "connectTimeout=4&socketTimeout=3600&tcpKeepAlive=true&socketFactory=org.careloop.web.database.WatchfulSockets";

    @Test
    void migrationsWaitLongAndWhatTheAdministratorSaysComesLast() {
        assertThat(new MigrationLogin("jdbc:postgresql://db/care", null, null).getJdbcUrl())
                .isEqualTo("jdbc:postgresql://db/care?" + LIMITS);
        assertThat(new MigrationLogin("jdbc:postgresql://db/care?user=care&socketTimeout=9", null, null).getJdbcUrl())
                .isEqualTo("jdbc:postgresql://db/care?" + LIMITS + "&user=care&socketTimeout=9");
    }

    @Test
    void aRoleOfTheirOwnIsNotThatOfTheAddress() {
        assertThat(new MigrationLogin("jdbc:postgresql://db/care?user=care&ssl=true", "owner", "secret").getJdbcUrl())
                .isEqualTo("jdbc:postgresql://db/care?" + LIMITS + "&ssl=true");
    }
}
