package org.careloop.ppo.launch;

import java.util.List;
import org.careloop.run.Json;

/**
 * A training by several ranks as objects of Kubernetes that need nothing installed: an Indexed Job, each of whose pods is
 * one rank, and a headless Service by which the others find rank 0. A rank that is lost ends the others, and the Job
 * starts all again, which go on from the last kept state. Bad input (exit code 2) ends the Job: the same command
 * would fail again.
 *
 * @param name of Job and Service
 * @param image with CareLoop in it
 * @param program the path of {@code careloop} in the image
 * @param claim the PersistentVolumeClaim with models, data and runs, which all pods can write (ReadWriteMany)
 * @param mount where the pods see it
 * @param cards graphics cards of a rank: 0 or 1
 * @param cpus processors of a rank
 * @param memory of a rank, such as {@code 16Gi}
 * @param command the training and its options
 */
record KubernetesManifest(
        String name,
        int ranks,
        String image,
        String program,
        String claim,
        String mount,
        int cards,
        int cpus,
        String memory,
        int port,
        List<String> command) {
    /** So many losses of a rank, each of which ends all pods once. */
    private static final int LOSSES = 5;

    /** YAML of version 1.2: texts are written as in JSON, which is a part of it. */
    String yaml() {
        return SERVICE.formatted(quoted(name), port)
                + JOB.formatted(
                        quoted(name),
                        ranks,
                        LOSSES * ranks,
                        quoted(image),
                        quoted(program),
                        Json.MAPPER.writeValueAsString(command),
                        quoted(Integer.toString(ranks)),
                        quoted(name + "-0." + name),
                        quoted(Integer.toString(port)),
                        quoted(Integer.toString(cpus)),
                        quoted(memory),
                        cards == 0 ? "" : "              nvidia.com/gpu: %d\n".formatted(cards),
                        quoted(mount),
                        quoted(claim));
    }

    private static String quoted(String text) {
        return Json.MAPPER.writeValueAsString(text);
    }

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata:
              name: %1$s
            spec:
              # Headless: each pod has a name of its own, NAME-0.NAME for rank 0, also before it is ready.
              clusterIP: None
              publishNotReadyAddresses: true
              selector:
                batch.kubernetes.io/job-name: %1$s
              ports:
                - name: ranks
                  port: %2$d
            ---
            """;

    private static final String JOB = """
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: %1$s
            spec:
              completionMode: Indexed
              completions: %2$d
              parallelism: %2$d
              backoffLimit: %3$d
              podFailurePolicy:
                rules:
                  # Exit code 2 is bad input: the log of the pods says what to change.
                  - action: FailJob
                    onExitCodes:
                      operator: In
                      values: [2]
                  - action: Ignore
                    onPodConditions:
                      - type: DisruptionTarget
              template:
                spec:
                  subdomain: %1$s
                  restartPolicy: Never
                  containers:
                    - name: rank
                      image: %4$s
                      command: [%5$s]
                      args: %6$s
                      env:
                        - name: RANK
                          valueFrom:
                            fieldRef:
                              fieldPath: metadata.annotations['batch.kubernetes.io/job-completion-index']
                        - name: LOCAL_RANK
                          value: "0"
                        - name: WORLD_SIZE
                          value: %7$s
                        - name: MASTER_ADDR
                          value: %8$s
                        - name: MASTER_PORT
                          value: %9$s
                      resources:
                        limits:
                          cpu: %10$s
                          memory: %11$s
            %12$s\
                      volumeMounts:
                        - name: shared
                          mountPath: %13$s
                  volumes:
                    - name: shared
                      persistentVolumeClaim:
                        claimName: %14$s
            """;
}
