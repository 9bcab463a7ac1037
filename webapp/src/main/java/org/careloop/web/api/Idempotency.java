package org.careloop.web.api;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.web.people.CurrentPerson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets a write that is sent again under the same {@code Idempotency-Key} answer as the first time and do nothing. The key
 * is stored in the transaction of the act: two at once wait for each other.
 */
@Component
class Idempotency {
    private static final int LONGEST_KEY = 200;

    private final JdbcClient jdbc;
    private final CurrentPerson current;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Idempotency(JdbcClient jdbc, CurrentPerson current, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.current = current;
        this.transaction = transaction;
        this.clock = clock;
    }

    private record Earlier(String request, String answer) {}

    /**
     * Does it, or answers what it answered before.
     *
     * @param request what is asked, so that a key is not used for something else
     * @throws BadInput when it was
     */
    <T> T once(@Nullable String key, String request, Class<T> type, Supplier<T> act) {
        if (key == null) {
            return act.get();
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new BadInput(
                    "Idempotency-Key: given %d characters, expected 1 to %d".formatted(key.length(), LONGEST_KEY));
        }
        return transaction.execute(status -> {
            UUID person = current.id().value();
            boolean first = jdbc.sql("""
                            insert into api_write (person_id, key, request, answer, created_at) values (?, ?, ?, '', ?)
                            on conflict (person_id, key) do nothing""")
                            .params(person, key, request, Timestamp.from(clock.instant()))
                            .update()
                    > 0;
            if (!first) {
                return Json.MAPPER.readValue(earlier(person, key, request).answer(), type);
            }
            T answer = act.get();
            jdbc.sql("update api_write set answer = ? where person_id = ? and key = ?")
                    .params(Json.MAPPER.writeValueAsString(answer), person, key)
                    .update();
            return answer;
        });
    }

    private Earlier earlier(UUID person, String key, String request) {
        Optional<Earlier> earlier = jdbc.sql("select request, answer from api_write where person_id = ? and key = ?")
                .params(person, key)
                .query((row, n) -> new Earlier(row.getString("request"), row.getString("answer")))
                .optional();
        return earlier.filter(before -> before.request().equals(request))
                .orElseThrow(() -> new BadInput(
                        "Idempotency-Key \"%s\" was used for another request; choose a new one".formatted(key)));
    }
}
