package org.careloop.web.study;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Invitation;
import org.careloop.web.people.InvitationAccepted;
import org.careloop.web.people.InvitationService;
import org.careloop.web.people.Person;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.PersonService;
import org.careloop.web.people.Role;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who belongs to a study, who can be handed its comparisons, and who is invited. */
@Service
@Transactional
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
public class StudyPeople {
    private final MemberRepository members;
    private final StudyAccess access;
    private final StudyRepository studies;
    private final StudySlots slots;
    private final PersonService people;
    private final InvitationService invitations;
    private final CurrentPerson current;
    private final AuditLog audit;
    private final Clock clock;

    StudyPeople(
            MemberRepository members,
            StudyAccess access,
            StudyRepository studies,
            StudySlots slots,
            PersonService people,
            InvitationService invitations,
            CurrentPerson current,
            AuditLog audit,
            Clock clock) {
        this.members = members;
        this.access = access;
        this.studies = studies;
        this.slots = slots;
        this.people = people;
        this.invitations = invitations;
        this.current = current;
        this.audit = audit;
        this.clock = clock;
    }

    /** A person in a study, as one thing. */
    public record Member(Person person, MemberRole role) {}

    /**
     * How a study stands with its people.
     *
     * @param members also those whose account is closed: they still count for who else may come in
     * @param colleagues everybody who can sign in
     * @param canJudge clinicians who are handed its comparisons, as far as these fit them
     * @param fitNobody comparisons that wait for a vote and fit none of those
     */
    public record Standing(
            List<Member> members,
            List<Person> colleagues,
            List<Person> canJudge,
            long fitNobody,
            List<Invitation> invited) {}

    @Transactional(readOnly = true)
    public Standing standing(StudyId study) {
        access.requireLead(study);
        List<Person> everybody = people.all();
        List<Person> colleagues = everybody.stream().filter(Person::active).toList();
        List<MemberRepository.Member> stored = members.of(study);
        List<Member> named = stored.stream()
                .flatMap(member -> everybody.stream()
                        .filter(person -> person.id().equals(member.person()))
                        .map(person -> new Member(person, member.role())))
                .toList();
        boolean open = stored.stream().noneMatch(member -> member.role() == MemberRole.ANNOTATOR);
        List<Person> canJudge = colleagues.stream()
                .filter(person -> person.roles().contains(Role.CLINICIAN))
                .filter(person -> open || named.contains(new Member(person, MemberRole.ANNOTATOR)))
                .toList();
        return new Standing(
                named, colleagues, canJudge, members.waitingForNobody(study), invitations.open(study.value()));
    }

    public void add(StudyId study, PersonId person, MemberRole role) {
        access.requireLead(study);
        if (members.add(study, person, role, current.isSignedIn() ? current.id() : null, clock.instant())) {
            slots.takeBack(study);
            record("study.member-add", study, person, role);
        }
    }

    /**
     * Takes a person out.
     *
     * @throws BadInput when nobody would lead the study any more, for then every study lead might
     */
    public void remove(StudyId study, PersonId person, MemberRole role) {
        access.requireLead(study);
        studies.lock(study);
        if (role == MemberRole.LEAD
                && members.of(study).stream()
                                .filter(member -> member.role() == role)
                                .count()
                        == 1) {
            throw BadInput.coded(
                    "study.last-lead",
                    "a study that has leads keeps one; name another lead first, then take this one out");
        }
        if (members.remove(study, person, role)) {
            slots.takeBack(study);
            record("study.member-remove", study, person, role);
        }
    }

    /** A link by which one clinician opens an account and joins the study. */
    public InvitationService.Link invite(StudyId study) {
        access.requireLead(study);
        return invitations.inviteClinician(study.value(), MemberRole.ANNOTATOR.name());
    }

    public void revoke(StudyId study, UUID invitation) {
        access.requireLead(study);
        invitations.revoke(invitation, study.value());
    }

    /** Who comes in by an invitation to a study with annotators of its own joins them; else the study is open to them anyway. */
    @EventListener
    @PermitAll
    void join(InvitationAccepted accepted) {
        StudyId study = new StudyId(accepted.study());
        MemberRole role = MemberRole.valueOf(accepted.role());
        if (members.hasAny(study, role)) {
            members.add(study, accepted.person(), role, null, clock.instant());
            record("study.member-add", study, accepted.person(), role);
        }
    }

    private void record(String action, StudyId study, PersonId person, MemberRole role) {
        String name = studies.find(study).map(Study::name).orElse(study.toString());
        audit.record(action, name, Map.of("person", person.toString(), "role", role.name()));
    }
}
