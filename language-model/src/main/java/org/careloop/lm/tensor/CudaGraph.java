package org.careloop.lm.tensor;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.cuda.CUDAAllocator;
import org.bytedeco.pytorch.cuda.CUDAStream;
import org.bytedeco.pytorch.cuda.DeviceAssertionsDataVectorCUDAKernelLaunchInfoVectorPair;
import org.bytedeco.pytorch.cuda.StreamFilter;
import org.bytedeco.pytorch.global.torch_cuda;

/**
 * Work on a CUDA device that was recorded once and is launched as a whole: one call in place of some hundred, whose launching
 * would take longer than their computing (a CUDA graph). Every replay reads and writes the memory that the recorded work did.
 * Belongs to no scope: close it.
 */
public final class CudaGraph implements AutoCloseable {
    private final byte index;
    private final MemoryPool pool;
    private final CUgraphExec_st graph;

    private CudaGraph(byte index, MemoryPool pool, CUgraphExec_st graph) {
        this.index = index;
        this.pool = pool;
        this.graph = graph;
    }

    /**
     * Does the work once, so that everything it needs is there, and records it. It must not look at a value of a tensor, and
     * must make no tensor from Java values: what changes from replay to replay is copied into tensors made before.
     */
    public static CudaGraph of(Device device, Runnable work) {
        Backend.require(device);
        byte index = (byte) device.index();
        try (Scope scope = Scope.open();
                CUDAStream usual = torch_cuda.getCurrentCUDAStream(index);
                CUDAStream aside = torch_cuda.getStreamFromPool(false, index)) {
            torch_cuda.device_synchronize(); // what was launched before may be read in here
            torch_cuda.setCurrentCUDAStream(aside);
            try {
                within(work);
                torch_cuda.device_synchronize();
                return recorded(index, aside.stream(), work);
            } finally {
                torch_cuda.setCurrentCUDAStream(usual);
            }
        } catch (RuntimeException e) {
            throw NativeException.of(e);
        }
    }

    private static void within(Runnable work) {
        try (Scope scope = Scope.open()) {
            work.run();
        }
    }

    private static CudaGraph recorded(byte index, CUstream_st stream, Runnable work) {
        MemoryPool pool = new MemoryPool(index);
        try {
            CUgraph_st graph = pool.during(() -> captured(stream, work));
            CUgraphExec_st executable = new CUgraphExec_st();
            int status = cudart.cudaGraphInstantiate(executable, graph, 0);
            cudart.cudaGraphDestroy(graph);
            check(status);
            return new CudaGraph(index, pool, executable);
        } catch (RuntimeException e) {
            pool.release();
            throw e;
        }
    }

    private static CUgraph_st captured(CUstream_st stream, Runnable work) {
        CUgraph_st graph = new CUgraph_st();
        check(cudart.cudaStreamBeginCapture(stream, cudart.cudaStreamCaptureModeThreadLocal));
        int status;
        try {
            within(work);
        } finally {
            status = cudart.cudaStreamEndCapture(stream, graph);
        }
        check(status);
        return graph;
    }

    /** Launches the work behind whatever was launched before. */
    public void replay() {
        try (Scope scope = Scope.open();
                CUDAStream usual = torch_cuda.getCurrentCUDAStream(index)) {
            check(cudart.cudaGraphLaunch(graph, usual.stream()));
        }
    }

    private static void check(int status) {
        if (status != cudart.cudaSuccess) {
            throw new NativeException(
                    "CUDA graph: " + cudart.cudaGetErrorString(status).getString());
        }
    }

    @Override
    public void close() {
        torch_cuda.device_synchronize();
        cudart.cudaGraphExecDestroy(graph);
        pool.release();
    }

    /** Memory that nobody else is given, also where the recorded work has freed it: a replay writes there again. */
    private static final class MemoryPool {
        /** Nothing else allocates while work is being recorded: one thread computes. */
        private static final StreamFilter EVERYTHING = new StreamFilter() {
            @Override
            public boolean call(Pointer stream) {
                return true;
            }
        };

        /** Far from the numbers that libtorch gives itself. */
        private static final AtomicLong NEXT = new AtomicLong(1L << 40);

        static {
            EVERYTHING.retainReference(); // belongs to no scope
        }

        private final byte index;
        private final CUDAAllocator allocator = torch_cuda.getAllocator();
        private final LongPointer number = new LongPointer(0, NEXT.getAndIncrement());
        /** The number as the presets want it: they take two whole numbers for a pair of vectors, which it must not be freed as. */
        private final DeviceAssertionsDataVectorCUDAKernelLaunchInfoVectorPair id =
                new DeviceAssertionsDataVectorCUDAKernelLaunchInfoVectorPair(number);

        MemoryPool(byte index) {
            this.index = index;
            number.retainReference(); // belongs to no scope
        }

        /** What the work allocates comes from here. */
        <T> T during(Supplier<T> work) {
            allocator.beginAllocateToPool(index, id, EVERYTHING);
            try {
                return work.get();
            } finally {
                allocator.endAllocateToPool(index, id);
            }
        }

        void release() {
            allocator.releasePool(index, id);
            number.releaseReference();
        }
    }
}
