package org.careloop.web.command;

import java.util.Map;
import org.careloop.run.Json;

/**
 * The web application and the worker as objects of Kubernetes that need nothing installed: two Deployments on one volume, a
 * Service and an Ingress. The database is a PostgreSQL of the hospital's own; settings and passwords are a Secret.
 *
 * @param image with CareLoop in it, as {@code careloop image} makes it
 * @param host the name by which people call it
 * @param certificate the Secret with its TLS certificate
 * @param replicas of the web application
 * @param cards graphics cards of the worker: 0 or 1
 * @param storage of the volume for runs and models, such as {@code 100Gi}
 */
record KubernetesObjects(String image, String host, String certificate, int replicas, int cards, String storage) {
    static final String NAME = "careloop.yaml";

    /** Names of files and their texts: YAML of version 1.2, in which a text is written as in JSON. */
    Map<String, String> files() {
        return Map.of(
                NAME,
                VOLUME.formatted(quoted(storage))
                        + WEB.formatted(replicas, quoted(image), quoted(host), POD.indent(6), CONTAINER.indent(10))
                        + WORKER.formatted(
                                quoted(image),
                                POD.indent(6),
                                CONTAINER.indent(10),
                                cards == 0 ? "" : "nvidia.com/gpu: " + cards)
                        + DOOR.formatted(quoted(host), quoted(certificate)));
    }

    private static String quoted(String text) {
        return Json.MAPPER.writeValueAsString(text);
    }

    private static final String VOLUME = """
        # Runs and models. Both parts write to it: where they may stand on different nodes, its class must allow ReadWriteMany.
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          name: careloop-data
          labels: {app: careloop}
        spec:
          accessModes: [ReadWriteMany]
          resources: {requests: {storage: %s}}
        ---
        """;

    /** An account that is nobody's, and owns the volume. */
    private static final String POD = """
        automountServiceAccountToken: false
        securityContext:
          runAsNonRoot: true
          runAsUser: 10001
          runAsGroup: 10001
          fsGroup: 10001
          fsGroupChangePolicy: OnRootMismatch
          seccompProfile: {type: RuntimeDefault}
        volumes:
          - name: data
            persistentVolumeClaim: {claimName: careloop-data}
          - name: tmp
            emptyDir: {}
        """;

    private static final String CONTAINER = """
        securityContext:
          allowPrivilegeEscalation: false
          readOnlyRootFilesystem: true
          capabilities: {drop: [ALL]}
        envFrom:
          - secretRef: {name: careloop}
        volumeMounts:
          - {name: data, mountPath: /data}
          - {name: tmp, mountPath: /tmp}
        """;

    private static final String WEB = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: careloop-web
          labels: {app: careloop, part: web}
        spec:
          replicas: %1$d
          selector: {matchLabels: {app: careloop, part: web}}
          # Two versions never share a database: the old one ends before the new one migrates it.
          strategy: {type: Recreate}
          template:
            metadata:
              labels: {app: careloop, part: web}
            spec:
        %4$s\
              terminationGracePeriodSeconds: 90
              containers:
                - name: web
                  image: %2$s
                  args: [up, --no-worker, --no-demo, --data, /data]
                  env:
                    # A container has an address of its own, which the Service reaches.
                    - {name: SERVER_ADDRESS, value: 0.0.0.0}
                    - {name: CARELOOP_STATE, value: /data/state}
                    # The readiness probe says "ending" so long, until nobody is sent here any more.
                    - {name: CARELOOP_SHUTDOWN_ANNOUNCE, value: 15s}
                  ports:
                    - {name: http, containerPort: 8080}
                  startupProbe:
                    httpGet: {path: /health/live, port: http, httpHeaders: [{name: Host, value: %3$s}]}
                    periodSeconds: 2
                    failureThreshold: 90
                  livenessProbe:
                    httpGet: {path: /health/live, port: http, httpHeaders: [{name: Host, value: %3$s}]}
                    periodSeconds: 10
                    failureThreshold: 6
                  readinessProbe:
                    httpGet: {path: /health/ready, port: http, httpHeaders: [{name: Host, value: %3$s}]}
                    periodSeconds: 5
                  resources:
                    requests: {cpu: 500m, memory: 1Gi}
                    limits: {memory: 4Gi}
        %5$s\
        ---
        """;

    private static final String WORKER = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: careloop-worker
          labels: {app: careloop, part: worker}
        spec:
          replicas: 1
          selector: {matchLabels: {app: careloop, part: worker}}
          strategy: {type: Recreate}
          template:
            metadata:
              labels: {app: careloop, part: worker}
            spec:
        %2$s\
              terminationGracePeriodSeconds: 90
              containers:
                - name: worker
                  image: %1$s
                  args: [worker, --runs, /data/runs]
                  env:
                    - {name: CARELOOP_STATE, value: /data/state}
                  resources:
                    requests: {cpu: "2", memory: 8Gi}
                    limits: {%4$s}
        %3$s\
        ---
        """;

    private static final String DOOR = """
        apiVersion: v1
        kind: Service
        metadata:
          name: careloop
          labels: {app: careloop}
        spec:
          selector: {app: careloop, part: web}
          # A person's pages live in one process; without this, two replicas would not know each other's.
          sessionAffinity: ClientIP
          ports:
            - {name: http, port: 80, targetPort: http}
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: careloop
          labels: {app: careloop}
          annotations:
            # For ingress-nginx: people of one hospital share an address, so a cookie tells them apart. Other controllers name this otherwise.
            nginx.ingress.kubernetes.io/affinity: cookie
            nginx.ingress.kubernetes.io/session-cookie-name: careloop-instance
            nginx.ingress.kubernetes.io/proxy-body-size: 2g
            nginx.ingress.kubernetes.io/proxy-read-timeout: "120"
        spec:
          tls:
            - hosts: [%1$s]
              secretName: %2$s
          rules:
            - host: %1$s
              http:
                paths:
                  - path: /
                    pathType: Prefix
                    backend: {service: {name: careloop, port: {name: http}}}
        ---
        # Nothing is reached but the port of the web application.
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: careloop
          labels: {app: careloop}
        spec:
          podSelector: {matchLabels: {app: careloop}}
          policyTypes: [Ingress]
          ingress:
            - ports: [{port: 8080}]
        """;

    /** What an administrator does with the files. */
    String steps(String out) {
        return """
            Written to %1$s. Read both files and fill in the password of the database in careloop.env, then:
              kubectl create secret generic careloop --from-env-file=%1$s/careloop.env
              kubectl create secret tls %2$s --cert=FILE --key=FILE
              kubectl apply -f %1$s/careloop.yaml
            The password of the first administrator stands once in: kubectl logs deployment/careloop-web\
            """.formatted(out, certificate);
    }
}
