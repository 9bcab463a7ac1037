package org.careloop.web.people;

import java.util.Optional;
import java.util.Set;

/**
 * Somebody as a provider's token tells of them, after its signature was checked.
 *
 * @param subject the provider's own name of the person, which it never gives to another
 * @param login the account name that a new account gets; nothing else is done with it
 * @param name what colleagues see
 * @param roles what the person's groups allow; empty where roles are given in CareLoop and not by groups
 * @param sid the session at the provider
 * @param proof that the person signed in there
 */
public record ProvidedPerson(
        String issuer,
        String subject,
        String login,
        String name,
        Optional<Set<Role>> roles,
        Optional<String> sid,
        ProviderProof proof) {}
