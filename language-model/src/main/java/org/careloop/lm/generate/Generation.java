package org.careloop.lm.generate;

import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.model.KeyValueCache;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.model.TokenSteps;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A batch of texts that are being continued. A text that has ended leaves it, and one that waits takes its place (continuous
 * batching, Yu et al. 2022, "Orca"). All texts of the batch end at the same place of the cache, whatever their lengths; what
 * lies before their first tokens is masked.
 */
final class Generation implements AutoCloseable {
    /** Places that are left empty in the cache until all texts move to its front at once. */
    private static final int SLACK = 128;

    /** Positions, padding included, of prompts that are read at once. */
    private static final int READ_AT_ONCE = 8_192;

    private final LanguageModel model;
    private final int mostRows;
    private final int longestPrompt;
    private final Deque<Row> waiting;
    private final List<Row> rows = new ArrayList<>(); // those in the batch; on a GPU some may be finished
    private final KeyValueCache cache;
    private final @Nullable CacheMask mask; // null where all texts begin at the same place
    private final NextTokens next;

    /** @param mostRows of one batch */
    Generation(LanguageModel model, List<Row> all, int mostRows, NextTokens next) {
        this.model = model;
        this.mostRows = mostRows;
        this.next = next;
        waiting = new ArrayDeque<>(all);
        longestPrompt = all.stream().mapToInt(row -> row.prompt().length).max().orElseThrow();
        boolean together = all.size() <= mostRows;
        int capacity =
                longestPrompt + all.stream().mapToInt(Row::maxNewTokens).max().orElseThrow() + (together ? 0 : SLACK);
        cache = model.cache(mostRows, capacity);
        cache.useRows(0);
        cache.advance(longestPrompt);
        boolean alike = all.stream().allMatch(row -> row.prompt().length == longestPrompt);
        mask = together && alike ? null : new CacheMask(mostRows, capacity, model.device());
    }

    void run() {
        admit();
        while (!rows.isEmpty()) {
            decode();
            while (leave() && !waiting.isEmpty()) {
                admit();
            }
        }
    }

    /** Reads the prompts of texts that wait, as many as there is room for, and draws their first tokens. */
    private void admit() {
        List<Row> entering = new ArrayList<>();
        while (rows.size() + entering.size() < mostRows && !waiting.isEmpty()) {
            entering.add(waiting.poll());
        }
        entering.sort(Comparator.comparingInt(row -> row.prompt().length));
        int start = 0;
        while (start < entering.size()) {
            int end = start + 1;
            while (end < entering.size()
                    && (end + 1 - start) * entering.get(end).prompt().length <= READ_AT_ONCE) {
                end++;
            }
            read(entering.subList(start, end));
            start = end;
        }
    }

    private void read(List<Row> some) {
        int first = rows.size();
        rows.addAll(some);
        cache.useRows(rows.size());
        Map<IntBuffer, Integer> places = new LinkedHashMap<>(); // of each prompt, which several texts may continue
        long[] from = some.stream()
                .mapToLong(row -> places.computeIfAbsent(IntBuffer.wrap(row.prompt()), unread -> places.size()))
                .toArray();
        TokenBatch prompts = TokenBatch.leftPadded(
                places.keySet().stream().map(IntBuffer::array).toList());
        try (Scope scope = Scope.open();
                KeyValueCache read = model.cache(places.size(), prompts.length())) {
            Tensor hidden = model.read(prompts, read); // [prompts, length, hidden]
            for (int i = 0; i < from.length; i++) {
                cache.take(read, (int) from[i], some.get(i).prompt().length, first + i);
                next.begin(some.get(i), first + i);
            }
            Tensor last = hidden.select(1, prompts.length() - 1L);
            next.extend(some, first, last.indexSelect(0, Tensor.of(from).to(model.device())));
        }
    }

    /** One token a row and pass, until it pays to change the batch. */
    private void decode() {
        try (Scope around = Scope.open();
                TokenSteps steps = model.steps(cache, visible())) {
            while (!changePays()) {
                try (Scope scope = Scope.open()) {
                    int[] ids = rows.stream().mapToInt(Row::last).toArray();
                    int[] positions = rows.stream().mapToInt(Row::position).toArray();
                    next.extend(rows, 0, steps.next(ids, positions));
                }
            }
        }
    }

    private @Nullable Tensor visible() {
        if (mask == null) {
            return null;
        }
        moveToFront();
        mask.set(rows.stream().mapToInt(this::start).toArray());
        return mask.of(rows.size());
    }

    /** The place of a row's first token: its last one is not in the cache yet. */
    private int start(Row row) {
        return cache.length() - row.position();
    }

    /** Drops the empty places before all texts, once there are many. A prompt that may still come needs some of them. */
    private void moveToFront() {
        int empty = rows.stream().mapToInt(this::start).min().orElse(0);
        int most = waiting.isEmpty() ? empty : Math.min(empty, cache.length() - longestPrompt);
        if (most >= SLACK) {
            cache.dropFirst(most);
        }
    }

    /**
     * On the CPU a smaller batch is less work. On a GPU it saves little, and the CUDA graph has to be recorded again,
     * so half of the rows have to be finished, or an eighth where others wait.
     */
    private boolean changePays() {
        long unfinished = rows.stream().filter(row -> !row.isFinished()).count();
        long finished = rows.size() - unfinished;
        boolean cacheIsFull = mask != null && cache.length() == cache.capacity();
        if (unfinished == 0 || cacheIsFull) {
            return true;
        }
        if (!waiting.isEmpty()) {
            return finished > 0 && 8 * finished >= (model.device().isCpu() ? 1 : mostRows);
        }
        return model.device().isCpu() ? finished > 0 : 2 * finished >= rows.size();
    }

    /** Removes finished rows; the last ones take their places. Returns whether any was removed. */
    private boolean leave() {
        int before = rows.size();
        for (int i = rows.size() - 1; i >= 0; i--) {
            if (rows.get(i).isFinished()) {
                int last = rows.size() - 1;
                if (i < last) {
                    cache.moveRow(last, i);
                    next.moveRow(last, i);
                    rows.set(i, rows.get(last));
                }
                rows.removeLast();
            }
        }
        cache.useRows(rows.size());
        return rows.size() < before;
    }

    @Override
    public void close() {
        cache.close();
        if (mask != null) {
            mask.close();
        }
    }
}
