package org.careloop.web.signature;

import java.sql.Timestamp;
import java.util.Optional;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of signatures. */
@Repository
class SignatureRepository {
    private final JdbcClient jdbc;

    SignatureRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Signature> find(StudyId study) {
        return jdbc.sql("""
                        select s.*, p.login from study_signature s join person p on p.id = s.signed_by
                        where s.study_id = ?""")
                .param(study.value())
                .query((row, n) -> new Signature(
                        row.getString("login"),
                        row.getTimestamp("signed_at").toInstant(),
                        row.getString("statement"),
                        row.getLong("judgements"),
                        row.getString("sha256"),
                        row.getString("chain_head")))
                .optional();
    }

    /** Comparisons reported for privacy on which nobody has decided. */
    long openPrivacyReports(StudyId study) {
        return jdbc.sql("""
                        select count(*) from escalation
                        where study_id = ? and kind = 'PRIVACY' and settled_at is null""").param(study.value()).query(Long.class).single();
    }

    /** Stores it and ends the study for good. */
    void sign(StudyId study, PersonId by, Signature signature) {
        jdbc.sql("""
                        insert into study_signature (study_id, signed_by, signed_at, statement, judgements, sha256, chain_head)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(study.value(), by.value(), Timestamp.from(signature.signedAt()), signature.statement())
                .params(signature.judgements(), signature.sha256(), signature.chainHead())
                .update();
        jdbc.sql("update study set state = 'FROZEN', version = version + 1 where id = ?")
                .param(study.value())
                .update();
    }
}
