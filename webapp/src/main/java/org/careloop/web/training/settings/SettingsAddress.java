package org.careloop.web.training.settings;

import com.vaadin.flow.router.QueryParameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.careloop.web.checkpoint.RunId;

/**
 * What the page of settings shows, as its address says it.
 *
 * @param other id of the run that stands beside, as it was given
 * @param remarkable whether those alone are shown that are not at their default or that the other run has otherwise
 */
record SettingsAddress(RunId run, Optional<String> other, boolean remarkable) {
    private static final String OTHER = "other";
    private static final String SHOW = "show";
    private static final String REMARKABLE = "differing";

    static SettingsAddress of(RunId run, QueryParameters parameters) {
        return new SettingsAddress(
                run,
                parameters.getSingleParameter(OTHER).filter(other -> !other.isBlank()),
                parameters.getSingleParameter(SHOW).filter(REMARKABLE::equals).isPresent());
    }

    SettingsAddress beside(Optional<RunId> another) {
        return new SettingsAddress(run, another.map(RunId::toString), remarkable);
    }

    SettingsAddress showing(boolean remarkableAlone) {
        return new SettingsAddress(run, other, remarkableAlone);
    }

    /** As a link has it. */
    String written() {
        Map<String, String> parameters = new LinkedHashMap<>();
        other.ifPresent(id -> parameters.put(OTHER, id));
        if (remarkable) {
            parameters.put(SHOW, REMARKABLE);
        }
        String query = QueryParameters.simple(parameters).getQueryString();
        return "runs/%s/settings%s".formatted(run, query.isEmpty() ? "" : "?" + query);
    }
}
