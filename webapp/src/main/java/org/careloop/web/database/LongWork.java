package org.careloop.web.database;

import java.util.Objects;
import org.springframework.transaction.support.TransactionTemplate;

/** What may take long and is right to: reading or writing a whole study, following a lineage, hashing a model. */
public final class LongWork {
    /** How long such a transaction may take, and each of its statements. */
    public static final int SECONDS = 1800;

    private LongWork() {}

    /** Transactions of the same kind that may take long. */
    public static TransactionTemplate in(TransactionTemplate usual) {
        TransactionTemplate patient =
                new TransactionTemplate(Objects.requireNonNull(usual.getTransactionManager()), usual);
        patient.setTimeout(SECONDS);
        return patient;
    }
}
