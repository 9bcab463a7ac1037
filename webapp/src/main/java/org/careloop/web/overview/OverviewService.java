package org.careloop.web.overview;

import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.careloop.web.agreement.AgreementService;
import org.careloop.web.agreement.Annotator;
import org.careloop.web.agreement.Coefficient;
import org.careloop.web.agreement.Measure;
import org.careloop.web.agreement.Standing;
import org.careloop.web.people.Role;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.springframework.stereotype.Service;

/** The progress of a study, in figures that are fast also with a million votes. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER, Role.Names.ADMINISTRATOR})
public class OverviewService {
    /** How long the page waits for slow figures; in small studies they are ready by then. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    /** How many days are shown, up to today; the forecast uses fewer. */
    private static final int DAYS = 28;

    private final AgreementService agreement;
    private final OverviewRepository overviews;
    private final StudyAccess access;
    private final Clock clock;

    OverviewService(AgreementService agreement, OverviewRepository overviews, StudyAccess access, Clock clock) {
        this.agreement = agreement;
        this.overviews = overviews;
        this.access = access;
        this.clock = clock;
    }

    /** How the study goes, its days counted in the given zone. */
    public StudyOverview overview(Study study, ZoneId zone) {
        access.requireSee(study.id());
        Standing standing = agreement.standing(study);
        LocalDate today = LocalDate.now(clock.withZone(zone));
        List<StudyOverview.Day> days = overviews.days(
                study.id(), today.minusDays(DAYS - 1).atStartOfDay(zone).toInstant(), zone);
        Map<Measure, Coefficient> overall = agreement.overall(study, standing);
        List<Annotator> annotators = agreement.annotators(study);
        // Last, because the report is computed in the background and would slow down the other figures.
        AgreementService.Reading reading = agreement.report(study, PATIENCE);
        return new StudyOverview(
                standing,
                overall,
                days,
                Forecast.of(standing.toCome(), days, today),
                annotators,
                reading.report(),
                reading.upToDate(),
                overviews.privacyReports(study.id()));
    }
}
