package org.careloop.web.people;

/** What a person may do. One person may have several roles. */
public enum Role {
    /** Judges comparisons. */
    CLINICIAN,
    /** Runs studies: import, progress, export. */
    STUDY_LEAD,
    /** Trains models and reads their curves. */
    ML_ENGINEER,
    /** Keeps accounts and the audit trail. */
    ADMINISTRATOR;

    /** The role as Spring Security names it. */
    public String authority() {
        return "ROLE_" + name();
    }

    /** The names for annotations such as {@code @RolesAllowed}, which take constants only. */
    public static final class Names {
        public static final String CLINICIAN = "CLINICIAN";
        public static final String STUDY_LEAD = "STUDY_LEAD";
        public static final String ML_ENGINEER = "ML_ENGINEER";
        public static final String ADMINISTRATOR = "ADMINISTRATOR";

        private Names() {}
    }
}
