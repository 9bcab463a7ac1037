package org.careloop.web.study;

import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.database.LongWork;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes how a study asks. A draft changes in place. What somebody has judged under never changes: from then on, and
 * always once the study is locked, a change makes a new version.
 */
@Service
@Transactional(timeout = LongWork.SECONDS)
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
public class StudyDesigner {
    /** Of a change to the design, or of a study that collects again. */
    public static final int LONGEST_REASON = 2000;

    private final StudyRepository studies;
    private final DesignRepository designs;
    private final StudySlots slots;
    private final StudyAccess access;
    private final CurrentPerson current;
    private final AuditLog audit;
    private final Clock clock;

    StudyDesigner(
            StudyRepository studies,
            DesignRepository designs,
            StudySlots slots,
            StudyAccess access,
            CurrentPerson current,
            AuditLog audit,
            Clock clock) {
        this.studies = studies;
        this.designs = designs;
        this.slots = slots;
        this.access = access;
        this.current = current;
        this.audit = audit;
        this.clock = clock;
    }

    /** A study after its design was saved, and what that did to the votes it asks for. */
    public record Saved(Study study, SlotChange slots) {}

    /**
     * Stores a name and a design.
     *
     * @param seen the study as it was when the change began
     * @param reason why; needed once the study is locked
     * @throws BadInput when the study was changed meanwhile, is closed for good, needs a reason, or the name is taken
     */
    public Saved save(Study seen, String name, StudyDesign design, String reason) {
        access.requireLead(seen.id());
        StorableText.check("reason", reason, LONGEST_REASON);
        Study stored = studies.lock(seen.id()).orElseThrow();
        String newName = NewStudy.checkedName(name);
        boolean inPlace = stored.isUnlocked() && !designs.isJudgedUnder(stored.id(), stored.designVersion());
        boolean same = design.equals(stored.design());
        int version = inPlace || same ? stored.designVersion() : stored.designVersion() + 1;
        studies.change(seen, newName, stored.state(), version);
        // Checked after the lock: a person who has not seen that the study was locked is told that, and not asked for a
        // reason.
        check(stored, design, reason);
        if (!same) {
            write(stored, version, design, reason);
        }
        SlotChange moved = design.overlap() == stored.design().overlap()
                ? SlotChange.NONE
                : slots.fit(stored.id(), design.overlap(), stored.state() == Study.State.PILOT);
        audit.record("study.design", newName, reason.strip(), detail(stored, newName, version, moved));
        return new Saved(studies.find(stored.id()).orElseThrow(), moved);
    }

    private static void check(Study stored, StudyDesign design, String reason) {
        if (design.kind() != stored.design().kind()) {
            throw BadInput.coded(
                    "study.kind-fixed",
                    "kind: given %s, the study is of kind %s; begin a new one"
                            .formatted(design.kind(), stored.design().kind()),
                    design.kind().words(),
                    stored.design().kind().words());
        }
        if (stored.state() == Study.State.FROZEN) {
            throw BadInput.coded(
                    "study.frozen",
                    "study \"%s\" is signed and frozen; begin a new one".formatted(stored.name()),
                    stored.name());
        }
        if (!stored.isUnlocked() && !design.equals(stored.design()) && reason.isBlank()) {
            throw BadInput.coded(
                    "study.reason-needed",
                    "the study is locked; say why its design changes, for whoever reads it later");
        }
        if (!stored.isUnlocked() && design.order() != stored.design().order()) {
            throw BadInput.coded(
                    "study.order-fixed", "order: it was settled when the study was locked; leave it as it is");
        }
    }

    private void write(Study stored, int version, StudyDesign design, String reason) {
        if (version == stored.designVersion()) {
            designs.replace(stored.id(), version, design, by(), clock.instant());
        } else {
            designs.insert(stored.id(), version, design, reason.strip(), by(), clock.instant());
        }
    }

    private static Map<String, Object> detail(Study before, String name, int version, SlotChange moved) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("version", version);
        if (!name.equals(before.name())) {
            detail.put("formerName", before.name());
        }
        if (!moved.equals(SlotChange.NONE)) {
            detail.put("votesAdded", moved.added());
            detail.put("votesRemoved", moved.removed());
        }
        return detail;
    }

    private @Nullable PersonId by() {
        return current.isSignedIn() ? current.id() : null;
    }

    /** Every version of the design, the newest first. */
    @Transactional(readOnly = true)
    public List<DesignVersion> history(StudyId study) {
        access.requireLead(study);
        return designs.all(study);
    }
}
