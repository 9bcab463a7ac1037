package org.careloop.web.people;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.careloop.run.BadInput;
import org.careloop.run.Sha256;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.secret.PasswordRules;
import org.careloop.web.secret.Secrets;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links by which people open their own account or set their own password. A link works once and for a limited time; its
 * token is returned when it is made and stored only as a hash, so that nobody can read it later.
 */
@Service
@Transactional
public class InvitationService {
    static final Duration INVITE_LASTS = Duration.ofDays(7);
    static final Duration RESET_LASTS = Duration.ofHours(24);

    private final InvitationRepository invitations;
    private final PersonRepository people;
    private final PasswordRules rules;
    private final PasswordEncoder encoder;
    private final CurrentPerson current;
    private final KnownBrowsers browsers;
    private final ApplicationEventPublisher events;
    private final AuditLog audit;
    private final Clock clock;

    InvitationService(
            InvitationRepository invitations,
            PersonRepository people,
            PasswordRules rules,
            PasswordEncoder encoder,
            CurrentPerson current,
            KnownBrowsers browsers,
            ApplicationEventPublisher events,
            AuditLog audit,
            Clock clock) {
        this.invitations = invitations;
        this.people = people;
        this.rules = rules;
        this.encoder = encoder;
        this.current = current;
        this.browsers = browsers;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** A new link: its token, which is shown once, and when it expires. */
    public record Link(String token, Instant until) {
        /** The path of the link, relative to the root of the application. */
        public String path() {
            return "invitation/" + token;
        }

        @Override
        public String toString() {
            return "Link[until " + until + "]";
        }
    }

    /** The account data that a person enters when accepting an invitation. */
    public record NewAccount(
            String login, String name, String password, List<String> specialties, List<String> languages) {
        @Override
        public String toString() {
            return "NewAccount[" + login + "]";
        }
    }

    /** Invites somebody to an account with these roles. */
    @RolesAllowed(Role.Names.ADMINISTRATOR)
    public Link invite(Set<Role> roles) {
        return issue(Invitation.Kind.INVITE, null, roles, null, null, INVITE_LASTS);
    }

    /** Invites a clinician to one study. The caller must have checked that the signed-in person runs the study. */
    @RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
    public Link inviteClinician(UUID study, String studyRole) {
        return issue(Invitation.Kind.INVITE, null, Set.of(Role.CLINICIAN), study, studyRole, INVITE_LASTS);
    }

    /** A link by which a person sets a new password; older ones stop working. */
    @RolesAllowed(Role.Names.ADMINISTRATOR)
    public Link reset(Person person) {
        invitations.revokeResets(person.id(), clock.instant());
        return issue(Invitation.Kind.RESET, person.id(), Set.of(), null, null, RESET_LASTS);
    }

    private Link issue(
            Invitation.Kind kind,
            @Nullable PersonId person,
            Set<Role> roles,
            @Nullable UUID study,
            @Nullable String studyRole,
            Duration lasts) {
        String token = Secrets.generate();
        Instant now = clock.instant();
        Invitation made = new Invitation(
                UUID.randomUUID(), kind, person, roles, study, studyRole, now, now.plus(lasts), Invitation.State.OPEN);
        invitations.insert(made, Sha256.of(token), current.id());
        String whom = made.whose().flatMap(people::byId).map(Person::login).orElse("");
        audit.record(
                kind == Invitation.Kind.INVITE ? "account.invite" : "account.reset-link",
                whom,
                Map.of("roles", roles.stream().map(Role::name).sorted().toList(), "study", String.valueOf(study)));
        return new Link(token, made.expiresAt());
    }

    /** What a link is for and whether it still works; empty for an unknown token. */
    @PermitAll
    public Optional<Invitation> look(String token) {
        return invitations.hold(Sha256.of(token), clock.instant());
    }

    /**
     * Opens the account that a link invites to.
     *
     * @throws BadInput when the link no longer works, the account name is not usable or taken, or the password too weak
     */
    @PermitAll
    public void accept(String token, NewAccount account) {
        Invitation invitation = usable(token, Invitation.Kind.INVITE);
        String login = Logins.checked(account.login());
        rules.check(account.password(), login);
        Person person = new Person(
                PersonId.random(),
                login,
                Logins.checkedName(account.name(), login),
                invitation.roles(),
                account.specialties(),
                account.languages(),
                true,
                false,
                false,
                clock.instant(),
                0);
        if (!people.insert(person, encoder.encode(account.password()))) {
            throw Logins.taken(login);
        }
        invitations.use(invitation.id(), person.id(), clock.instant());
        if (invitation.study() != null && invitation.studyRole() != null) {
            events.publishEvent(new InvitationAccepted(person.id(), invitation.study(), invitation.studyRole()));
        }
        audit.record(
                "account.accept", login, Map.of("invitation", invitation.id().toString()));
        browsers.remember(login);
    }

    /**
     * Sets the password that a link allows to set; open sessions of the account end.
     *
     * @throws BadInput when the link no longer works or the password is too weak
     */
    @PermitAll
    public void setPassword(String token, String password) {
        Invitation invitation = usable(token, Invitation.Kind.RESET);
        Person person = invitation.whose().flatMap(people::byId).orElseThrow();
        rules.check(password, person.login());
        people.changePassword(person.id(), encoder.encode(password));
        invitations.use(invitation.id(), person.id(), clock.instant());
        audit.record(
                "account.password-set",
                person.login(),
                Map.of("invitation", invitation.id().toString()));
        browsers.remember(person.login());
    }

    /** Invitations that nobody has used yet. */
    @RolesAllowed(Role.Names.ADMINISTRATOR)
    @Transactional(readOnly = true)
    public List<Invitation> open() {
        return invitations.open(null, clock.instant());
    }

    /** Invitations to one study. The caller must have checked that the signed-in person runs the study. */
    @RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
    @Transactional(readOnly = true)
    public List<Invitation> open(UUID study) {
        return invitations.open(study, clock.instant());
    }

    @RolesAllowed(Role.Names.ADMINISTRATOR)
    public void revoke(UUID id) {
        take(id, null);
    }

    /** Revokes an invitation to one study. The caller must have checked that the signed-in person runs the study. */
    @RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
    public void revoke(UUID id, UUID study) {
        take(id, study);
    }

    private void take(UUID id, @Nullable UUID study) {
        if (invitations.revoke(id, study, clock.instant())) {
            audit.record("account.invite-revoke", id.toString(), Map.of());
        }
    }

    private Invitation usable(String token, Invitation.Kind kind) {
        return look(token)
                .filter(found -> found.kind() == kind && found.state() == Invitation.State.OPEN)
                .orElseThrow(() -> BadInput.coded(
                        "invitation.unusable", "the link was used, has expired or was taken back; ask for a new one"));
    }
}
