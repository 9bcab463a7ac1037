package org.careloop.web.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Option;

/** Which database a command works on. */
final class DatabaseOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:CARELOOP_STATE:-.careloop}/data",
            description = "Data directory; a CareLoop that runs on it may go on (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(".careloop/data");

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "An existing PostgreSQL instead: jdbc:postgresql://HOST:PORT/NAME?user=… Its password:"
                    + " SPRING_DATASOURCE_PASSWORD, or ~/.pgpass.")
    private @Nullable String databaseUrl;

    ConfigurableApplicationContext open() throws IOException {
        return open(Map.of());
    }

    /** Leaves the schema as it is. */
    ConfigurableApplicationContext openAsItIs() throws IOException {
        return open(Map.of("spring.flyway.enabled", false));
    }

    private ConfigurableApplicationContext open(Map<String, ?> own) throws IOException {
        return HeadlessContext.open(data, databaseUrl(), own);
    }

    Path data() {
        return data;
    }

    /** The address of a given database; null for the embedded one. */
    @Nullable
    String databaseUrl() {
        if (databaseUrl != null && databaseUrl.contains("password=")) {
            throw BadInput.coded(
                    "database.password-seen",
                    "--database-url: everybody on this machine sees a password in it; leave it out, and set"
                            + " SPRING_DATASOURCE_PASSWORD");
        }
        return databaseUrl;
    }

    /**
     * The study of a name.
     *
     * @throws BadInput naming the studies there are
     */
    static Study study(ConfigurableApplicationContext context, String name) {
        StudyService studies = context.getBean(StudyService.class);
        return studies.findByName(name).orElseThrow(() -> {
            List<String> names = studies.list().stream()
                    .map(study -> "\"" + study.name() + "\"")
                    .toList();
            return new BadInput("there is no study \"%s\"; studies are: %s"
                    .formatted(name, names.isEmpty() ? "none yet" : String.join(", ", names)));
        });
    }
}
