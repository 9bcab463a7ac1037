package org.careloop.web.api;

import java.time.Clock;
import java.util.function.Supplier;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.web.database.LongWork;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.PersonId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A write that is sent again with the same {@code Idempotency-Key} does nothing and gets the first answer. The key is
 * stored in the transaction of the write, so that two at the same time wait for each other.
 */
@Component
class Idempotency {
    private static final int LONGEST_KEY = 200;

    private final WriteRepository writes;
    private final CurrentPerson current;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Idempotency(WriteRepository writes, CurrentPerson current, TransactionTemplate transaction, Clock clock) {
        this.writes = writes;
        this.current = current;
        this.transaction = LongWork.in(transaction);
        this.clock = clock;
    }

    /**
     * Executes the write, or returns the stored answer.
     *
     * @param request the content of the request, so that a key cannot be reused for another one
     * @throws BadInput when the key was used for another request
     */
    <T> T once(@Nullable String key, String request, Class<T> type, Supplier<T> act) {
        if (key == null) {
            return act.get();
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw BadInput.field("length of Idempotency-Key", key.length(), Phrase.range(1, LONGEST_KEY));
        }
        return transaction.execute(status -> {
            PersonId person = current.id();
            if (!writes.begin(person, key, request, clock.instant())) {
                return Json.MAPPER.readValue(earlier(person, key, request).answer(), type);
            }
            T answer = act.get();
            writes.end(person, key, Json.MAPPER.writeValueAsString(answer));
            return answer;
        });
    }

    private WriteRepository.Earlier earlier(PersonId person, String key, String request) {
        return writes.find(person, key)
                .filter(before -> before.request().equals(request))
                .orElseThrow(() -> BadInput.coded(
                        "api.key-used",
                        "Idempotency-Key \"%s\" was used for another request; choose a new one".formatted(key),
                        key));
    }
}
