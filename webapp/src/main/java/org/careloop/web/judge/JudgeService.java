package org.careloop.web.judge;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.Sha256;
import org.careloop.run.judging.JudgeAsked;
import org.careloop.run.judging.PairOutcome;
import org.careloop.run.text.VisibleText;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.database.LongWork;
import org.careloop.web.dataset.ExportService;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyRepository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Results of models that judged a study's pairs, which whoever leads the study sets beside its votes. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
public class JudgeService {
    private final JudgeRepository results;
    private final StudyRepository studies;
    private final ExportService exports;
    private final StudyAccess access;
    private final AuditLog audit;
    private final Clock clock;

    JudgeService(
            JudgeRepository results,
            StudyRepository studies,
            ExportService exports,
            StudyAccess access,
            AuditLog audit,
            Clock clock) {
        this.results = results;
        this.studies = studies;
        this.exports = exports;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** Those of a study, in the order in which they were brought. */
    @Transactional(readOnly = true)
    public List<JudgeResult> of(StudyId study) {
        access.requireLead(study);
        return results.of(study);
    }

    /** One of a study. */
    @Transactional(readOnly = true)
    public Optional<JudgeResult> find(StudyId study, JudgeResultId key) {
        access.requireLead(study);
        return results.find(study, key);
    }

    /**
     * Sets what a judge said beside a study's votes, all of it or nothing. The same files again are no new result.
     *
     * @throws BadInput naming file, line, field, what was given and expected, of the first thing that does not fit the files or the
     *     study; and where the study is signed
     */
    @Transactional(rollbackFor = Exception.class, timeout = LongWork.SECONDS)
    public JudgeResult attach(StudyId id, JudgeFiles files, PersonId by) throws IOException {
        Study study = unsigned(id);
        String sha256 = Sha256.of(
                Sha256.of(files.report().path()) + Sha256.of(files.judged().path()));
        Optional<JudgeResult> known = results.find(id, sha256);
        if (known.isPresent()) {
            return known.get();
        }
        IncomingJudge incoming = IncomingJudge.open(files);
        List<PairOutcome> pairs = incoming.read(study.name(), pairs(id, incoming.asked()));
        JudgeResultId key = JudgeResultId.random();
        results.insert(
                id,
                new JudgeResult(key, incoming.asked(), pairs, incoming.elsewhere(), sha256, "", clock.instant()),
                by);
        JudgeResult stored = results.find(id, key).orElseThrow();
        audit.record("judge.attach", study.name(), detail(stored));
        return stored;
    }

    /**
     * Takes a result away again.
     *
     * @throws BadInput where the study has none of this id, or is signed
     */
    @Transactional
    public void remove(StudyId id, JudgeResultId key) {
        Study study = unsigned(id);
        JudgeResult result = results.find(id, key)
                .orElseThrow(() -> BadInput.coded(
                        "judge.gone",
                        "study \"%s\" has no result \"%s\" of a judge; expected one of those on its verdict's page"
                                .formatted(study.name(), key),
                        study.name(),
                        key.toString()));
        results.delete(key);
        audit.record("judge.remove", study.name(), detail(result));
    }

    /** Locks it; nothing changes in one that is signed. */
    private Study unsigned(StudyId id) {
        access.requireLead(id);
        Study study = studies.lock(id).orElseThrow();
        if (study.state() == Study.State.FROZEN) {
            throw BadInput.coded(
                    "judge.frozen",
                    "study \"%s\" is signed, and nothing in it changes; the report of the command judge stands beside its votes too"
                            .formatted(study.name()),
                    study.name());
        }
        return study;
    }

    /** The study's pairs of both models, as its export has them. */
    private Map<String, IncomingJudge.StudyPair> pairs(StudyId study, JudgeAsked asked) throws IOException {
        Map<String, IncomingJudge.StudyPair> pairs = new LinkedHashMap<>();
        exports.read(study, comparison -> {
            if (comparison.gold() == null) {
                comparison.pairs().forEach(pair -> pair(pair, asked).ifPresent(found -> pairs.put(pair.id(), found)));
            }
        });
        return pairs;
    }

    private static Optional<IncomingJudge.StudyPair> pair(Comparison pair, JudgeAsked asked) {
        boolean newIsA = pair.models().equals(List.of(asked.newModel(), asked.rival()));
        if (!newIsA && !pair.models().equals(List.of(asked.rival(), asked.newModel()))) {
            return Optional.empty();
        }
        String shown = PairOutcome.shown(pair.prompt(), newIsA ? pair.a() : pair.b(), newIsA ? pair.b() : pair.a());
        return Optional.of(
                new IncomingJudge.StudyPair(shown, VisibleText.of(pair.a()).equals(VisibleText.of(pair.b()))));
    }

    private static Map<String, Object> detail(JudgeResult result) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("judge", result.asked().judge());
        detail.put("model", result.asked().newModel());
        detail.put("rival", result.asked().rival());
        detail.put("pairs", result.pairs().size());
        detail.put("sha256", result.sha256());
        return detail;
    }
}
