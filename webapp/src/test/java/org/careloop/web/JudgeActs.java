package org.careloop.web;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.careloop.web.judge.JudgeService;
import org.careloop.web.judge.JudgedFolder;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.Study;
import org.springframework.context.ApplicationContext;

/** What a lead does with the results of models that judged a study's pairs. */
final class JudgeActs {
    private JudgeActs() {}

    static void put(
            Map<String, Act> acts, ApplicationContext context, Supplier<Study> study, PersonId by, Path folder) {
        JudgeService judges = context.getBean(JudgeService.class);
        acts.put("JudgeService.attach", () -> JudgedFolder.attach(context, judges, study.get(), by, folder));
        acts.put("JudgeService.remove", () -> {
            judges.remove(
                    study.get().id(), judges.of(study.get().id()).getFirst().id());
        });
    }
}
