package org.careloop.web.dataset.imports;

/** What becomes of an import in which some rows are refused. */
public enum LeftOut {
    /** One refused row refuses everything. */
    NONE,
    /** The refused rows are left out, the others are imported. */
    REFUSED
}
