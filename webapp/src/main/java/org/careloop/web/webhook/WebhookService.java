package org.careloop.web.webhook;

import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.secret.Secrets;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The webhooks of a study. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
@Transactional
public class WebhookService {
    private static final int LISTED = 20;

    private final WebhookRepository hooks;
    private final Receivers receivers;
    private final StudyAccess access;
    private final CurrentPerson current;
    private final AuditLog audit;
    private final Clock clock;

    WebhookService(
            WebhookRepository hooks,
            Receivers receivers,
            StudyAccess access,
            CurrentPerson current,
            AuditLog audit,
            Clock clock) {
        this.hooks = hooks;
        this.receivers = receivers;
        this.access = access;
        this.current = current;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Adds an address.
     *
     * @return the secret that signs its messages, which is not shown again
     * @throws BadInput when the address is not http or https, or no event is chosen
     */
    public String create(StudyId study, String url, Set<WebhookEvent> events) {
        access.requireLead(study);
        String address = receivers.checked(url).toString();
        if (events.isEmpty()) {
            throw BadInput.coded("webhook.no-event", "events: given none, expected at least one");
        }
        String secret = Secrets.generate();
        hooks.insert(
                new Webhook(UUID.randomUUID(), study, address, events, true), secret, current.id(), clock.instant());
        audit.record(
                "webhook.create",
                study.toString(),
                Map.of(
                        "url",
                        address,
                        "events",
                        events.stream().map(Enum::name).sorted().toList()));
        return secret;
    }

    @Transactional(readOnly = true)
    public List<Webhook> of(StudyId study) {
        access.requireLead(study);
        return hooks.of(study);
    }

    /** The latest messages to an address. */
    @Transactional(readOnly = true)
    public List<Webhook.Delivery> deliveries(UUID hook) {
        return hooks.deliveries(led(hook).id(), LISTED);
    }

    /** Sends a test message, and turns on an address that was off after failures. */
    public void test(UUID id) {
        Webhook hook = led(id);
        UUID message = UUID.randomUUID();
        String payload = Json.MAPPER.writeValueAsString(Map.of(
                "id", message.toString(),
                "event", WebhookEvent.TEST.name(),
                "study", hook.study().toString()));
        hooks.activate(id, true);
        hooks.enqueue(message, id, WebhookEvent.TEST, payload, clock.instant());
        audit.record("webhook.test", hook.study().toString(), Map.of("url", hook.url(), "wasActive", hook.active()));
    }

    public void delete(UUID id) {
        Webhook hook = led(id);
        hooks.delete(id);
        audit.record("webhook.delete", hook.study().toString(), Map.of("url", hook.url()));
    }

    /** A webhook of a study that the person asking leads. */
    private Webhook led(UUID id) {
        Webhook hook = hooks.find(id)
                .orElseThrow(
                        () -> BadInput.coded("webhook.gone", "this address was taken out meanwhile; reload the page"));
        access.requireLead(hook.study());
        return hook;
    }
}
