package org.careloop.web;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.careloop.run.worker.Priority;
import org.careloop.web.people.PersonId;
import org.careloop.web.training.Run;
import org.careloop.web.training.TrainingService;
import org.careloop.web.training.cloning.CloneRequest;
import org.careloop.web.training.cloning.CloneService;
import org.springframework.context.ApplicationContext;

/** What is done with a run that waits. */
final class WaitingRunActs {
    private WaitingRunActs() {}

    static void put(Map<String, Act> acts, ApplicationContext context, Supplier<Run> run, PersonId by) {
        TrainingService training = context.getBean(TrainingService.class);
        acts.put(
                "TrainingService.prioritise",
                () -> training.prioritise(run.get().id(), Priority.HIGH));
        CloneService cloning = context.getBean(CloneService.class);
        acts.put(
                "CloneService.start",
                () -> cloning.start(new CloneRequest(run.get().id(), Map.of("epochs", 3), Optional.empty()), by));
        acts.put("TrainingService.stop", () -> training.stop(run.get().id()));
    }
}
