package org.careloop.web.annotation;

/** What a comparison is brought to somebody's notice for. */
public enum EscalationKind {
    /** A person leaves it to a senior colleague. */
    ADJUDICATE,
    /** It shows who a patient is; until a lead decides it is in nobody's hands. */
    PRIVACY
}
