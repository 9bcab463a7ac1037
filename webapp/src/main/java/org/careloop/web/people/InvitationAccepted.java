package org.careloop.web.people;

import java.util.UUID;

/**
 * Event: a person who was invited to a study has opened an account. Published inside the transaction that opens it.
 *
 * @param study the study's id
 * @param role the role of the person in it
 */
public record InvitationAccepted(PersonId person, UUID study, String role) {}
