package org.careloop.web.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.careloop.run.BadInput;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Opens a connection to the configured database before anything else starts, so that a wrong address is reported in one
 * line within seconds.
 */
public final class DatabasePreflight implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    public static final String URL = "spring.datasource.url";
    static final int CONNECT_SECONDS = 4;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        String url = environment.getProperty(URL, "");
        if (!url.isBlank()) {
            connect(url, environment);
        }
    }

    /** Opens one connection with the user and password of the environment. */
    public static void connect(String url, Environment environment) {
        Properties login = new Properties();
        login.setProperty("user", environment.getProperty("spring.datasource.username", ""));
        login.setProperty("password", environment.getProperty("spring.datasource.password", ""));
        login.values().removeIf(""::equals);
        login.setProperty("connectTimeout", String.valueOf(CONNECT_SECONDS));
        login.setProperty("loginTimeout", "10");
        login.setProperty("socketTimeout", "10");
        try (Connection connection = DriverManager.getConnection(url, login)) {
            if (!connection.isValid(5)) {
                throw new SQLException("it does not answer within 5 s");
            }
        } catch (SQLException e) {
            throw new BadInput(
                    "the database %s cannot be used: %s. Expected a PostgreSQL that runs and lets this user in; start it, correct %s, spring.datasource.username and spring.datasource.password, or leave the URL out to use the embedded one."
                            .formatted(withoutSecrets(url), firstLine(e), URL),
                    e);
        }
    }

    /** The address without its parameters, which may hold a password. */
    static String withoutSecrets(String url) {
        return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
    }

    private static String firstLine(SQLException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
