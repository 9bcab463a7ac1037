package org.careloop.web.people;

import java.io.Serializable;
import java.util.UUID;

/** Names a person for good; the login may change, this does not. */
public record PersonId(UUID value) implements Serializable {

    public static PersonId random() {
        return new PersonId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
