package org.careloop.web.verdict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.careloop.run.BadInput;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyId;
import org.springframework.security.concurrent.DelegatingSecurityContextExecutor;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.stereotype.Component;

/** Computes verdicts, one at a time, and keeps the last of each study and terms until its votes change. */
@Component
class VerdictCache {
    private final VerdictCalculator calculator;
    private final VerdictRepository votes;
    private final Executor worker;
    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
    private final Map<Key, VerdictReport> finished = new ConcurrentHashMap<>();

    VerdictCache(VerdictCalculator calculator, VerdictRepository votes, SecurityContextHolderStrategy security) {
        this.calculator = calculator;
        this.votes = votes;
        // What is read asks who reads it, also on a thread of its own.
        DelegatingSecurityContextExecutor asReader =
                new DelegatingSecurityContextExecutor(Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("verdict").factory()));
        asReader.setSecurityContextHolderStrategy(security);
        this.worker = asReader;
    }

    private record Key(StudyId study, VerdictAsked asked) {}

    private record Entry(VerdictRepository.Token token, CompletableFuture<VerdictReport> report) {}

    /** The report on the present votes; it may still be computed. Fails with a {@link BadInput} where there is none. */
    CompletableFuture<VerdictReport> current(Study study, VerdictAsked asked) {
        VerdictRepository.Token token = votes.token(study.id());
        return entries.compute(
                        new Key(study.id(), asked),
                        (key, known) -> known != null && known.token().equals(token) && !hasFaulted(known.report())
                                ? known
                                : new Entry(token, CompletableFuture.supplyAsync(() -> make(study, key), worker)))
                .report();
    }

    /** A refusal stays until the votes change; a fault of the server is tried again. */
    private static boolean hasFaulted(CompletableFuture<VerdictReport> report) {
        return report.isCompletedExceptionally() && !(report.exceptionNow() instanceof BadInput);
    }

    /** The last finished report, which may lack the newest votes. */
    Optional<VerdictReport> last(StudyId study, VerdictAsked asked) {
        return Optional.ofNullable(finished.get(new Key(study, asked)));
    }

    private VerdictReport make(Study study, Key key) {
        try {
            VerdictReport report = calculator.report(study, key.asked());
            finished.put(key, report);
            return report;
        } catch (IOException e) {
            throw new CompletionException(new UncheckedIOException(e));
        }
    }
}
