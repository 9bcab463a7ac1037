package org.careloop.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.careloop.load.BenchStudy;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What was acknowledged, against what is stored.
 *
 * @param lost acknowledged and not stored
 * @param doubled stored more than once
 * @param invented stored and never said
 * @param over votes beyond the overlap
 * @param twice people who judged a comparison twice
 * @param chain whether the audit trail is whole
 */
record Findings(
        int acknowledged,
        int stored,
        List<String> lost,
        List<String> doubled,
        List<String> invented,
        long over,
        long twice,
        boolean chain) {

    static Findings of(Ledger ledger, BenchStudy study, JdbcClient database, boolean chain) {
        Map<String, Integer> stored = new HashMap<>();
        database.sql("select rationale from judgement where study_id = ?")
                .param(study.id())
                .query(String.class)
                .list()
                .forEach(token -> stored.merge(token, 1, Integer::sum));
        List<String> lost = new ArrayList<>(ledger.acknowledged());
        lost.removeAll(stored.keySet());
        List<String> doubled = stored.entrySet().stream()
                .filter(token -> token.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
        List<String> invented = new ArrayList<>(stored.keySet());
        invented.removeAll(ledger.said());
        return new Findings(
                ledger.acknowledged().size(),
                stored.size(),
                lost,
                doubled,
                invented,
                study.beyondOverlap(database, Plan.OVERLAP),
                twice(study, database),
                chain);
    }

    private static long twice(BenchStudy study, JdbcClient database) {
        return database.sql("""
            select count(*) from (
                select 1 from judgement where study_id = ?
                group by comparison_id, annotator having count(*) > 1) as more\
            """).param(study.id()).query(Long.class).single();
    }

    /** Whether everything is as it was promised. */
    boolean areGood() {
        return lost.isEmpty() && doubled.isEmpty() && invented.isEmpty() && over == 0 && twice == 0 && chain;
    }

    @Override
    public String toString() {
        return "acknowledged %,d, stored %,d; lost %s, doubled %s, never said %s, over %d, twice by one person %d; audit trail %s"
                .formatted(
                        acknowledged,
                        stored,
                        some(lost),
                        some(doubled),
                        some(invented),
                        over,
                        twice,
                        chain ? "whole" : "BROKEN");
    }

    private static String some(List<String> tokens) {
        return tokens.isEmpty()
                ? "0"
                : "%d %s".formatted(tokens.size(), tokens.stream().limit(3).toList());
    }
}
