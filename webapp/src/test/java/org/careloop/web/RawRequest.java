package org.careloop.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A request as it is written, byte by byte; other clients tidy up an address and write the host themselves. */
public final class RawRequest {
    private static final int LONGEST_WAIT_MS = 20_000;

    private final StringBuilder head;
    private String host = "127.0.0.1";
    private String body = "";

    private RawRequest(String method, String address) {
        head = new StringBuilder("%s %s HTTP/1.1\r\n".formatted(method, address));
    }

    public static RawRequest of(String method, String address) {
        return new RawRequest(method, address);
    }

    public RawRequest header(String name, String value) {
        head.append("%s: %s\r\n".formatted(name, value));
        return this;
    }

    public RawRequest host(String forged) {
        host = forged;
        return this;
    }

    public RawRequest body(String type, String text) {
        body = text;
        return header("Content-Type", type).header("Content-Length", String.valueOf(text.length()));
    }

    /** The whole answer. */
    public record Answer(String text) {
        public int status() {
            return Integer.parseInt(text.substring(9, 12));
        }

        public String head() {
            return text.substring(0, text.indexOf("\r\n\r\n"));
        }
    }

    public Answer send(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(LONGEST_WAIT_MS);
            String request = "%sHost: %s\r\nConnection: close\r\n\r\n%s".formatted(head, host, body);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new Answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
