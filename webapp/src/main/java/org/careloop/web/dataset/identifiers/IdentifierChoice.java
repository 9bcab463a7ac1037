package org.careloop.web.dataset.identifiers;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.identifier.IdentifierKind;
import org.careloop.web.study.StorableText;

/**
 * What a person decided on the identifiers of an import.
 *
 * @param ofKinds for all of a kind; refused where nothing is said
 * @param ofTexts for single ones wherever they stand, by {@link #key}; they go before their kind
 * @param reason why some are accepted; empty where none is
 */
public record IdentifierChoice(
        Map<IdentifierKind, IdentifierAction> ofKinds, Map<String, IdentifierAction> ofTexts, String reason) {
    public static final int LONGEST_REASON = 2000;

    /** Nobody has decided: an import with identifiers is refused. */
    public static final IdentifierChoice NOT_MADE = new IdentifierChoice(Map.of(), Map.of(), "");

    public IdentifierChoice {
        ofKinds = Map.copyOf(ofKinds);
        ofTexts = Map.copyOf(ofTexts);
        reason = reason.strip();
        boolean accepts =
                ofKinds.containsValue(IdentifierAction.ACCEPT) || ofTexts.containsValue(IdentifierAction.ACCEPT);
        if (accepts && reason.isEmpty()) {
            throw BadInput.coded(
                    "identifiers.reason",
                    "reason: given none, expected why identifiers of people may come in; say it with --reason or"
                            + " \"reason\"");
        }
        StorableText.check("reason", reason, LONGEST_REASON);
    }

    /** The same for every kind. */
    public static IdentifierChoice all(IdentifierAction action, String reason) {
        Map<IdentifierKind, IdentifierAction> kinds = new EnumMap<>(IdentifierKind.class);
        for (IdentifierKind kind : IdentifierKind.values()) {
            kinds.put(kind, action);
        }
        return new IdentifierChoice(kinds, Map.of(), reason);
    }

    /**
     * A choice in words: {@code mask}, or {@code mask,name=accept,phone=leave-out}.
     *
     * @throws BadInput naming what is not known, or when something is accepted without a reason
     */
    public static IdentifierChoice parse(String words, String reason) {
        Map<IdentifierKind, IdentifierAction> kinds = new EnumMap<>(IdentifierKind.class);
        for (String word : words.split(",", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                kinds.put(
                        IdentifierKind.parse(word.substring(0, equals)),
                        IdentifierAction.parse(word.substring(equals + 1)));
            } else {
                IdentifierAction all = IdentifierAction.parse(word);
                for (IdentifierKind kind : IdentifierKind.values()) {
                    kinds.putIfAbsent(kind, all);
                }
            }
        }
        return new IdentifierChoice(kinds, Map.of(), reason);
    }

    /** By what a single identifier is known, however it is spaced and spelled. */
    public static String key(IdentifierKind kind, String text) {
        return kind.label() + ":" + text.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    }

    public IdentifierAction of(IdentifierKind kind, String text) {
        IdentifierAction ofKind = ofKinds.getOrDefault(kind, IdentifierAction.REFUSE);
        return ofTexts.isEmpty() ? ofKind : ofTexts.getOrDefault(key(kind, text), ofKind);
    }
}
