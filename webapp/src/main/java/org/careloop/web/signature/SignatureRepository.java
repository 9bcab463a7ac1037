package org.careloop.web.signature;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
            select s.*, p.login, coalesce(r.sha256, s.sha256) as now_sha256
            from study_signature s join person p on p.id = s.signed_by left join lateral (
                select sha256 from signature_renamed r where r.study_id = s.study_id
                order by r.deletion desc limit 1) as r on true
            where s.study_id = :study\
            """)
                .param("study", study.value())
                .query((row, n) -> new Signature(
                        row.getString("login"),
                        row.getObject("signed_at", OffsetDateTime.class).toInstant(),
                        row.getString("statement"),
                        row.getLong("judgements"),
                        row.getString("sha256"),
                        row.getString("now_sha256"),
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
            values (:study, :by, :at, :statement, :judgements, :sha256, :format, :chain_head)\
            """)
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

    /** The signed studies whose export names an account. */
    List<StudyId> naming(PersonId person) {
        return database.sql("""
            select study_id from study_signature s
            where exists (select from judgement j where j.study_id = s.study_id and j.annotator = :person)
               or exists (select from adjudication a where a.study_id = s.study_id and a.adjudicator = :person)
            order by study_id\
            """)
                .param("person", person.value())
                .query((row, n) -> new StudyId(row.getObject("study_id", UUID.class)))
                .list();
    }

    /** The same votes have another hash since an account has another name. */
    void renamed(StudyId study, int deletion, String sha256) {
        database.sql("insert into signature_renamed (study_id, deletion, sha256) values (:study, :deletion, :sha256)")
                .param("study", study.value())
                .param("deletion", deletion)
                .param("sha256", sha256)
                .update();
    }
}
