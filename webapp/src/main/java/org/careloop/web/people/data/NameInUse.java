package org.careloop.web.people.data;

import java.io.IOException;
import org.careloop.web.people.PersonId;

/** A feature that vouches for something in which an account's name stands. Every bean of this type is asked at a deletion. */
public interface NameInUse {
    /** What is done once the account has another name. */
    @FunctionalInterface
    interface Renewal {
        /** @param deletion its number */
        void run(int deletion) throws IOException;
    }

    /** Looks at what stands under the name, before it goes, in the transaction of the deletion. */
    Renewal beforeTheNameGoes(PersonId person) throws IOException;
}
