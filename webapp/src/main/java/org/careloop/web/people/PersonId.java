package org.careloop.web.people;

import java.io.Serializable;
import java.util.UUID;

/** The identity of a person. It never changes, while the login may. */
public record PersonId(UUID value) implements Serializable {

    public static PersonId random() {
        return new PersonId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
