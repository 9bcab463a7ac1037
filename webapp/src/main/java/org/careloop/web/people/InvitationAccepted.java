package org.careloop.web.people;

import java.util.UUID;

/**
 * Told, inside the transaction that opens the account, when somebody who was invited to a study comes in.
 *
 * @param study the study's id
 * @param role what they are in it
 */
public record InvitationAccepted(PersonId person, UUID study, String role) {}
