package org.careloop.web.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.careloop.run.Json;
import org.careloop.web.audit.AuditEvent.Act;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes the name of a deleted account out of the trail. A link keeps its hash, so that the chain and every hash of it that was
 * kept elsewhere hold; what stands in it now is covered by a hash of its own, and all of those by the link that records the
 * deletion. What people wrote as their reason stays as they wrote it.
 */
@Component
public class AuditErasure {
    static final String ACTION = "account.delete";

    private static final int PORTION = 1000;

    /** Of a link that was broken before: no content has it, so that the link stays broken. */
    private static final String BROKEN = "0".repeat(64);

    /** Fields of a detail that name accounts. */
    private static final Set<String> NAMING = Set.of("annotator", "login");

    private final AuditRepository events;
    private final ErasureRepository erasures;
    private final AuditLog log;

    AuditErasure(AuditRepository events, ErasureRepository erasures, AuditLog log) {
        this.events = events;
        this.erasures = erasures;
        this.log = log;
    }

    /**
     * Takes a name out of every link and records the deletion, in the caller's transaction.
     *
     * @param number of the deletion
     * @param pseudonym what stands in place of the name from now on
     * @param detail what else is recorded of the deletion
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void erase(int number, UUID person, String login, String pseudonym, Map<String, ?> detail) {
        // In the order in which everybody locks them; the person's own chain is the long one, and nobody else's.
        for (String chain : List.of(AuditLog.chainOf(person), AuditEvent.MAIN)) {
            events.lock(chain);
            erase(number, chain, login, pseudonym);
        }
        Erasure erased = erasures.digest(number).orElseGet(() -> new Erasure(number, 0, "", AuditEvent.MAIN, 1));
        log.record(ACTION, pseudonym, erased.detail(detail));
    }

    private void erase(int number, String chain, String login, String pseudonym) {
        String quoted = Json.MAPPER.writeValueAsString(login);
        long last = 0;
        List<ErasureRepository.Found> portion;
        do {
            portion = erasures.naming(chain, last, login, quoted, PORTION);
            List<ErasureRepository.Changed> changed = new ArrayList<>();
            for (ErasureRepository.Found found : portion) {
                AuditEvent event = found.event();
                last = event.seq();
                Act act = without(event.act(), login, pseudonym);
                if (!act.equals(event.act())) {
                    boolean intact =
                            found.erased().map(event.act().sha256()::equals).orElseGet(event::isIntact);
                    changed.add(new ErasureRepository.Changed(chain, last, act, intact ? act.sha256() : BROKEN));
                }
            }
            erasures.change(number, changed);
        } while (portion.size() == PORTION);
    }

    /** The address from which somebody acted goes with their name. */
    static Act without(Act act, String login, String pseudonym) {
        boolean own = act.actor().equals(login);
        boolean ofAccount = act.action().startsWith("account.") || act.action().startsWith("factor.");
        boolean about = ofAccount && act.subject().equals(login);
        return new Act(
                own ? pseudonym : act.actor(),
                own ? "" : act.origin(),
                act.action(),
                about ? pseudonym : act.subject(),
                act.reason(),
                detail(act, about && act.action().equals("account.link"), login, pseudonym));
    }

    /** Byte for byte as it was where it names nobody. */
    private static String detail(Act act, boolean link, String login, String pseudonym) {
        JsonNode detail = Json.MAPPER.readTree(act.detail());
        boolean changed = replace(detail, NAMING, login, pseudonym);
        // How a provider knows the person.
        for (String field : link ? List.of("from", "to") : List.<String>of()) {
            String subject = detail.path(field).asString("");
            changed |= !subject.isEmpty() && replace(detail, Set.of(field), subject, pseudonym);
        }
        return changed ? Json.MAPPER.writeValueAsString(detail) : act.detail();
    }

    private static boolean replace(JsonNode node, Set<String> fields, String name, String pseudonym) {
        boolean changed = false;
        if (node instanceof ArrayNode items) {
            for (JsonNode item : items) {
                changed |= replace(item, fields, name, pseudonym);
            }
        } else if (node instanceof ObjectNode object) {
            for (String field : List.copyOf(object.propertyNames())) {
                JsonNode value = object.get(field);
                if (value.isString()
                        && fields.contains(field)
                        && value.asString().equals(name)) {
                    object.put(field, pseudonym);
                    changed = true;
                } else {
                    changed |= replace(value, fields, name, pseudonym);
                }
            }
        }
        return changed;
    }
}
