package org.careloop.web;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;
import java.time.Clock;
import org.careloop.run.BadInput;
import org.careloop.run.cli.Commands;
import org.careloop.web.database.DatabasePreflight;
import org.careloop.web.database.StartFailure;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/**
 * The web application. Ends with exit code 2 when a person can mend what keeps it from starting (a database that cannot
 * be reached, a port in use), and says so in one line; with 1 otherwise.
 *
 * <p>There is no progressive-web-app shell on purpose: its service worker races the session id that changes at sign-in.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@Viewport("width=device-width, initial-scale=1")
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("context://app.css")
@StyleSheet("context://annotate.css")
@StyleSheet("context://study.css")
@StyleSheet("context://agreement.css")
@StyleSheet("context://adjudication.css")
@StyleSheet("context://audit.css")
@StyleSheet("context://data.css")
@StyleSheet("context://print.css")
public class WebApplication implements AppShellConfigurator {
    private static final long serialVersionUID = 1L;

    public static void main(String[] arguments) {
        try {
            application().run(arguments);
        } catch (RuntimeException e) {
            // Spring's failure reporter has said why; only the exit code is left to give.
            System.exit(StartFailure.causeIn(e, BadInput.class).isPresent() ? Commands.BAD_INPUT : Commands.FAILED);
        }
    }

    /** The application as it is started from the command line, with the check that the database answers. */
    static SpringApplication application() {
        SpringApplication application = new SpringApplication(WebApplication.class);
        application.addInitializers(new DatabasePreflight());
        return application;
    }

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.addFavIcon("icon", "icons/careloop.svg", "any");
        settings.setPageTitle("CareLoop");
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
