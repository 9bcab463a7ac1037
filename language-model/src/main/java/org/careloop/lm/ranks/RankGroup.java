package org.careloop.lm.ranks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.careloop.lm.tensor.NativeException;
import org.careloop.lm.tensor.ProcessGroup;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.Phrase;

/** Several processes: what they exchange goes through a {@link ProcessGroup}, whom they lose they learn from a {@link Watch}. */
final class RankGroup implements Ranks {
    private final int rank;
    private final int size;
    private final ProcessGroup group;
    private final Watch watch;

    RankGroup(int rank, int size, ProcessGroup group, Watch watch) {
        this.rank = rank;
        this.size = size;
        this.group = group;
        this.watch = watch;
    }

    @Override
    public int rank() {
        return rank;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public double[] sum(double... own) {
        return together(() -> {
            Tensor numbers = Tensor.of(own, own.length);
            group.sumInPlace(numbers);
            return numbers.toDoubles();
        });
    }

    @Override
    public void sumGradients(List<Tensor> parameters) {
        together(() -> {
            Tensor present = GradientBuckets.present(parameters);
            group.sumInPlace(present);
            List<Tensor> gradients = GradientBuckets.defined(parameters, present.toFloats());
            GradientBuckets.USUAL.sum(gradients, group::sumInPlace);
            return gradients.size();
        });
    }

    @Override
    public List<double[]> gather(List<double[]> own) {
        List<double[]> rows = new ArrayList<>();
        for (byte[] packed : gather(pack(own))) {
            ByteBuffer numbers = ByteBuffer.wrap(packed);
            while (numbers.hasRemaining()) {
                double[] row = new double[numbers.getInt()];
                Arrays.setAll(row, i -> numbers.getDouble());
                rows.add(row);
            }
        }
        return rows;
    }

    private static byte[] pack(List<double[]> rows) {
        int bytes = rows.stream()
                .mapToInt(row -> Integer.BYTES + Double.BYTES * row.length)
                .sum();
        ByteBuffer packed = ByteBuffer.allocate(bytes);
        for (double[] row : rows) {
            packed.putInt(row.length);
            for (double number : row) {
                packed.putDouble(number);
            }
        }
        return packed.array();
    }

    @Override
    public List<String> gather(String own) {
        return gather(own.getBytes(StandardCharsets.UTF_8)).stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }

    /** By rank. They are filled up to one length for the way, because Gloo exchanges tensors of one length. */
    private List<byte[]> gather(byte[] own) {
        return together(() -> {
            long[] lengths = group.gather(Tensor.of(new long[] {own.length}, 1)).toLongs();
            int longest = (int) Arrays.stream(lengths).max().orElseThrow();
            byte[] all = group.gather(Tensor.of(Arrays.copyOf(own, Math.max(1, longest)), Math.max(1, longest)))
                    .toBytes();
            List<byte[]> parts = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                int start = i * Math.max(1, longest);
                parts.add(Arrays.copyOfRange(all, start, start + (int) lengths[i]));
            }
            return parts;
        });
    }

    /** An operation that every process takes part in; one that fails because another process is lost says so. */
    private <T> T together(Supplier<T> operation) {
        try (Scope scope = Scope.open()) {
            return operation.get();
        } catch (NativeException e) {
            throw watch.lossAfter(e);
        }
    }

    @Override
    public void onLoss(Consumer<Phrase> write) {
        watch.onLoss(write);
    }

    @Override
    public void fail(Phrase why) {
        watch.fail(why);
    }

    @Override
    public void close() {
        meet();
        watch.close();
    }
}
