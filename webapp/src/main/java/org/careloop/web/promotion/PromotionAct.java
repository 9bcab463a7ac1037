package org.careloop.web.promotion;

/** What a lead does with a model of their study. */
public enum PromotionAct {
    /** Approves it on a verdict; it takes the place of the one before. */
    APPROVE,
    /** Approves it again without a new verdict: the way back. */
    RETURN,
    /** Takes the approval back; no model is approved then. */
    WITHDRAW
}
