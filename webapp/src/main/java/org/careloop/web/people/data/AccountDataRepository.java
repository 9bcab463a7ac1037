package org.careloop.web.people.data;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.careloop.web.audit.AuditLog;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of everything that is kept of one account, but for what opens it: no password, secret, token or recovery code, and no
 * hash of one. Comparisons are named by their number alone: the purpose of a slot, the model of an answer and what others judged
 * stay unsaid, and with them the detail of an act of judging, so that an annotator's own file tells no more than their screen did.
 */
@Repository
class AccountDataRepository {
    private static final int FETCH = 1000;

    /** Each part by its name in the file. */
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("account", """
            select p.id, p.login, p.display_name as name, p.active, p.demo, p.locale as language_of_pages,
                   p.specialties, p.languages, p.created_at,
                   array(select role from person_role where person_id = p.id order by role) as roles
            from person p where p.id = :person\
            """);
        PARTS.put("studies", """
            select m.study_id as study, s.name, m.role, m.added_at
            from study_member m join study s on s.id = m.study_id where m.person_id = :person order by m.added_at, m.role\
            """);
        PARTS.put("study_in_view", "select study_id as study from study_of_choice where person_id = :person");
        PARTS.put("second_factors", """
            select 'one-time codes of an app' as kind, f.created_at as since,
                   (select count(*) from recovery_code c where c.person_id = f.person_id and c.used_at is null) as recovery_codes_left,
                   (select max(c.used_at) from recovery_code c where c.person_id = f.person_id) as recovery_code_last_used_at
            from second_factor f where f.person_id = :person\
            """);
        PARTS.put("identities_at_providers", """
            select issuer, subject, linked_at from person_identity where person_id = :person order by linked_at\
            """);
        PARTS.put("sessions_at_providers", """
            select issuer, sid as session, began_at from provider_session where person_id = :person order by began_at\
            """);
        PARTS.put("access_tokens", """
            select name, scopes, created_at, expires_at, last_used_at, revoked_at
            from api_token where person_id = :person order by created_at\
            """);
        PARTS.put("links", """
            select kind, roles, study_id as study, study_role, created_at, expires_at, used_at, revoked_at,
                   created_by = :person as made_by_this_person
            from invitation where :person in (created_by, person_id, used_by) order by created_at\
            """);
        PARTS.put("writes_by_programs", """
            select key, request, answer, created_at from api_write where person_id = :person order by created_at\
            """);
        PARTS.put("drafts", """
            select d.comparison_id as comparison, c.study_id as study, d.content, d.updated_at
            from draft d join comparison c on c.id = d.comparison_id where d.annotator = :person order by d.updated_at\
            """);
        PARTS.put("judgements", """
            select id, study_id as study, comparison_id as comparison, revision, verdict, strength, weight, ranking, scores,
                   criteria, flags, corrections, rationale, reason, note, a_on_left, shown, active_ms, imported,
                   design_version, given_at, created_at
            from judgement where annotator = :person order by created_at, id\
            """);
        PARTS.put("skips", """
            select comparison_id as comparison, reason, note, created_at from skip where annotator = :person order by created_at\
            """);
        PARTS.put("reports", """
            select study_id as study, comparison_id as comparison, kind, explanation, raised_at
            from escalation where raised_by = :person order by raised_at\
            """);
        PARTS.put("decisions_as_adjudicator", """
            select study_id as study, comparison_id as comparison, stage, verdict, strength, ranking, scores, criteria, rationale,
                   cause, decided_at
            from adjudication where adjudicator = :person order by decided_at\
            """);
        PARTS.put("signatures", """
            select study_id as study, signed_at, statement, sha256 from study_signature where signed_by = :person
            order by signed_at\
            """);
        PARTS.put("decisions_on_models", """
            select study_id as study, act, checkpoint_id as checkpoint, signed_at, sha256 as record_sha256
            from promotion where signed_by = :person order by signed_at\
            """);
        PARTS.put("audit_trail", """
            select chain, seq, at, actor, origin, action, subject, reason,
                       case when action not like 'judgement.%' then detail end as detail
                from audit_event
            where chain = :chain or actor = :login
               or (subject = :login and (action like 'account.%' or action like 'factor.%'))
            order by at, chain, seq\
            """);
    }

    private final JdbcClient database;

    AccountDataRepository(JdbcClient database) {
        this.database = database;
    }

    static Iterable<String> parts() {
        return PARTS.keySet();
    }

    static Collection<String> statements() {
        return PARTS.values();
    }

    /** Each row of a part as one line of JSON. Needs a transaction, so that rows are fetched in portions. */
    void read(String part, UUID person, String login, Consumer<String> row) {
        String sql = PARTS.get(part);
        JdbcClient.StatementSpec statement = database.sql("select row_to_json(r)::text from (%s) as r".formatted(sql))
                .withFetchSize(FETCH);
        statement = part.equals("audit_trail")
                ? statement.param("chain", AuditLog.chainOf(person)).param("login", login)
                : statement.param("person", person);
        statement.query(line -> {
            row.accept(line.getString(1));
        });
    }
}
