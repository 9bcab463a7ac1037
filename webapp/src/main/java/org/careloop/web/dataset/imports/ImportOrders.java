package org.careloop.web.dataset.imports;

import org.careloop.web.dataset.identifiers.IdentifierAction;
import org.careloop.web.dataset.identifiers.IdentifierChoice;

/** What a person decided on an import: on rows that cannot be imported, and on likely identifiers of people. */
public record ImportOrders(LeftOut leftOut, IdentifierChoice identifiers) {
    /** One refused row, or one identifier, refuses everything. */
    public static final ImportOrders STRICT = new ImportOrders(LeftOut.NONE, IdentifierChoice.NOT_MADE);

    /** For what the application itself brings in; which identifiers it holds is kept with the reason. */
    public static ImportOrders ofSystem(String reason) {
        return new ImportOrders(LeftOut.NONE, IdentifierChoice.all(IdentifierAction.ACCEPT, reason));
    }
}
