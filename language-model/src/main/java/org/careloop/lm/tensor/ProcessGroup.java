package org.careloop.lm.tensor;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.ByteVector;
import org.bytedeco.pytorch.PrefixStore;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.StringVector;
import org.bytedeco.pytorch.TCPStore;
import org.bytedeco.pytorch.TCPStoreOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Work;
import org.bytedeco.pytorch.global.torch_gloo;
import org.bytedeco.pytorch.global.torch_nccl;
import org.bytedeco.pytorch.nccl.ProcessGroupNCCL;
import org.jspecify.annotations.Nullable;

/**
 * Processes that compute one thing together: sums and exchanges of tensors among them, by Gloo in main memory and by NCCL
 * on cards (c10d, the library below {@code torch.distributed}). They find each other through a table of keys that one
 * process serves, PyTorch's TCPStore, so that PyTorch's own launchers can serve it too. Every process of the group has to
 * call {@link #connect}, {@link #sumInPlace} and {@link #gather} in the same order. Not for use by two threads at once.
 */
public final class ProcessGroup {
    static {
        NativeBuild.load();
    }

    /** No operation waits so long: a process that is lost is noticed by its connection, not by the time it takes. */
    private static final Duration FOR_EVER = Duration.ofDays(30);

    /**
     * The native parts refer to each other without being counted: a table that the garbage collector freed took the process
     * down when the group connected. A process has one group, for as long as it lives.
     */
    private static final List<Pointer> KEPT = Collections.synchronizedList(new ArrayList<>());

    private final PrefixStore store;
    private final int rank;
    private final int size;
    private @Nullable ProcessGroupGloo gloo;
    private @Nullable ProcessGroupNCCL nccl;

    private ProcessGroup(PrefixStore store, int rank, int size) {
        this.store = store;
        this.rank = rank;
        this.size = size;
    }

    /**
     * The table by which processes find each other.
     *
     * @param serves whether this process serves it, to which the others come
     * @param name that no other group at the same table has
     */
    public record Meeting(String host, int port, boolean serves, String name) {}

    /**
     * Opens the table; waits for whoever serves it.
     *
     * @throws NativeException when nobody serves it in time, or when it cannot be served there
     */
    public static ProcessGroup at(Meeting meeting, int rank, int size, Duration patience) {
        return NativeTensor.get(() -> {
            TCPStoreOptions options = new TCPStoreOptions()
                    .port((short) meeting.port())
                    .isServer(meeting.serves())
                    .waitWorkers(false)
                    .useLibUV(false) // not built into the presets; either server answers any client
                    .timeout(new Milliseconds(patience.toMillis()));
            TCPStore table = kept(new TCPStore(meeting.host(), options));
            return new ProcessGroup(kept(new PrefixStore(meeting.name() + "/", table)), rank, size);
        });
    }

    /** Adds to the number of a key, which begins at 0. Returns the sum. */
    public long add(String key, long number) {
        return NativeTensor.get(() -> store.add(key, number));
    }

    public void put(String key, String text) {
        NativeTensor.get(() -> {
            store.set(key, new ByteVector(text.getBytes(StandardCharsets.UTF_8)));
            return text;
        });
    }

    /** What a process has put there. */
    public String get(String key) {
        return NativeTensor.get(() -> new String(store.get(key).get(), StandardCharsets.UTF_8));
    }

    /** Those of some keys that no process has put there within this time, in their order. */
    public List<String> missing(List<String> keys, Duration patience) {
        return NativeTensor.get(() -> {
            try {
                store._wait(new StringVector(keys.toArray(String[]::new)), new Milliseconds(patience.toMillis()));
                return List.of();
            } catch (RuntimeException timeout) {
                List<String> missing = new ArrayList<>(keys);
                missing.removeIf(key -> store.check(new StringVector(key)));
                if (missing.isEmpty()) {
                    throw timeout;
                }
                return List.copyOf(missing);
            }
        });
    }

    /**
     * Connects all processes with each other.
     *
     * @param address of this machine that the others reach; not used where {@code networkInterface} is given
     * @param networkInterface such as {@code eth0}
     */
    public void connect(String address, @Nullable String networkInterface) {
        gloo = NativeTensor.get(() -> {
            NativeLibraries.load(torch_gloo.class);
            var options = ProcessGroupGloo.Options.create(new Milliseconds(FOR_EVER.toMillis()));
            options.devices()
                    .push_back(kept(
                            networkInterface == null
                                    ? ProcessGroupGloo.createDeviceForHostname(address)
                                    : ProcessGroupGloo.createDeviceForInterface(networkInterface)));
            return kept(new ProcessGroupGloo(kept(new PrefixStore("gloo/", store)), rank, size, kept(options)));
        });
    }

    /** Replaces a contiguous tensor by the sum of those of all processes, which are alike. */
    public void sumInPlace(Tensor tensor) {
        finished(() -> {
            TensorVector one = new TensorVector(tensor.handle);
            return tensor.device().isCpu() ? gloo().allreduce(one) : nccl().allreduce(one);
        });
    }

    /**
     * The tensors of all processes, one after the other.
     *
     * @param own a contiguous vector on the CPU, of one length everywhere
     * @return {@code [size, length]}
     */
    public Tensor gather(Tensor own) {
        Tensor all = Tensor.empty(new long[] {size * own.count()}, own.dtype(), Device.CPU);
        finished(() -> gloo()._allgather_base(all.handle, own.handle));
        return all.reshape(size, own.count());
    }

    private ProcessGroupGloo gloo() {
        return Objects.requireNonNull(gloo, "connect() comes first");
    }

    /** Made at the first sum on a card: on machines without one there is no such library. */
    private ProcessGroupNCCL nccl() {
        if (nccl == null) {
            NativeLibraries.load(torch_nccl.class);
            nccl = kept(new ProcessGroupNCCL(
                    kept(new PrefixStore("nccl/", store)), rank, size, kept(ProcessGroupNCCL.Options.create())));
        }
        return nccl;
    }

    private static <T extends Pointer> T kept(T part) {
        KEPT.add(part);
        return part;
    }

    private static void finished(Supplier<Work> operation) {
        try (PointerScope scope = new PointerScope()) {
            NativeTensor.run(() -> operation.get()._wait());
        }
    }
}
