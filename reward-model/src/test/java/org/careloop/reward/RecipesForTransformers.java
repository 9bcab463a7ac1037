package org.careloop.reward;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.train.ModelCard;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.run.Json;
import org.careloop.run.Message;

/**
 * Writes small reward models with the tokenizers of published models, the card's recipe beside each, and the score that we
 * give to the recipe's own conversation, for {@code src/test/referee/model_cards.py} to run the recipe as it stands.
 * Arguments: the folder to write, and model directories whose tokenizers to take.
 */
public final class RecipesForTransformers {
    private RecipesForTransformers() {}

    public static void main(String[] arguments) throws IOException {
        for (String source : List.of(arguments).subList(1, arguments.length)) {
            Path base = Path.of(source);
            write(base, Path.of(arguments[0]).resolve(base.getFileName()));
        }
    }

    private static void write(Path base, Path directory) throws IOException {
        Tokenizer tokenizer = Tokenizer.load(base);
        ChatFormat format = ChatFormat.load(base, tokenizer);
        ModelConfig config = ModelConfig.llama(130_000, 8, 8, 1, 2, 1, 512);
        RewardModel model = RewardModel.full(LanguageModel.initialise(config, Rng.seeded(3)), Rng.seeded(4))
                .shifted(0.25);
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            model.trunk()
                    .parameters()
                    .values()
                    .forEach(p -> p.addInPlace(Tensor.randomNormal(Rng.seeded(5), 0, 0.5, p.shape())));
            RewardCheckpoint.write(
                    model, new RewardCheckpoint.Facts(0.25, TieModel.NONE, null, 512), base, DType.F32, directory);
        }
        ModelCard card = new ModelCard("recipe");
        RewardCard.use(card, format, model.shift());
        card.write(directory);
        int[] conversation =
                format.conversation(List.of(Message.user("What helps against a cold?")), "Rest, and enough to drink.");
        Json.replace(directory.resolve("expected.json"), Map.of("score", model.score(List.of(conversation))[0]));
    }
}
