package org.careloop.web.signature;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of signatures. */
@Repository
class SignatureRepository {
    private final JdbcClient database;

    SignatureRepository(JdbcClient database) {
        this.database = database;
    }

    Optional<Signature> find(StudyId study) {
        return database.sql("""
                        select s.*, p.login from study_signature s join person p on p.id = s.signed_by
                        where s.study_id = :study""")
                .param("study", study.value())
                .query((row, n) -> new Signature(
                        row.getString("login"),
                        row.getObject("signed_at", OffsetDateTime.class).toInstant(),
                        row.getString("statement"),
                        row.getLong("judgements"),
                        row.getString("sha256"),
                        row.getInt("format_version"),
                        row.getString("chain_head")))
                .optional();
    }

    /** Number of unsettled privacy reports. */
    long openPrivacyReports(StudyId study) {
        return database.sql("""
                        select count(*) from escalation
                        where study_id = :study and kind = 'PRIVACY' and settled_at is null
                        """).param("study", study.value()).query(Long.class).single();
    }

    /** Stores a signature and moves the study to its final state. */
    void sign(StudyId study, PersonId by, Signature signature) {
        database.sql("""
                        insert into study_signature (study_id, signed_by, signed_at, statement, judgements, sha256, format_version,
                                                     chain_head)
                        values (:study, :by, :at, :statement, :judgements, :sha256, :format, :chain_head)""")
                .param("study", study.value())
                .param("by", by.value())
                .param("at", signature.signedAt().atOffset(ZoneOffset.UTC))
                .param("statement", signature.statement())
                .param("judgements", signature.judgements())
                .param("sha256", signature.sha256())
                .param("format", signature.formatVersion())
                .param("chain_head", signature.chainHead())
                .update();
        database.sql("update study set state = 'FROZEN', version = version + 1 where id = :study")
                .param("study", study.value())
                .update();
    }
}
