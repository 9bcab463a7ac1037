package org.careloop.web.command;

/**
 * The settings that an administrator fills in, as variables of the environment.
 *
 * @param host the name by which people call CareLoop
 * @param database the JDBC address of a PostgreSQL, or empty for the embedded one
 */
record SettingsFile(String host, String database) {
    static final String NAME = "careloop.env";

    String text() {
        return """
            # Settings of CareLoop, read at its start. docs/guide/administrator.md describes them; keep it readable by root alone.
            CARELOOP_HOSTS=%s
            # Your proxy overwrites X-Forwarded-For and X-Forwarded-Proto; without one, delete the line.
            SERVER_FORWARD_HEADERS_STRATEGY=native
            # Log lines as JSON: logstash, ecs or gelf.
            #LOGGING_STRUCTURED_FORMAT_FILE=logstash
            %s# Sign-in at a provider.
            #CARELOOP_OIDC_ISSUER=https://
            #CARELOOP_OIDC_CLIENT_ID=careloop
            #CARELOOP_OIDC_CLIENT_SECRET=
            # Figures for Prometheus at /metrics.
            #CARELOOP_METRICS_TOKEN=
            """.formatted(host, database.isEmpty() ? EMBEDDED : OWN.formatted(database));
    }

    private static final String EMBEDDED = """
        # A PostgreSQL of your own in place of the embedded one.
        #SPRING_DATASOURCE_URL=jdbc:postgresql://HOST:5432/careloop
        #SPRING_DATASOURCE_USERNAME=careloop
        #SPRING_DATASOURCE_PASSWORD=
        """;

    private static final String OWN = """
        # The PostgreSQL that all parts share.
        SPRING_DATASOURCE_URL=%s
        SPRING_DATASOURCE_USERNAME=careloop
        SPRING_DATASOURCE_PASSWORD=
        """;
}
