package org.careloop.web.people.data;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.careloop.run.Json;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.database.LongWork;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Hands out everything that is kept of one account as a JSON file, of one moment. */
@Service
public class AccountData {
    static final int FORMAT_VERSION = 1;

    private final AccountDataRepository data;
    private final CurrentPerson current;
    private final AuditLog audit;
    private final Clock clock;
    private final TransactionTemplate moment;

    AccountData(
            AccountDataRepository data,
            CurrentPerson current,
            AuditLog audit,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.data = data;
        this.current = current;
        this.audit = audit;
        this.clock = clock;
        this.moment = new TransactionTemplate(transactions);
        moment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        moment.setReadOnly(true);
        moment.setTimeout(LongWork.SECONDS);
    }

    /** The name of a file for an account. */
    public static String fileName(String login) {
        return "account-%s.json".formatted(login.replaceAll("[^a-z0-9._-]+", "-"));
    }

    /** Of the person asking. */
    @PermitAll
    public void writeOwn(OutputStream out) throws IOException {
        hand(current.id(), current.login(), out);
    }

    /** Of anybody. */
    @RolesAllowed(Role.Names.ADMINISTRATOR)
    public void write(PersonId person, String login, OutputStream out) throws IOException {
        hand(person, login, out);
    }

    /** Gathered in a file first, so that the database does not wait for a slow line. */
    private void hand(PersonId person, String login, OutputStream out) throws IOException {
        Path file = Files.createTempFile("careloop-account", ".json");
        try {
            moment.executeWithoutResult(status -> gather(person, login, file));
            audit.record("account.data", login, Map.of("bytes", Files.size(file)));
            Files.copy(file, out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            Files.delete(file);
        }
    }

    private void gather(PersonId person, String login, Path file) {
        try (BufferedWriter json = Files.newBufferedWriter(file)) {
            json.write("{\"format\":\"careloop account data\",\"format_version\":%d,\"written_at\":\"%s\""
                    .formatted(FORMAT_VERSION, clock.instant()));
            for (String part : AccountDataRepository.parts()) {
                json.write(",\n%s:[".formatted(Json.MAPPER.writeValueAsString(part)));
                Rows rows = new Rows(json);
                data.read(part, person.value(), login, rows::add);
                json.write("]");
            }
            json.write("}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line each, with commas between them. */
    private static final class Rows {
        private final BufferedWriter json;
        private String before = "\n";

        Rows(BufferedWriter json) {
            this.json = json;
        }

        void add(String row) {
            try {
                json.write(before);
                json.write(row);
                before = ",\n";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
