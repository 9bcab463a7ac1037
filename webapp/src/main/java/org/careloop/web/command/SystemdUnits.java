package org.careloop.web.command;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The web application and the worker as services of systemd, which may touch nothing but their data. Units have no quoting
 * that every one of their lines takes: the command lets in only values that need none.
 *
 * @param home the folder in which {@code careloop} lies
 * @param user the account that runs it and owns the data
 * @param data where database, runs and models are kept
 * @param port of the web application on the loopback
 */
record SystemdUnits(String home, String user, String data, int port) {
    /** Names of files and their texts. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("careloop-web.service", WEB.formatted(home, data, port) + common("yes"));
        files.put("careloop-worker.service", WORKER.formatted(home, data) + common("no"));
        return files;
    }

    private String common(String privateDevices) {
        return COMMON.formatted(user, data, privateDevices, home);
    }

    private static final String WEB = """
        [Unit]
        Description=CareLoop, web application
        After=network-online.target
        Wants=network-online.target

        [Service]
        ExecStart=%s/careloop up --no-worker --no-demo --data %s --port %d
        TimeoutStartSec=300
        TimeoutStopSec=90
        KillMode=mixed
        """;

    /** It sees the graphics card. */
    private static final String WORKER = """
        [Unit]
        Description=CareLoop, training worker
        After=careloop-web.service

        [Service]
        ExecStart=%1$s/careloop worker --runs %2$s/runs
        TimeoutStopSec=90
        KillMode=mixed
        """;

    /** The cache for quick starts is written beside the application where it may be. */
    private static final String COMMON = """
        User=%1$s
        UMask=0077
        EnvironmentFile=/etc/careloop/careloop.env
        Environment=CARELOOP_STATE=%2$s/state
        Environment=HOME=%2$s
        Restart=always
        RestartSec=5
        NoNewPrivileges=yes
        ProtectSystem=strict
        ProtectHome=read-only
        PrivateTmp=yes
        PrivateDevices=%3$s
        ProtectKernelTunables=yes
        ProtectKernelModules=yes
        ProtectControlGroups=yes
        RestrictSUIDSGID=yes
        ReadWritePaths=%2$s
        ReadWritePaths=-%4$s

        [Install]
        WantedBy=multi-user.target
        """;

    /** What an administrator does with the files, as root. */
    String steps(String out) {
        return """
            Written to %1$s. Read the three files, then, as root:
              useradd --system --home-dir %3$s --shell /usr/sbin/nologin %2$s
              install -d -o %2$s -g %2$s -m 700 %3$s
              chown -R %2$s: %4$s
              install -D -m 600 %1$s/careloop.env /etc/careloop/careloop.env
              install -m 644 %1$s/careloop-*.service /etc/systemd/system/
              systemctl daemon-reload && systemctl enable --now careloop-web careloop-worker
            The password of the first administrator stands once in: journalctl -u careloop-web\
            """.formatted(out, user, data, home);
    }
}
