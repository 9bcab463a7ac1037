package org.careloop.web.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.careloop.run.cli.Commands;
import org.careloop.web.people.LostPassword;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sets the password of an account whose owner has lost it. */
@Command(
        name = "password",
        mixinStandardHelpOptions = true,
        description = "Gives an account a new password, which is shown this once, and ends its open sessions.",
        footer = "For an administrator whom nobody can send a link. The trail notes it as done by the command line.")
final class PasswordCommand implements Commands.Summarised {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--login", required = true, paramLabel = "NAME", description = "The account, by its name.")
    private String login = "";

    @Override
    public Map<String, Object> call() throws IOException {
        try (ConfigurableApplicationContext context = database.open()) {
            LostPassword.Renewed renewed = context.getBean(LostPassword.class).replace(login);
            Map<String, Object> summary = new LinkedHashMap<>();
            summary.put("login", renewed.login());
            summary.put("password", renewed.password());
            return summary;
        }
    }
}
