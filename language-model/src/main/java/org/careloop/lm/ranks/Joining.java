package org.careloop.lm.ranks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.NativeException;
import org.careloop.lm.tensor.ProcessGroup;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;

/** How a process finds the others of its group. */
public final class Joining {
    /** Images are fetched and queues wait, but a rank that was never started must not be waited for until morning. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Launch launch;
    private final Duration patience;

    Joining(Launch launch, Duration patience) {
        this.launch = launch;
        this.patience = patience;
    }

    /**
     * Joins the group that the environment names; alone where it names none.
     *
     * @throws BadInput when the variables do not fit, the port is taken, or others do not come
     */
    public static Ranks ofEnvironment(Map<String, String> environment) throws IOException {
        Optional<Launch> launch = Launch.of(environment);
        return launch.isEmpty() ? Ranks.ALONE : new Joining(launch.get(), PATIENCE).join();
    }

    Ranks join() throws IOException {
        if (launch.serves()) {
            refuseTakenPort();
        }
        awaitName();
        ProcessGroup group = meet();
        refuseTwice(group);
        refuseAbsent(group);
        List<Watch.Line> lines = launch.rank() == 0 ? accept(group) : List.of(call(group));
        Watch watch = new Watch(launch.rank(), launch.size(), lines);
        watch.start();
        // Of this machine, as it is seen on the way to or from rank 0.
        String address = lines.getFirst().socket().getLocalAddress().getHostAddress();
        try {
            group.connect(address, launch.networkInterface());
        } catch (NativeException e) {
            throw watch.lossAfter(e);
        }
        Device.useByDefault(launch.localRank());
        return new RankGroup(launch.rank(), launch.size(), group, watch);
    }

    private void refuseTakenPort() {
        try (ServerSocket free = new ServerSocket(launch.port())) {
            free.setReuseAddress(true);
        } catch (IOException taken) {
            throw new BadInput(
                    Phrase.of(
                            "ranks.port",
                            "port %d of this machine is taken by another program, perhaps another training; give all ranks another MASTER_PORT (with torchrun: --master-port)"
                                    .formatted(launch.port()),
                            Integer.toString(launch.port())),
                    taken);
        }
    }

    /** In a cluster a machine's name is known only once it has started. The meeting itself says it when it stays unknown. */
    private void awaitName() {
        long deadline = System.nanoTime() + patience.toNanos();
        while (new InetSocketAddress(launch.address(), launch.port()).isUnresolved() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private ProcessGroup meet() {
        try {
            return ProcessGroup.at(
                    new ProcessGroup.Meeting(
                            launch.address(), launch.port(), launch.serves(), "careloop/" + launch.attempt()),
                    launch.rank(),
                    launch.size(),
                    patience);
        } catch (NativeException e) {
            throw new BadInput(
                    Phrase.of(
                            "ranks.unmet",
                            "rank %d found nobody at %s within %d s: start rank 0 there, and look whether MASTER_ADDR and MASTER_PORT are the same for all ranks and no firewall stands between (%s)"
                                    .formatted(launch.rank(), launch.place(), patience.toSeconds(), e.getMessage()),
                            launch.rank(),
                            launch.place(),
                            patience.toSeconds(),
                            String.valueOf(e.getMessage())),
                    e);
        }
    }

    private void refuseTwice(ProcessGroup group) {
        if (group.add(key(launch.rank()), 1) > 1) {
            throw BadInput.coded(
                    "ranks.twice",
                    "another process is rank %d at %s already; give each process a RANK of its own, and each training a MASTER_PORT of its own"
                            .formatted(launch.rank(), launch.place()),
                    launch.rank(),
                    launch.place());
        }
    }

    private void refuseAbsent(ProcessGroup group) {
        List<Integer> ranks = IntStream.range(0, launch.size()).boxed().toList();
        List<String> keys = ranks.stream().map(this::key).toList();
        List<String> missing = group.missing(keys, patience);
        if (!missing.isEmpty()) {
            String names = ranks.stream()
                    .filter(rank -> missing.contains(key(rank)))
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "));
            throw BadInput.coded(
                    "ranks.absent",
                    "of %d ranks these did not come to %s within %d s: %s; start them with the same WORLD_SIZE, or look why they ended"
                            .formatted(launch.size(), launch.place(), patience.toSeconds(), names),
                    launch.size(),
                    launch.place(),
                    patience.toSeconds(),
                    names);
        }
    }

    private String key(int rank) {
        return "rank/%d/of/%d".formatted(rank, launch.size());
    }

    private List<Watch.Line> accept(ProcessGroup group) throws IOException {
        List<Watch.Line> lines = new ArrayList<>();
        try (ServerSocket door = new ServerSocket(0)) {
            door.setSoTimeout((int) patience.toMillis());
            group.put("watch", Integer.toString(door.getLocalPort()));
            while (lines.size() < launch.size() - 1) {
                lines.add(Watch.Line.of(0, door.accept()).named());
            }
        }
        return lines;
    }

    private Watch.Line call(ProcessGroup group) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(launch.address(), Integer.parseInt(group.get("watch"))), (int)
                patience.toMillis());
        Watch.Line line = Watch.Line.of(0, socket);
        line.say(Integer.toString(launch.rank()));
        return line;
    }
}
