package org.careloop.web.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.careloop.run.Json;
import org.careloop.web.audit.AuditEvent.Head;
import org.careloop.web.audit.Verification.Break;
import org.careloop.web.audit.Verification.Fault;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Verifies the chains link by link: first the main chain, which records the other chains and their last links, then the
 * others. Keeps the first break of each chain.
 */
final class ChainWalk {
    private final Map<String, String> opened = new HashMap<>();
    private final Map<String, NavigableMap<Long, String>> anchors = new HashMap<>();
    private final Map<String, Break> breaks = new TreeMap<>();
    private final Map<Integer, Erasure> erasures;
    private @Nullable String chain;
    private Head last = new Head(0, AuditEvent.BEGINNING);
    private String head = AuditEvent.BEGINNING;
    private long links;
    private long chains;

    /** @param erasures what every deletion took names out of, by its number */
    ChainWalk(Map<Integer, Erasure> erasures) {
        this.erasures = new TreeMap<>(erasures);
    }

    void visit(AuditEvent event, Optional<String> erased) {
        if (!event.chain().equals(chain)) {
            end();
            begin(event);
        }
        links++;
        String name = event.chain();
        if (!breaks.containsKey(name)) {
            fault(event, erased).ifPresent(fault -> breaks.put(name, fault));
        }
        last = event.asHead();
        if (name.equals(AuditEvent.MAIN)) {
            head = event.hash();
            note(event);
        }
    }

    /** The result, after every link has been visited. */
    Verification finish() {
        end();
        erasures.values()
                .forEach(unknown ->
                        breaks.putIfAbsent(unknown.chain(), new Break(unknown.chain(), unknown.seq(), Fault.ERASED)));
        opened.keySet().forEach(name -> breaks.putIfAbsent(name, new Break(name, 1, Fault.MISSING)));
        Optional<Break> first = Optional.ofNullable(breaks.get(AuditEvent.MAIN))
                .or(() -> breaks.values().stream().findFirst());
        return new Verification(chains, links, breaks.size(), head, first);
    }

    private void begin(AuditEvent first) {
        chain = first.chain();
        chains++;
        String opening = chain.equals(AuditEvent.MAIN) ? AuditEvent.BEGINNING : opened.remove(chain);
        if (opening == null) {
            breaks.put(chain, new Break(chain, first.seq(), Fault.UNKNOWN_CHAIN));
        }
        last = new Head(0, opening == null ? "" : opening);
    }

    private Optional<Break> fault(AuditEvent event, Optional<String> erased) {
        if (event.seq() != last.seq() + 1) {
            return Optional.of(new Break(event.chain(), last.seq() + 1, Fault.MISSING));
        }
        if (!erased.map(event.act().sha256()::equals).orElseGet(event::isIntact)) {
            return Optional.of(new Break(event.chain(), event.seq(), Fault.CONTENT));
        }
        if (!event.previous().equals(last.hash())) {
            return Optional.of(new Break(event.chain(), event.seq(), Fault.ORDER));
        }
        String anchored = anchorsOf(event.chain()).get(event.seq());
        return anchored == null || anchored.equals(event.hash())
                ? Optional.empty()
                : Optional.of(new Break(event.chain(), event.seq(), Fault.REWRITTEN));
    }

    private void end() {
        if (chain != null) {
            NavigableMap<Long, String> known = anchorsOf(chain);
            if (!known.isEmpty() && known.lastKey() > last.seq()) {
                breaks.putIfAbsent(chain, new Break(chain, last.seq() + 1, Fault.CUT_OFF));
            }
        }
    }

    private NavigableMap<Long, String> anchorsOf(String name) {
        return anchors.computeIfAbsent(name, any -> new TreeMap<>());
    }

    /** Reads what a link of the main chain records of the other chains. */
    private void note(AuditEvent event) {
        if (event.act().action().equals(AuditLog.CHAIN_OPEN)) {
            opened.put(event.act().subject(), event.hash());
        } else if (event.act().action().equals(AuditErasure.ACTION)) {
            Erasure told = Erasure.told(event.act().detail());
            if (!told.isSame(erasures.remove(told.deletion()))) {
                breaks.putIfAbsent(event.chain(), new Break(event.chain(), event.seq(), Fault.ERASED));
            }
        } else if (event.act().detail().contains("\"" + AuditLog.HEADS + "\"")) {
            JsonNode heads = Json.MAPPER.readTree(event.act().detail()).path(AuditLog.HEADS);
            heads.properties()
                    .forEach(head -> anchorsOf(head.getKey())
                            .put(
                                    head.getValue().path("seq").asLong(),
                                    head.getValue().path("hash").asString()));
        }
    }
}
