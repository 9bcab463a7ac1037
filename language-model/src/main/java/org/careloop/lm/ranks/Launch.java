package org.careloop.lm.ranks;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * What the environment of a process says of its place among several: the variables that {@code torchrun} sets, and that
 * {@code srun} or a Kubernetes manifest can set too.
 *
 * @param rank of this process, from 0
 * @param localRank the same on its machine: the number of its card
 * @param size how many processes there are
 * @param address of the machine of rank 0
 * @param port at which they meet there
 * @param launcherServes whether the launcher serves the meeting already, as torchrun does, or rank 0 has to
 * @param attempt which start of the group this is
 * @param networkInterface that Gloo is to use; null for the one that leads to rank 0
 */
public record Launch(
        int rank,
        int localRank,
        int size,
        String address,
        int port,
        boolean launcherServes,
        int attempt,
        @Nullable String networkInterface) {
    private static final int PORTS = 65_535;

    /**
     * Reads the environment.
     *
     * @return empty where it names no rank, or a single one
     * @throws BadInput when it names a rank and not where the others are
     */
    public static Optional<Launch> of(Map<String, String> environment) {
        if (!environment.containsKey("RANK") && !environment.containsKey("WORLD_SIZE")) {
            return Optional.empty();
        }
        int size = number(environment, "WORLD_SIZE", 1, Integer.MAX_VALUE);
        int rank = number(environment, "RANK", 0, size - 1);
        int localRank = environment.containsKey("LOCAL_RANK") ? number(environment, "LOCAL_RANK", 0, size - 1) : 0;
        if (size == 1) {
            return Optional.empty();
        }
        return Optional.of(new Launch(
                rank,
                localRank,
                size,
                text(environment, "MASTER_ADDR"),
                number(environment, "MASTER_PORT", 1, PORTS),
                "True".equals(environment.get("TORCHELASTIC_USE_AGENT_STORE")),
                environment.containsKey("TORCHELASTIC_RESTART_COUNT")
                        ? number(environment, "TORCHELASTIC_RESTART_COUNT", 0, Integer.MAX_VALUE)
                        : 0,
                environment.get("GLOO_SOCKET_IFNAME")));
    }

    /** Whether this process serves the meeting. */
    boolean serves() {
        return rank == 0 && !launcherServes;
    }

    String place() {
        return address + ":" + port;
    }

    private static int number(Map<String, String> environment, String name, int lowest, int highest) {
        String given = text(environment, name);
        try {
            int number = Integer.parseInt(given);
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            throw BadInput.field(name, given, Phrase.range(lowest, highest));
        }
        throw BadInput.field(name, given, Phrase.range(lowest, highest));
    }

    private static String text(Map<String, String> environment, String name) {
        String given = Objects.requireNonNullElse(environment.get(name), "");
        if (given.isBlank()) {
            throw BadInput.coded(
                    "ranks.variable",
                    "the environment has no %s; several processes need RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT: start them with torchrun, or set all four; a single process needs none of them"
                            .formatted(name),
                    name);
        }
        return given;
    }
}
