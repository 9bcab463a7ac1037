package org.careloop.ppo.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.Sha256;
import org.careloop.run.rows.ComparisonFile;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of two models in a file of comparisons, as {@code answer} and {@code export} write it.
 *
 * @param pairs in the order of the file
 * @param others comparisons of the file that are not between these two
 */
record PairFile(String newModel, String rival, List<ModelPair> pairs, int others) {

    /**
     * Reads a file.
     *
     * @param rival null for the only other model that stands beside the new one
     * @throws BadInput where a row does not fit, or no pair is of these models
     */
    static PairFile read(Path file, String newModel, @Nullable String rival) throws IOException {
        List<Comparison> rows = ComparisonFile.pairs(file);
        TreeSet<String> beside = new TreeSet<>();
        TreeSet<String> all = new TreeSet<>();
        for (Comparison row : rows) {
            all.addAll(named(row));
            if (named(row).contains(newModel)) {
                beside.addAll(named(row));
            }
        }
        beside.remove(newModel);
        all.remove(newModel);
        if (beside.isEmpty()) {
            throw BadInput.coded(
                    "judge.new",
                    "%s: no comparison is between \"%s\" and another model; expected one of %s, as its field \"models\" has them"
                            .formatted(file, newModel, String.join(", ", all)),
                    file.toString(),
                    newModel,
                    String.join(", ", all));
        }
        if (rival == null ? beside.size() > 1 : !beside.contains(rival)) {
            throw BadInput.coded(
                    "judge.rival",
                    "%s: given %s as the rival of \"%s\", expected one of %s: name it by --rival"
                            .formatted(file, rival == null ? "none" : rival, newModel, String.join(", ", beside)),
                    file.toString(),
                    rival == null ? "–" : rival,
                    newModel,
                    String.join(", ", beside));
        }
        return of(rows, newModel, rival == null ? beside.first() : rival);
    }

    private static List<String> named(Comparison row) {
        return row.models().stream().flatMap(Stream::ofNullable).toList();
    }

    private static PairFile of(List<Comparison> rows, String newModel, String rival) {
        List<ModelPair> pairs = new ArrayList<>();
        for (Comparison row : rows) {
            if (row.models().equals(List.of(newModel, rival))) {
                pairs.add(new ModelPair(row, true));
            } else if (row.models().equals(List.of(rival, newModel))) {
                pairs.add(new ModelPair(row, false));
            }
        }
        return new PairFile(newModel, rival, List.copyOf(pairs), rows.size() - pairs.size());
    }

    /** One value for what the judge is shown: votes that came later do not change it. */
    String sha256() {
        StringBuilder all = new StringBuilder();
        for (ModelPair pair : pairs) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("id", pair.id());
            shown.put("prompt", pair.prompt());
            shown.put("a", pair.row().a());
            shown.put("b", pair.row().b());
            shown.put("newIsA", pair.newIsA());
            all.append(Json.MAPPER.writeValueAsString(shown)).append('\n');
        }
        return Sha256.of(all.toString());
    }
}
