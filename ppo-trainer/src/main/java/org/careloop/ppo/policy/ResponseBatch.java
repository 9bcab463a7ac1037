package org.careloop.ppo.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Tensor;

/**
 * Sequences padded on the right, and which tokens are their responses. Position t of the {@code [batch, length - 1]}
 * tensors belongs to token t + 1: it is computed from the tokens before that one.
 *
 * @param wanted BOOL {@code [batch, length - 1]}, true where the token is one of the response
 */
public record ResponseBatch(List<Sequence> sequences, TokenBatch tokens, Tensor wanted) {

    public static ResponseBatch of(List<Sequence> sequences, Device device) {
        TokenBatch tokens = TokenBatch.rightPadded(
                        sequences.stream().map(Sequence::tokens).toList())
                .to(device);
        int places = tokens.length() - 1;
        boolean[] wanted = new boolean[sequences.size() * places];
        for (int r = 0; r < sequences.size(); r++) {
            Sequence sequence = sequences.get(r);
            int start = r * places + sequence.prompt().length - 1;
            Arrays.fill(wanted, start, start + sequence.response().length, true);
        }
        return new ResponseBatch(
                sequences, tokens, Tensor.of(wanted, sequences.size(), places).to(device));
    }

    /** Puts one number per response token at the position of the token; zero elsewhere. F32. */
    public Tensor spread(List<double[]> rows) {
        int places = tokens.length() - 1;
        float[] values = new float[rows.size() * places];
        for (int r = 0; r < rows.size(); r++) {
            int start = r * places + sequences.get(r).prompt().length - 1;
            double[] row = rows.get(r);
            for (int t = 0; t < row.length; t++) {
                values[start + t] = (float) row[t];
            }
        }
        return Tensor.of(values, rows.size(), places).to(wanted.device());
    }

    /** The numbers of the response tokens, a row each: the inverse of {@link #spread}. */
    public List<double[]> rows(Tensor values) {
        double[] all = values.toDoubles();
        int places = tokens.length() - 1;
        List<double[]> rows = new ArrayList<>();
        for (int r = 0; r < sequences.size(); r++) {
            int start = r * places + sequences.get(r).prompt().length - 1;
            rows.add(Arrays.copyOfRange(all, start, start + sequences.get(r).response().length));
        }
        return rows;
    }
}
