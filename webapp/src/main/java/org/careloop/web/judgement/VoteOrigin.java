package org.careloop.web.judgement;

/** Where votes come from that no person gave here. Every page and export tells them from the others. */
public enum VoteOrigin {
    /** Given elsewhere. */
    IMPORTED,
    /** Made by a rule, for the demo. */
    SCRIPTED
}
