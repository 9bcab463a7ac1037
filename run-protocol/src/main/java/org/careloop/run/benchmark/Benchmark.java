package org.careloop.run.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The questions of one benchmark, read from one or more files of the same layout.
 *
 * @param unkeyed how many questions without a key were left out
 */
public record Benchmark(Layout layout, List<Question> questions, int unkeyed) {
    private static final List<String> ENDINGS = List.of(".csv", ".json", ".jsonl");

    public Benchmark {
        questions = List.copyOf(questions);
    }

    /**
     * Reads files; which layout they have is seen from what is in them.
     *
     * @param given files, or folders whose tables and JSON files are taken, by name
     * @param leaveOutUnkeyed passes over questions without a key; else the first one is refused
     * @throws BadInput at the first thing that does not fit
     */
    public static Benchmark read(List<Path> given, boolean leaveOutUnkeyed) throws IOException {
        List<Path> files = files(given);
        refuseSameNames(files);
        Reading reading = new Reading(new Questions(leaveOutUnkeyed));
        for (Path file : files) {
            reading.file(file);
        }
        return reading.end(files.getFirst());
    }

    private static List<Path> files(List<Path> given) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path each : given) {
            if (!Files.isDirectory(each)) {
                files.add(each);
                continue;
            }
            List<Path> inside;
            try (Stream<Path> entries = Files.list(each)) {
                inside = entries.filter(file -> ENDINGS.stream()
                                .anyMatch(ending -> file.toString().endsWith(ending)))
                        .sorted()
                        .toList();
            }
            if (inside.isEmpty()) {
                throw BadInput.in(
                        each,
                        Phrase.of(
                                "benchmark.no-files",
                                "no file of this folder ends with .csv, .json or .jsonl; give the files of a"
                                        + " benchmark, or the folder that they lie in"));
            }
            files.addAll(inside);
        }
        return files;
    }

    private static void refuseSameNames(List<Path> files) {
        Map<String, Path> names = new TreeMap<>();
        for (Path file : files) {
            Path before = names.put(Objects.requireNonNull(file.getFileName()).toString(), file);
            if (before != null) {
                throw BadInput.in(
                        file,
                        Phrase.filled(
                                "benchmark.same-name",
                                "a file of this name is given already, %s, and a file's name says which subject its"
                                        + " questions count for; give one of them, or name it otherwise",
                                before.toString()));
            }
        }
    }

    /** Puts the parts of a benchmark together. */
    private static final class Reading {
        private final Questions all;
        private @Nullable Layout layout;
        private @Nullable Path first;
        private final List<WholeJson> questions = new ArrayList<>();
        private @Nullable WholeJson keys;

        Reading(Questions all) {
            this.all = all;
        }

        void file(Path file) throws IOException {
            if (file.toString().endsWith(".csv")) {
                TableQuestions table = new TableQuestions(file, CsvTable.read(file));
                table.readInto(all, agreed(file, table.layout()));
            } else if (isLines(file)) {
                JsonQuestions lines = new JsonQuestions(file);
                lines.readInto(all, agreed(file, lines.layout()));
            } else {
                whole(WholeJson.read(file));
            }
        }

        private void whole(WholeJson json) {
            WholeJson.Part part = json.part();
            boolean pubmed = part == WholeJson.Part.PUBMEDQA_QUESTIONS || part == WholeJson.Part.PUBMEDQA_KEYS;
            agreed(json.file(), pubmed ? Layout.PUBMEDQA : Layout.CMB);
            if (part == WholeJson.Part.PUBMEDQA_QUESTIONS || part == WholeJson.Part.CMB_QUESTIONS) {
                questions.add(json);
            } else if (keys == null) {
                keys = json;
            } else {
                throw BadInput.in(
                        json.file(),
                        Phrase.filled(
                                "benchmark.two-keys",
                                "keys, and those of %s are given already; give one file of keys",
                                keys.file().toString()));
            }
        }

        private Layout agreed(Path file, Layout found) {
            if (layout != null && layout != found) {
                throw BadInput.in(
                        file,
                        Phrase.filled(
                                "benchmark.layouts",
                                "a file in the layout %s, and %s is in the layout %s; give the files of one benchmark"
                                        + " at a time",
                                found.label(),
                                String.valueOf(first),
                                layout.label()));
            }
            layout = found;
            first = first == null ? file : first;
            return found;
        }

        Benchmark end(Path someFile) {
            WholeJson separate = keys;
            if (separate != null && questions.size() != 1) {
                throw BadInput.in(
                        separate.file(),
                        Phrase.filled(
                                "benchmark.keys-alone",
                                "keys without questions; %s files of questions are given beside it, expected one: give"
                                        + " the file whose questions these keys belong to",
                                questions.size()));
            }
            Map<String, String> labels = separate == null ? Map.of() : separate.keys();
            for (WholeJson each : questions) {
                if (layout == Layout.PUBMEDQA) {
                    each.pubmed(all, labels);
                } else {
                    each.cmb(all, labels);
                }
            }
            if (all.all().isEmpty()) {
                throw BadInput.in(
                        someFile,
                        Phrase.filled(
                                "benchmark.nothing-keyed",
                                "no question has a key (%s without one); score a part of the benchmark whose keys are"
                                        + " published",
                                all.unkeyed()));
            }
            return new Benchmark(Objects.requireNonNull(layout), all.all(), all.unkeyed());
        }

        /** Whether the first line is a row by itself. */
        private static boolean isLines(Path file) throws IOException {
            return FirstLine.isRow(file);
        }
    }

    /** The questions of these subjects, in the order of the files. */
    public Benchmark of(List<String> subjects) {
        return new Benchmark(
                layout,
                questions.stream()
                        .filter(question -> subjects.contains(question.subject()))
                        .toList(),
                unkeyed);
    }

    /** How many questions each subject has. */
    public Map<String, Integer> subjects() {
        Map<String, Integer> counts = new TreeMap<>();
        questions.forEach(question -> counts.merge(question.subject(), 1, Integer::sum));
        return counts;
    }

    /** One value for these very questions, options and keys, in their order. */
    public String sha256() {
        StringBuilder all = new StringBuilder();
        for (Question question : questions) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("id", question.id());
            facts.put("subject", question.subject());
            facts.put("context", question.context());
            facts.put("text", question.text());
            facts.put("options", List.copyOf(question.options().entrySet()).toString());
            facts.put("key", question.target());
            all.append(facts).append('\n');
        }
        return Sha256.of(all.toString());
    }
}
