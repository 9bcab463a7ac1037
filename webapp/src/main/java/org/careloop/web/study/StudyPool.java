package org.careloop.web.study;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.careloop.run.Json;
import tools.jackson.databind.JsonNode;

/**
 * The studies that a snapshot is of, and whatever came of it: one, or several that were pooled. Only who may see each of them
 * may see it, see {@link StudyAccess#maySee(StudyPool)}.
 *
 * @param members in the order in which they were chosen, at least one
 */
public record StudyPool(List<Member> members) {

    /** A study by the name that it has now. */
    public record Member(StudyId id, String name) {}

    public StudyPool {
        members = List.copyOf(members);
    }

    public static StudyPool of(List<Study> studies) {
        return new StudyPool(studies.stream()
                .map(study -> new Member(study.id(), study.name()))
                .toList());
    }

    /** An expression that gives the pool of a run as JSON, for {@link #parse}; {@code run} is SQL that gives its id. */
    public static String ofRun(String run) {
        return expression("run_study", "run_id", run);
    }

    /** An expression that gives the pool of a snapshot as JSON, for {@link #parse}; {@code snapshot} is SQL that gives its id. */
    public static String ofSnapshot(String snapshot) {
        return expression("snapshot_study", "snapshot_id", snapshot);
    }

    private static String expression(String view, String key, String id) {
        return """
            (select json_agg(json_build_object('id', s.id, 'name', s.name) order by p.place)
             from %s p join study s on s.id = p.study_id where p.%s = %s)""".formatted(view, key, id);
    }

    /** Reads what the expressions give. */
    public static StudyPool parse(String json) {
        List<Member> members = new ArrayList<>();
        for (JsonNode study : Json.MAPPER.readTree(json)) {
            members.add(new Member(
                    new StudyId(UUID.fromString(study.get("id").asString())),
                    study.get("name").asString()));
        }
        return new StudyPool(members);
    }

    /** The one that was chosen first. */
    public StudyId first() {
        return members.getFirst().id();
    }

    public List<StudyId> ids() {
        return members.stream().map(Member::id).toList();
    }

    /** All names, with a plus sign between them. */
    public String names() {
        return members.stream().map(Member::name).collect(Collectors.joining(" + "));
    }

    public boolean isOfSeveral() {
        return members.size() > 1;
    }
}
