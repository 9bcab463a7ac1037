package org.careloop.lm.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.Response;

/** Log-probabilities of the tokens of responses, a batch at a time. */
final class ResponseLogProbs {
    private final LanguageModel model;

    ResponseLogProbs(LanguageModel model) {
        this.model = model;
    }

    /** The rows with their tokens and a log-probability for each. */
    List<Response> of(List<ResponseText> texts) {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            TokenBatch batch =
                    TokenBatch.rightPadded(texts.stream().map(ResponseText::all).toList());
            int places = batch.length() - 1;
            boolean[] wanted = new boolean[texts.size() * places];
            for (int r = 0; r < texts.size(); r++) {
                int first = r * places + texts.get(r).prompt().length - 1;
                Arrays.fill(wanted, first, first + texts.get(r).response().length, true);
            }
            float[] logProbs = LogProbs.of(model, model.hidden(batch), batch, Tensor.of(wanted, texts.size(), places))
                    .toFloats();
            List<Response> rows = new ArrayList<>();
            for (int r = 0; r < texts.size(); r++) {
                int first = r * places + texts.get(r).prompt().length - 1;
                int length = texts.get(r).response().length;
                rows.add(with(texts.get(r), Arrays.copyOfRange(logProbs, first, first + length)));
            }
            return rows;
        }
    }

    private static Response with(ResponseText text, float[] logProbs) {
        return new Response(
                text.row().id(),
                text.row().prompt(),
                text.row().response(),
                ResponseRows.ids(text.prompt()),
                ResponseRows.ids(text.response()),
                ResponseRows.numbers(logProbs),
                text.row().score());
    }
}
