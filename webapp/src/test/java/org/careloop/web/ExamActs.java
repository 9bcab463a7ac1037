package org.careloop.web;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.careloop.web.exam.BenchmarkService;
import org.careloop.web.exam.ExamOnServer;
import org.springframework.context.ApplicationContext;

/** What is done to the benchmarks on the server. */
final class ExamActs {
    private ExamActs() {}

    static void put(Map<String, Act> acts, ApplicationContext context, Path folder) {
        AtomicReference<String> name = new AtomicReference<>("");
        acts.put("BenchmarkService.add", () -> name.set(ExamOnServer.bring(context, folder)));
        acts.put(
                "BenchmarkService.remove",
                () -> context.getBean(BenchmarkService.class).remove(name.get()));
    }
}
