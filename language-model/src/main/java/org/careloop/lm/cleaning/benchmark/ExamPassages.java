package org.careloop.lm.cleaning.benchmark;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.LongIntHashMap;
import com.carrotsearch.hppc.LongObjectHashMap;
import com.carrotsearch.hppc.procedures.LongIntProcedure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.careloop.lm.cleaning.words.Windows;
import org.careloop.lm.cleaning.words.Words;
import org.careloop.run.benchmark.Benchmark;
import org.careloop.run.benchmark.Question;

/**
 * What of benchmarks is looked for in texts. Passages: as many words in a row as {@code overlap} says, of a question, an option or
 * what stands before them (Brown et al. 2020, appendix C: thirteen words). Whole questions: all words of the question in a row, and
 * behind it every option, which finds those that are shorter than such a passage.
 */
public final class ExamPassages {
    private static final int ANCHOR = 4;

    /** A question that has fewer words with its options stands in many texts by itself. */
    private static final int FEWEST_WORDS_OF_ALL = 8;

    /** Behind a question its options stand within as many words as all have, so many times over. */
    private static final int REACH = 3;

    private static final int COMMON = -1;

    private final int overlap;
    private final List<ExamQuestion> questions = new ArrayList<>();
    private final LongIntHashMap passages = new LongIntHashMap();
    private final LongObjectHashMap<IntArrayList> anchors = new LongObjectHashMap<>();
    /** Whether a question begins with an anchor of as many words; shorter ones are questions of so few words. */
    private final boolean[] anchorLengths = new boolean[ANCHOR + 1];

    private int common;

    /**
     * What a text shares with a question.
     *
     * @param question named by its benchmark and id
     * @param passage as it stands in the text
     */
    public record Match(String question, String how, String passage) {}

    private ExamPassages(int overlap) {
        this.overlap = overlap;
    }

    /**
     * @param names of the benchmarks, in the same order
     * @param commonIn passages of as many different questions are left out
     */
    public static ExamPassages of(List<String> names, List<Benchmark> benchmarks, int overlap, int commonIn) {
        ExamPassages all = new ExamPassages(overlap);
        Set<List<Object>> seen = new HashSet<>();
        for (int i = 0; i < benchmarks.size(); i++) {
            for (Question question : benchmarks.get(i).questions()) {
                if (seen.add(question.look())) {
                    all.questions.add(ExamQuestion.of(names.get(i), question));
                }
            }
        }
        all.gather(commonIn);
        return all;
    }

    private void gather(int commonIn) {
        LongIntHashMap in = new LongIntHashMap();
        LongIntHashMap last = new LongIntHashMap();
        for (int number = 0; number < questions.size(); number++) {
            int question = number;
            for (Words part : questions.get(number).asked()) {
                Windows.forEach(part, overlap, (hash, first, end) -> {
                    if (last.put(hash, question + 1) != question + 1) {
                        in.addTo(hash, 1);
                    }
                    passages.putIfAbsent(hash, question);
                    return true;
                });
            }
            anchor(number);
        }
        in.forEach((LongIntProcedure) (hash, count) -> {
            if (count >= commonIn) {
                passages.put(hash, COMMON);
                common++;
            }
        });
    }

    private void anchor(int number) {
        ExamQuestion question = questions.get(number);
        int all = question.text().size()
                + question.options().stream().mapToInt(Words::size).sum();
        if (question.text().size() == 0 || all < FEWEST_WORDS_OF_ALL) {
            return;
        }
        long hash = question.text().runs(ANCHOR)[0];
        if (anchors.get(hash) == null) {
            anchors.put(hash, new IntArrayList());
        }
        anchors.get(hash).add(number);
        anchorLengths[Math.min(ANCHOR, question.text().size())] = true;
    }

    /** The first thing that a text shares with a question. */
    public Optional<Match> in(Words words) {
        List<Match> found = new ArrayList<>();
        Windows.forEach(words, overlap, (hash, first, last) -> {
            int question = passages.getOrDefault(hash, COMMON);
            if (question != COMMON) {
                found.add(new Match(questions.get(question).name(), "a passage", words.passage(first, last)));
            }
            return found.isEmpty();
        });
        return found.isEmpty() ? whole(words) : Optional.of(found.getFirst());
    }

    private Optional<Match> whole(Words words) {
        for (int length = 1; length <= Math.min(ANCHOR, words.size()); length++) {
            long[] runs = anchorLengths[length] ? words.runs(length) : new long[0];
            for (int at = 0; at < runs.length; at++) {
                IntArrayList here = anchors.get(runs[at]);
                for (int i = 0; here != null && i < here.size(); i++) {
                    ExamQuestion question = questions.get(here.get(i));
                    int end = end(question, words, at);
                    if (end >= 0) {
                        return Optional.of(new Match(question.name(), "question and options", words.passage(at, end)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The last word of a question that begins here and has its options behind it; -1 for none. */
    private static int end(ExamQuestion question, Words words, int from) {
        if (!isAt(question.text(), words, from)) {
            return -1;
        }
        int behind = from + question.text().size();
        int options = question.options().stream().mapToInt(Words::size).sum();
        int limit = Math.min(
                words.size(), behind + REACH * (options + question.options().size()));
        for (Words option : question.options()) {
            boolean there = option.size() == 0;
            for (int at = behind; at + option.size() <= limit && !there; at++) {
                there = isAt(option, words, at);
            }
            if (!there) {
                return -1;
            }
        }
        return behind - 1;
    }

    private static boolean isAt(Words part, Words words, int from) {
        if (from + part.size() > words.size()) {
            return false;
        }
        for (int i = 0; i < part.size(); i++) {
            if (part.hash(i) != words.hash(from + i)) {
                return false;
            }
        }
        return true;
    }

    /** Different questions that are looked for. */
    public int questions() {
        return questions.size();
    }

    /** Different passages that are looked for. */
    public int passages() {
        return passages.size() - common;
    }

    /** Passages that are not, because they stand in too many questions. */
    public int common() {
        return common;
    }
}
