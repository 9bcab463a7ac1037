package org.careloop.web.people;

import java.util.Map;
import java.util.Objects;
import org.careloop.web.audit.AuditLog;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsPasswordService;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stores the hash of a password anew at sign-in, where it was made in an older way. Nothing else shows the password. The
 * account's sessions go on, because the password is the same.
 */
@Component
class NewerHashes implements UserDetailsPasswordService {
    private final PersonRepository people;
    private final AuditLog audit;

    NewerHashes(PersonRepository people, AuditLog audit) {
        this.people = people;
        this.audit = audit;
    }

    @Override
    @Transactional
    public UserDetails updatePassword(UserDetails user, @Nullable String hash) {
        SignedInPerson person = (SignedInPerson) user;
        if (people.replaceHash(
                person.id(), Objects.requireNonNull(person.getPassword()), Objects.requireNonNull(hash))) {
            audit.record("account.password-rehash", person.getUsername(), Map.of());
        }
        return user;
    }
}
