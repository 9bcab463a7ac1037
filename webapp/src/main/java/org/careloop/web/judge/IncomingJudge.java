package org.careloop.web.judge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Phrase;
import org.careloop.run.judging.JudgeAsked;
import org.careloop.run.judging.JudgeReport;
import org.careloop.run.judging.Outcome;
import org.careloop.run.judging.PairOutcome;
import org.careloop.web.study.StorableText;
import org.jspecify.annotations.Nullable;

/** Files of a judge on their way in: read as a stream, held against the study's pairs, and kept as far as the study has them. */
final class IncomingJudge {
    private static final int LONGEST = 2_000;

    private final JudgeFiles files;
    private final JudgeReport report;
    private final List<PairOutcome> found = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private int pairs;
    private @Nullable String first;

    private IncomingJudge(JudgeFiles files, JudgeReport report) {
        this.files = files;
        this.report = report;
    }

    /**
     * A pair of the study.
     *
     * @param shown fingerprint as {@link PairOutcome#shown} makes it, from the side of the judge's new model
     * @param identical whether both answers are the same text
     */
    record StudyPair(String shown, boolean identical) {}

    /** Reads the report alone. */
    static IncomingJudge open(JudgeFiles files) throws IOException {
        try {
            JudgeReport report = Json.read(files.report().path(), JudgeReport.class);
            JudgeAsked asked = report.asked();
            StorableText.check("judge", asked.judge(), LONGEST);
            StorableText.check("newModel", asked.newModel(), LONGEST);
            StorableText.check("rival", asked.rival(), LONGEST);
            StorableText.check("pairs", asked.pairs(), LONGEST);
            StorableText.check("settings", asked.settings(), LONGEST);
            asked.wording().keySet().forEach(language -> StorableText.check("wording", language, LONGEST));
            return new IncomingJudge(files, report);
        } catch (BadInput e) {
            throw files.report().named(e);
        }
    }

    JudgeAsked asked() {
        return report.asked();
    }

    /**
     * Reads what the judge said.
     *
     * @param study the study's pairs of the judge's two models, by id
     * @return those that the study has, in the order of the file
     * @throws BadInput naming file, line and field of the first thing that does not fit, or where no pair is the study's
     */
    List<PairOutcome> read(String studyName, Map<String, StudyPair> study) throws IOException {
        try {
            JsonLines.forEachLine(files.judged().path(), PairOutcome.class, (line, said) -> take(line, said, study));
        } catch (BadInput e) {
            throw files.judged().named(e);
        }
        if (pairs != report.pairs()
                || counts.getOrDefault(Outcome.WIN, 0) != report.all().win().count()
                || counts.getOrDefault(Outcome.TIE, 0) != report.all().tie().count()
                || counts.getOrDefault(Outcome.FAIL, 0) != report.all().fail().count()) {
            throw ofOtherReport();
        }
        if (found.isEmpty()) {
            throw ofOtherStudy(studyName, study);
        }
        return found;
    }

    /** Pairs that the study does not have, or not any more. */
    int elsewhere() {
        return pairs - found.size();
    }

    private void take(long line, PairOutcome said, Map<String, StudyPair> study) {
        if (!seen.add(said.id())) {
            throw at(
                    line,
                    Phrase.filled(
                            "judge.twice",
                            "field \"id\": \"%s\" stands in an earlier line already, expected each pair once; take"
                                    + " the file as the command judge wrote it",
                            said.id()));
        }
        first = first == null ? said.id() : first;
        pairs++;
        if (said.outcome() != null) {
            counts.merge(said.outcome(), 1, Integer::sum);
        }
        StudyPair pair = study.get(said.id());
        if (pair != null) {
            require(line, said, pair);
            found.add(said.beside(List.of()));
        }
    }

    private void require(long line, PairOutcome said, StudyPair pair) {
        if (!pair.shown().equals(said.shown())) {
            throw at(
                    line,
                    Phrase.filled(
                            "judge.shown",
                            "field \"shown\": given %s, expected %s: pair \"%s\" has another prompt or other answers"
                                    + " in this study than the judge was shown; let the judge judge the export of"
                                    + " this study",
                            said.shown(),
                            pair.shown(),
                            said.id()));
        }
        if (said.isIdentical() != pair.identical()) {
            throw at(
                    line,
                    Phrase.filled(
                            "judge.unasked",
                            "field \"outcome\": pair \"%s\" is a tie without being asked about, expected that of two"
                                    + " answers of the same text and of no others; take the file as the command judge"
                                    + " wrote it",
                            said.id()));
        }
    }

    private BadInput at(long line, Phrase problem) {
        return BadInput.at(files.judged().path(), line, problem);
    }

    private BadInput ofOtherReport() {
        return new BadInput(BadInput.inFile(
                files.judged().name(),
                Phrase.filled(
                        "judge.other-report",
                        "given %s (pairs: win / tie / fail), expected %s as %s says; give both files of one folder",
                        counted(
                                pairs,
                                counts.getOrDefault(Outcome.WIN, 0),
                                counts.getOrDefault(Outcome.TIE, 0),
                                counts.getOrDefault(Outcome.FAIL, 0)),
                        counted(
                                report.pairs(),
                                report.all().win().count(),
                                report.all().tie().count(),
                                report.all().fail().count()),
                        files.report().name())));
    }

    private static String counted(int pairs, int win, int tie, int fail) {
        return "%d: %d / %d / %d".formatted(pairs, win, tie, fail);
    }

    private BadInput ofOtherStudy(String studyName, Map<String, StudyPair> study) {
        return new BadInput(BadInput.inFile(
                files.judged().name(),
                Phrase.filled(
                        "judge.no-pair",
                        "field \"id\": given %s pairs, the first \"%s\", and none is one of the %s that study \"%s\" has"
                                + " of \"%s\" against \"%s\"; let the judge judge the export of this study",
                        pairs,
                        first == null ? "–" : first,
                        study.size(),
                        studyName,
                        asked().newModel(),
                        asked().rival())));
    }
}
