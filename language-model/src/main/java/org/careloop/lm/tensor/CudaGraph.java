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
 * A CUDA graph: work that was recorded once and is launched with a single call in place of some hundred, whose launches
 * would take longer than the work itself. Every replay reads and writes the same memory as the recorded work. Belongs
 * to no scope, so it must be closed.
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
     * Runs the work once, so that libraries allocate what they need, and then records it. The work must not read
     * elements of a tensor, and must not make tensors from Java values: inputs are copied into existing tensors before
     * each replay.
     */
    public static CudaGraph of(Device device, Runnable work) {
        Backend.require(device);
        byte index = (byte) device.index();
        try (Scope scope = Scope.open();
                CUDAStream usual = torch_cuda.getCurrentCUDAStream(index);
                CUDAStream aside = torch_cuda.getStreamFromPool(false, index)) {
            torch_cuda.device_synchronize(); // the work may read results of earlier launches
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

    /** Launches the work; it runs after everything launched before. */
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

    /** Memory for this graph alone. What the recorded work frees stays reserved, because a replay writes there again. */
    private static final class MemoryPool {
        /** Takes every allocation: only one thread computes, so nothing else allocates during the recording. */
        private static final StreamFilter EVERYTHING = new StreamFilter() {
            @Override
            public boolean call(Pointer stream) {
                return true;
            }
        };

        /** Starts far above the pool numbers that libtorch assigns. */
        private static final AtomicLong NEXT = new AtomicLong(1L << 40);

        static {
            EVERYTHING.retainReference(); // belongs to no scope
        }

        private final byte index;
        private final CUDAAllocator allocator = torch_cuda.getAllocator();
        private final LongPointer number = new LongPointer(0, NEXT.getAndIncrement());
        /** The pool number in the type that the presets wrongly declare: a pair of vectors. It must not be freed as one. */
        private final DeviceAssertionsDataVectorCUDAKernelLaunchInfoVectorPair id =
                new DeviceAssertionsDataVectorCUDAKernelLaunchInfoVectorPair(number);

        MemoryPool(byte index) {
            this.index = index;
            number.retainReference(); // belongs to no scope
        }

        /** Runs work whose allocations come from this pool. */
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
