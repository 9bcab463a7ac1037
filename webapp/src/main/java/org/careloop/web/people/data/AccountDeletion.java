package org.careloop.web.people.data;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditErasure;
import org.careloop.web.database.LongWork;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Person;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.PersonService;
import org.careloop.web.people.Role;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deletes accounts. What is the person's own goes: name, password, second factor, tokens, links, drafts. What they judged stays
 * under a name that says nothing, because agreement, verdicts and models rest on it. docs/decisions/039 says what stays and why.
 */
@Service
@RolesAllowed(Role.Names.ADMINISTRATOR)
public class AccountDeletion {
    private static final String PSEUDONYM = "former-";

    private final PersonService people;
    private final DeletionRepository deletions;
    private final ObjectProvider<NameInUse> uses;
    private final AuditErasure trail;
    private final CurrentPerson current;
    private final Clock clock;

    AccountDeletion(
            PersonService people,
            DeletionRepository deletions,
            ObjectProvider<NameInUse> uses,
            AuditErasure trail,
            CurrentPerson current,
            Clock clock) {
        this.people = people;
        this.deletions = deletions;
        this.uses = uses;
        this.trail = trail;
        this.current = current;
        this.clock = clock;
    }

    /**
     * What a person leaves behind.
     *
     * @param judgements with their revisions; they stay
     * @param decisions as adjudicator; they stay
     * @param drafts answers that were never sent; they go
     * @param snapshots frozen files that name the account for good
     */
    public record Traces(long judgements, long decisions, long drafts, long snapshots) {}

    @Transactional(readOnly = true)
    public Traces traces(Person person) {
        return deletions.traces(person.id());
    }

    /**
     * Deletes a closed account, for good.
     *
     * @param typed the name of the account, typed as a confirmation
     * @return the name under which what was judged stands from now on
     * @throws BadInput when the name is another one, the account still open, deleted before or the caller's own, or a study
     *     would be left without a lead
     */
    @Transactional(rollbackFor = Exception.class, timeout = LongWork.SECONDS)
    public String delete(Person seen, String typed) throws IOException {
        int number = deletions.next();
        Person person = requireDeletable(seen.id(), typed);
        String pseudonym = pseudonym(number);
        List<NameInUse.Renewal> renewals = new ArrayList<>();
        for (NameInUse use : uses.orderedStream().toList()) {
            renewals.add(use.beforeTheNameGoes(person.id()));
        }
        deletions.erase(person.id(), number, pseudonym, clock.instant());
        for (NameInUse.Renewal renewal : renewals) {
            renewal.run(number);
        }
        trail.erase(
                number,
                person.id().value(),
                person.login(),
                pseudonym,
                Map.of("person", person.id().toString()));
        return pseudonym;
    }

    private Person requireDeletable(PersonId id, String typed) {
        Person person = people.all().stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow();
        if (person.deleted()) {
            throw BadInput.coded(
                    "account.deleted",
                    "account \"%s\" was deleted; open a new one".formatted(person.login()),
                    person.login());
        }
        if (person.id().equals(current.id())) {
            throw BadInput.coded(
                    "account.delete-own", "this is your own account; another administrator closes and deletes it");
        }
        if (person.active()) {
            throw BadInput.coded(
                    "account.delete-open",
                    "account \"%s\" is open; close it first, then delete it".formatted(person.login()),
                    person.login());
        }
        if (!typed.strip().equals(person.login())) {
            throw BadInput.coded(
                    "account.delete-words",
                    "typed \"%s\"; type the name of the account, \"%s\"".formatted(typed.strip(), person.login()),
                    typed.strip(),
                    person.login());
        }
        List<String> alone = deletions.ledAlone(id);
        if (!alone.isEmpty()) {
            throw BadInput.coded(
                    "account.delete-leads",
                    "study \"%s\" has no other lead who can sign in; name one there under People, then delete the account"
                            .formatted(alone.getFirst()),
                    alone.getFirst());
        }
        return person;
    }

    /** A name that nobody has. */
    private String pseudonym(int number) {
        String name = PSEUDONYM + number;
        while (deletions.isTaken(name)) {
            name += "x";
        }
        return name;
    }
}
