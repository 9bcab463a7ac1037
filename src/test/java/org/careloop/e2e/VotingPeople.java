package org.careloop.e2e;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.careloop.run.Strength;
import org.careloop.web.annotation.AnnotationService;
import org.careloop.web.annotation.Answer;
import org.careloop.web.annotation.NextPair;
import org.careloop.web.annotation.Outcome;
import org.careloop.web.annotation.SideVerdict;
import org.careloop.web.annotation.Submission;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/** The people of the demo, who all judge pair after pair until they are stopped; what was acknowledged to them is kept. */
final class VotingPeople implements AutoCloseable {
    private static final List<String> LOGINS = List.of("clinician-1", "clinician-2", "study-lead", "admin");
    private static final long PAUSE_MILLIS = 20;

    private final AnnotationService service;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(LOGINS.size());
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();

    /** A verdict, and when its person was told that it is stored. */
    record Acknowledged(UUID submission, Instant at) {}

    /** Gives the demo study enough pairs, and sets its people to work. */
    VotingPeople(RunningCareLoop careloop) {
        service = careloop.part(AnnotationService.class);
        for (String sql : List.of("""
            insert into person_role (person_id, role)
            select id, 'CLINICIAN' from person on conflict do nothing\
            """, """
            insert into comparison (id, study_id, external_id, prompt, response_a, response_b, position, created_at)
            select gen_random_uuid(), s.id, 'more-' || i, '[{"role": "user", "content": "A fever?"}]', 'Rest.', 'Run.',
                   100000 + i, now() from study s, generate_series(1, 4000) i\
            """, """
            insert into slot (comparison_id, ordinal, study_id, position)
            select id, o, study_id, position from comparison, generate_series(1, 2) o where external_id like 'more-%'\
            """)) {
            careloop.database().sql(sql).update();
        }
        AuthenticationProvider signIn = careloop.part(AuthenticationProvider.class);
        List<Authentication> people = new ArrayList<>();
        LOGINS.forEach(login -> people.add(
                signIn.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(login, Visit.PASSWORD))));
        people.forEach(
                person -> threads.scheduleWithFixedDelay(() -> judge(person), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    }

    private void judge(Authentication person) {
        SecurityContextHolder.setContext(new SecurityContextImpl(person));
        try {
            if (service.next() instanceof NextPair.Work work) {
                UUID submission = UUID.randomUUID();
                Answer answer = Answer.compared(
                        SideVerdict.LEFT, Strength.SLIGHTLY, Map.of(), List.of(), Map.of(), List.of(), "");
                Outcome outcome = service.submit(new Submission(
                        submission,
                        work.pair().comparison(),
                        work.pair().ordinal(),
                        work.pair().shown(),
                        work.pair().designVersion(),
                        answer,
                        1500));
                if (outcome == Outcome.STORED) {
                    acknowledged.add(new Acknowledged(submission, Instant.now()));
                }
            }
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    @Override
    public void close() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("somebody still judges");
        }
    }
}
