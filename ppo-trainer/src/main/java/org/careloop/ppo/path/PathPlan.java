package org.careloop.ppo.path;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.careloop.run.BadInput;
import org.careloop.run.ModelKind;
import org.careloop.run.Phrase;
import org.careloop.run.RunKind;
import org.careloop.run.path.Recipe;
import org.careloop.run.path.Step;
import org.jspecify.annotations.Nullable;

/**
 * Makes the command lines of a recipe. A stage that trains starts from the last policy before it, and learns against the last
 * reward model, unless it names others; after each stage that makes a policy, that one takes the exams, and is compared with
 * the one before.
 */
final class PathPlan {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");
    /** What stands where the arguments without a name belong. */
    private static final String UNNAMED = "files";

    private final Recipe recipe;
    private final Path out;
    private final List<PlannedStep> steps = new ArrayList<>();
    private final Map<String, String> places = new LinkedHashMap<>();
    private final Map<String, String> earlierExams = new LinkedHashMap<>();
    private String policy;
    private @Nullable String reward;

    private PathPlan(Recipe recipe, Path out) {
        this.recipe = recipe;
        this.out = out;
        policy = recipe.model();
        places.put(Recipe.START, policy);
    }

    /**
     * @param out the path's directory, absolute
     * @throws BadInput where a step asks for what no earlier one makes
     */
    static List<PlannedStep> of(Recipe recipe, Path out) {
        return new PathPlan(recipe, out).steps();
    }

    private List<PlannedStep> steps() {
        takeExams(PlannedStep.START);
        for (int i = 0; i < recipe.stages().size(); i++) {
            stage(
                    recipe.stages().get(i),
                    "%02d-%s".formatted(i + 1, recipe.stages().get(i).name()));
        }
        return steps;
    }

    private void stage(Step stage, String folder) {
        String made = out.resolve(folder).toString();
        Map<String, List<String>> options = filled(stage);
        Kinds.of(stage.command()).ifPresent(kind -> addDefaults(stage, kind, options));
        add(stage, folder, options, null);
        places.put(stage.name(), made);
        if (Kinds.makes(stage.command(), ModelKind.REWARD)) {
            reward = made;
        }
        if (Kinds.makes(stage.command(), ModelKind.POLICY)) {
            policy = made;
            takeExams(folder);
        }
    }

    private void addDefaults(Step stage, RunKind kind, Map<String, List<String>> options) {
        options.putIfAbsent("model", List.of(policy));
        if (kind.needsReward() && !options.containsKey("reward")) {
            if (reward == null) {
                throw at(
                        stage,
                        Phrase.filled(
                                "path.no-reward",
                                "stage \"%s\" needs a reward model, and no stage before it makes one; add such a"
                                        + " stage, or name a directory in the field \"reward\"",
                                stage.name()));
            }
            options.put("reward", List.of(reward));
        }
    }

    private void takeExams(String after) {
        for (Step exam : recipe.exams()) {
            String folder = "exams/%s/%s".formatted(after, exam.name());
            Map<String, List<String>> options = filled(exam);
            options.put("model", List.of(policy));
            String earlier = earlierExams.put(exam.name(), out.resolve(folder).toString());
            if (earlier != null) {
                options.put("before", List.of(earlier));
            }
            add(exam, folder, options, after);
        }
    }

    private void add(Step step, String folder, Map<String, List<String>> options, @Nullable String after) {
        List<String> arguments = new ArrayList<>(List.of(step.command().strip().split("\\s+")));
        // Before the options: one that takes several values would take these too.
        arguments.addAll(options.getOrDefault(UNNAMED, List.of()));
        options.forEach((name, values) -> {
            if (name.equals(UNNAMED)) {
                return;
            }
            if (values.isEmpty() || values.equals(List.of("true"))) {
                arguments.add("--" + name);
            } else {
                values.forEach(value -> arguments.addAll(List.of("--" + name, value)));
            }
        });
        step.settings().forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
        arguments.addAll(List.of("--out", out.resolve(folder).toString()));
        List<String> models = options.getOrDefault("model", List.of());
        String model = models.size() == 1 ? models.getFirst() : null;
        steps.add(new PlannedStep(step.line(), step.name(), folder, arguments, model, after, step.language()));
    }

    private Map<String, List<String>> filled(Step step) {
        if (step.options().containsKey("out")) {
            throw at(
                    step,
                    Phrase.filled(
                            "path.out",
                            "\"%s\" says where it goes, which the path does; leave \"out\" out",
                            step.name()));
        }
        Map<String, List<String>> filled = new LinkedHashMap<>();
        step.options()
                .forEach((name, values) -> filled.put(
                        name, values.stream().map(value -> filled(step, value)).toList()));
        return filled;
    }

    private String filled(Step step, String value) {
        return PLACE.matcher(value).replaceAll(match -> {
            String place = places.get(match.group(1));
            if (place == null) {
                throw at(
                        step,
                        Phrase.filled(
                                "path.unknown-place",
                                "\"%s\" names %s, which no stage before it is called; expected one of %s",
                                step.name(),
                                match.group(),
                                String.join(", ", places.keySet())));
            }
            return Matcher.quoteReplacement(place);
        });
    }

    private BadInput at(Step step, Phrase problem) {
        return BadInput.at(recipe.file(), step.line(), problem);
    }
}
