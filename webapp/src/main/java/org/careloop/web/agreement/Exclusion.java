package org.careloop.web.agreement;

import java.time.Instant;
import java.util.UUID;
import org.careloop.web.people.PersonId;

/**
 * The votes of one person, left out of every count, statistic and export of a study until the exclusion is revoked.
 *
 * @param by the login of who left them out
 * @param votes the number of these votes
 */
public record Exclusion(UUID id, PersonId annotator, String login, String reason, String by, Instant at, long votes) {}
