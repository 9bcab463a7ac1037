package org.careloop.web.retention;

/** What is removed when it has become old. Judgements, snapshots and the audit trail are not among them. */
public enum Trace {
    /** Answers to writes of programs, so that the same write sent again does nothing. */
    IDEMPOTENCY_KEYS("idempotency-keys"),
    /** Messages to webhooks that were delivered or given up. */
    WEBHOOK_DELIVERIES("webhook-deliveries"),
    /** Invitations and links for a new password that were used, revoked or have expired. */
    LINKS("links"),
    /** Access tokens that were revoked or have expired. */
    TOKENS("tokens"),
    /** Which session at a provider was whose. */
    PROVIDER_SESSIONS("provider-sessions"),
    /** Answers that were never sent, of studies that are signed and take no more. */
    DRAFTS("drafts");

    private final String label;

    Trace(String label) {
        this.label = label;
    }

    /** The name of its setting, and its label in figures. */
    public String label() {
        return label;
    }
}
