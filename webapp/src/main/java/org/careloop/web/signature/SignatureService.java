package org.careloop.web.signature;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.web.agreement.AgreementService;
import org.careloop.web.agreement.ExclusionService;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.database.LongWork;
import org.careloop.web.dataset.ExportService;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Reauthentication;
import org.careloop.web.people.Role;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyProblem;
import org.careloop.web.study.StudyRepository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Signs a closed study and freezes it: the counted votes are hashed, and the study can no longer change. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
public class SignatureService {
    static final int LONGEST_STATEMENT = 2000;

    private final ExportService exports;
    private final AgreementService agreement;
    private final ExclusionService exclusions;
    private final SignatureRepository signatures;
    private final StudyRepository studies;
    private final StudyAccess access;
    private final Reauthentication reauthentication;
    private final CurrentPerson current;
    private final AuditLog audit;
    private final Clock clock;

    SignatureService(
            ExportService exports,
            AgreementService agreement,
            ExclusionService exclusions,
            SignatureRepository signatures,
            StudyRepository studies,
            StudyAccess access,
            Reauthentication reauthentication,
            CurrentPerson current,
            AuditLog audit,
            Clock clock) {
        this.exports = exports;
        this.agreement = agreement;
        this.exclusions = exclusions;
        this.signatures = signatures;
        this.studies = studies;
        this.access = access;
        this.reauthentication = reauthentication;
        this.current = current;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true, timeout = LongWork.SECONDS)
    public Optional<Signature> find(StudyId study) {
        access.requireSee(study);
        return signatures.find(study);
    }

    /** What a signature would be given to, said before it is given. */
    @Transactional(readOnly = true, timeout = LongWork.SECONDS)
    public ToSign toSign(Study study) {
        access.requireLead(study.id());
        return new ToSign(
                agreement.standing(study),
                exclusions.inForce(study.id()).size(),
                signatures.openPrivacyReports(study.id()));
    }

    /**
     * Signs and freezes a closed study. Its lock waits for transactions of judgements that have begun; the database
     * refuses later ones.
     *
     * @param statement what the person declares
     * @param password their password, entered again
     * @throws BadInput when the password is wrong, the statement empty, the study not closed, or a report of a privacy
     *     problem open
     */
    @Transactional(rollbackFor = Exception.class, timeout = LongWork.SECONDS)
    public Signature sign(StudyId id, String statement, String password) throws IOException {
        access.requireLead(id);
        reauthentication.require(password);
        String declared = statement.strip();
        if (declared.isEmpty() || declared.length() > LONGEST_STATEMENT) {
            throw BadInput.coded(
                    "signature.statement-length",
                    "statement: given %d characters, expected 1 to %d".formatted(declared.length(), LONGEST_STATEMENT),
                    declared.length(),
                    LONGEST_STATEMENT);
        }
        Study study = studies.lockAlone(id).orElseThrow(StudyProblem::absent);
        if (study.state() != Study.State.CLOSED) {
            throw BadInput.coded(
                    "signature.not-closed",
                    "study \"%s\" is %s; close it first".formatted(study.name(), study.state()),
                    study.name());
        }
        long open = signatures.openPrivacyReports(id);
        if (open > 0) {
            throw BadInput.coded(
                    "signature.open-reports",
                    "%d report%s of a privacy problem %s open; settle %s first, for what is held back is not signed"
                            .formatted(open, open == 1 ? "" : "s", open == 1 ? "is" : "are", open == 1 ? "it" : "them"),
                    open);
        }
        ExportService.Fingerprint counted = exports.fingerprint(id, Comparison.FORMAT_VERSION);
        signatures.sign(id, current.id(), signature(declared, counted));
        audit.anchor(
                "study.sign",
                study.name(),
                declared,
                Map.of("judgements", counted.judgements(), "sha256", counted.sha256()));
        return signatures.find(id).orElseThrow();
    }

    private Signature signature(String declared, ExportService.Fingerprint counted) {
        return new Signature(
                "",
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                declared,
                counted.judgements(),
                counted.sha256(),
                counted.sha256(),
                Comparison.FORMAT_VERSION,
                audit.head());
    }

    /** Computes the hash of a signed study again, as the format was when it was signed, and looks for what was signed in the audit trail. */
    @Transactional(readOnly = true, timeout = LongWork.SECONDS)
    public Signature.Check check(StudyId study) throws IOException {
        access.requireLead(study);
        Signature signed = signatures
                .find(study)
                .orElseThrow(() -> BadInput.coded("signature.none", "this study is not signed; nothing to check"));
        String now = exports.fingerprint(study, signed.formatVersion()).sha256();
        return new Signature.Check(now, now.equals(signed.nowSha256()), audit.holds(signed.chainHead()));
    }
}
