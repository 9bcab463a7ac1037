package org.careloop.lm.model;

import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;

/**
 * The low-rank change of one projection: {@code scale * B A x} (Hu et al. 2021). Both factors are F32 whatever the trunk
 * is; B starts at zero, so that a new adapter changes nothing.
 *
 * @param a {@code [rank, in]}
 * @param b {@code [out, rank]}
 * @param scale alpha / rank
 * @param dropout share of the input that is left out while gradients are recorded
 */
record LoraPair(Tensor a, Tensor b, double scale, double dropout, Rng rng) {

    /** A new pair: A uniform with the bounds of PEFT, B zero. */
    static LoraPair initial(Tensor weight, LoraConfig config, Rng rng) {
        long out = weight.size(0);
        long in = weight.size(1);
        // Kaiming uniform with a = sqrt(5), as PEFT does: bound = sqrt(6 / ((1 + 5) * in)).
        double bound = 1 / Math.sqrt(in);
        try (Scope scope = Scope.open()) {
            Tensor a = Tensor.randomUniform(rng, config.rank(), in)
                    .mul(2 * bound)
                    .sub(bound)
                    .to(weight.device());
            Tensor b = Tensor.zeros(new long[] {out, config.rank()}, DType.F32, weight.device());
            return new LoraPair(
                    a.unscoped().requiresGrad(true),
                    b.unscoped().requiresGrad(true),
                    config.scale(),
                    config.dropout(),
                    rng);
        }
    }

    Tensor addTo(Tensor y, Tensor x) {
        Tensor input = dropped(x.to(DType.F32));
        // Scaled before the product with B, while it is as narrow as the rank: y is often a hundred times as wide.
        return y.add(input.linear(a).mul(scale).linear(b).to(y.dtype()));
    }

    private Tensor dropped(Tensor x) {
        if (dropout == 0 || !NoGrad.isRecording()) {
            return x;
        }
        Tensor kept = Tensor.randomUniform(rng, x.shape()).ge(dropout).to(x.device());
        return x.mul(kept).div(1 - dropout);
    }

    /** {@code weight [out, in] + scale * B A} in F32. */
    Tensor changed(Tensor weight) {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            return scope.keep(weight.to(DType.F32).add(b.matmul(a).mul(scale)));
        }
    }

    /** The same pair, which leaves out nothing of its input: one that is not trained. */
    LoraPair still() {
        return new LoraPair(a, b, scale, 0, rng);
    }

    /** The same pair on a device. */
    LoraPair on(Device device) {
        return new LoraPair(a.to(device).unscoped(), b.to(device).unscoped(), scale, dropout, rng);
    }

    /** A pair of both ranks that changes a weight as the two do together, of scale 1 and without dropout. */
    LoraPair with(LoraPair other) {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            Tensor downs = Tensor.cat(0, a.detach(), other.a.detach());
            Tensor ups = Tensor.cat(1, b.detach().mul(scale), other.b.detach().mul(other.scale));
            return new LoraPair(scope.keep(downs), scope.keep(ups), 1, 0, rng);
        }
    }

    /** A pair of this rank that changes nothing. */
    static LoraPair silent(Tensor weight, int rank, Rng rng) {
        long[] in = {rank, weight.size(1)};
        long[] out = {weight.size(0), rank};
        return new LoraPair(
                Tensor.zeros(in, DType.F32, weight.device()), Tensor.zeros(out, DType.F32, weight.device()), 1, 0, rng);
    }
}
