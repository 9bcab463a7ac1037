package org.careloop.web.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Prompt;
import org.careloop.run.Response;
import org.careloop.web.checkpoint.Checkpoint;
import org.jspecify.annotations.Nullable;

/** Samples answers to the prompts of the demo with the same commands that people use. */
final class DemoAnswers {
    private static final String AGAIN = "#";

    private final TrainerProcess trainer;
    private final Path folder;

    DemoAnswers(TrainerProcess trainer, Path folder) throws IOException {
        this.trainer = trainer;
        this.folder = folder;
        Files.createDirectories(folder);
    }

    /** A comparison as the import reads it, with the model that gave both answers. */
    private record Pair(
            String id,
            List<Message> prompt,
            String a,
            String b,
            String model_a,
            String model_b,
            @Nullable String language,
            List<String> tags) {}

    /** Comparisons of two sampled answers each, as a file for the import; equal answers are left out. */
    Path pairs(Checkpoint model, List<Prompt> prompts, Map<String, String> languages)
            throws IOException, InterruptedException {
        Map<String, List<Response>> byPrompt = new LinkedHashMap<>();
        for (Response answer : generate(model, prompts, 1)) {
            byPrompt.computeIfAbsent(promptId(answer), id -> new ArrayList<>()).add(answer);
        }
        List<Pair> pairs = new ArrayList<>();
        byPrompt.forEach((id, answers) -> {
            // Each answer is in two pairs, in a ring: this gives more votes per generated answer than disjoint pairs.
            for (int i = 0; i < answers.size(); i++) {
                Response one = answers.get(i);
                Response other = answers.get((i + 1) % answers.size());
                if (!one.response().equals(other.response())) {
                    pairs.add(new Pair(
                            "sampled-%s-%d".formatted(id, i + 1),
                            one.prompt(),
                            one.response(),
                            other.response(),
                            model.name(),
                            model.name(),
                            languages.get(id),
                            List.of("sampled from " + model.name())));
                }
            }
        });
        Path file = folder.resolve("sampled.jsonl");
        JsonLines.write(file, pairs);
        return file;
    }

    /** Answers of a model, each scored by the reward model. */
    List<Response> answers(Checkpoint model, Checkpoint reward, List<Prompt> prompts)
            throws IOException, InterruptedException {
        Path answers = folder.resolve("answers-%s.jsonl".formatted(model.name()));
        JsonLines.write(answers, generate(model, prompts, 2));
        Path scored = folder.resolve("scored-%s.jsonl".formatted(model.name()));
        trainer.run(
                "score-" + model.name(),
                List.of(
                        "score",
                        "--reward",
                        reward.directory().toString(),
                        "--responses",
                        answers.toString(),
                        "--out",
                        scored.toString()),
                () -> {});
        return JsonLines.readAll(scored, Response.class);
    }

    /**
     * One answer of each model to each question, as comparisons with the sides drawn by lot: a file of those that differ, and
     * one of those that are the same.
     */
    List<Path> compared(Checkpoint one, Checkpoint other, List<Prompt> questions)
            throws IOException, InterruptedException {
        Path asked = folder.resolve("new-questions.asked.jsonl");
        JsonLines.write(asked, questions);
        Path out = folder.resolve("new-questions");
        trainer.run(
                "answer",
                List.of(
                        "answer",
                        "--prompts",
                        asked.toString(),
                        "--model",
                        one.name() + "=" + one.directory(),
                        "--model",
                        other.name() + "=" + other.directory(),
                        "--out",
                        out.toString(),
                        "--set",
                        "maxNewTokens=" + DemoSettings.MAX_NEW_TOKENS),
                () -> {});
        return List.of(out.resolve("pairs/comparisons.jsonl"), out.resolve("pairs/identical.jsonl"));
    }

    private List<Response> generate(Checkpoint model, List<Prompt> prompts, long seed)
            throws IOException, InterruptedException {
        Path asked = folder.resolve("asked.jsonl");
        JsonLines.write(
                asked,
                prompts.stream()
                        .flatMap(prompt -> IntStream.rangeClosed(1, DemoSettings.ANSWERS_A_PROMPT)
                                .mapToObj(i -> new Prompt(prompt.id() + AGAIN + i, prompt.prompt())))
                        .toList());
        Path out = folder.resolve("generated.jsonl");
        trainer.run(
                "generate-%s-%d".formatted(model.name(), seed),
                List.of(
                        "generate",
                        "--model",
                        model.directory().toString(),
                        "--prompts",
                        asked.toString(),
                        "--out",
                        out.toString(),
                        "--set",
                        "temperature=1",
                        "--set",
                        "seed=" + seed,
                        "--set",
                        "maxNewTokens=" + DemoSettings.MAX_NEW_TOKENS),
                () -> {});
        return JsonLines.readAll(out, Response.class);
    }

    /** The id of the prompt that an answer belongs to. */
    static String promptId(Response answer) {
        return answer.id().substring(0, answer.id().lastIndexOf(AGAIN));
    }
}
