package org.careloop.web.signature;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.dataset.ExportService;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.data.NameInUse;
import org.careloop.web.study.StudyId;
import org.springframework.stereotype.Component;

/**
 * A signature is of a file that names annotators. When one of them is deleted, the signed votes are compared with their hash a
 * last time under the old name; where it holds, their hash under the new name is what a check compares with from then on.
 */
@Component
class SignedNames implements NameInUse {
    private final SignatureRepository signatures;
    private final ExportService exports;
    private final AuditLog audit;

    SignedNames(SignatureRepository signatures, ExportService exports, AuditLog audit) {
        this.signatures = signatures;
        this.exports = exports;
        this.audit = audit;
    }

    @Override
    public Renewal beforeTheNameGoes(PersonId person) throws IOException {
        Map<StudyId, Signature> holding = new LinkedHashMap<>();
        for (StudyId study : signatures.naming(person)) {
            Signature signed = signatures.find(study).orElseThrow();
            if (sha256(study, signed).equals(signed.nowSha256())) {
                holding.put(study, signed);
            }
        }
        return deletion -> {
            for (Map.Entry<StudyId, Signature> each : holding.entrySet()) {
                String sha256 = sha256(each.getKey(), each.getValue());
                signatures.renamed(each.getKey(), deletion, sha256);
                audit.record(
                        "study.sign-renamed",
                        each.getKey().toString(),
                        Map.of("from", each.getValue().nowSha256(), "to", sha256));
            }
        };
    }

    private String sha256(StudyId study, Signature signed) throws IOException {
        return exports.fingerprint(study, signed.formatVersion()).sha256();
    }
}
