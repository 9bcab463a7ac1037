package org.careloop.faults;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network between applications and a database. It can fall silent, after which the connections of before stay dead, and it can end
 * all connections.
 */
final class Network implements Closeable {
    private final ServerSocket door;
    private final int server;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;

    Network(int server) throws IOException {
        this.server = server;
        this.door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** What is sent from now on is swallowed, on the connections that are open for good. */
    void fallSilent() {
        silent = true;
        links.forEach(link -> link.dead = true);
    }

    /** New connections get through again. */
    void mend() {
        silent = false;
    }

    void reset() throws IOException {
        for (Link link : links) {
            link.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                connect(door.accept());
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void connect(Socket near) throws IOException {
        try {
            Link link = new Link(near, new Socket(InetAddress.getLoopbackAddress(), server), silent);
            links.add(link);
            Thread.ofVirtual().start(() -> link.pass(link.near, link.far));
            Thread.ofVirtual().start(() -> link.pass(link.far, link.near));
        } catch (IOException e) {
            // The server is down, and so is the way to it.
            near.close();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        reset();
    }

    private final class Link {
        private final Socket near;
        private final Socket far;
        private volatile boolean dead;

        Link(Socket near, Socket far, boolean dead) {
            this.near = near;
            this.far = far;
            this.dead = dead;
        }

        private void pass(Socket from, Socket to) {
            byte[] bytes = new byte[1 << 14];
            try {
                for (int n = from.getInputStream().read(bytes);
                        n >= 0;
                        n = from.getInputStream().read(bytes)) {
                    if (!dead) {
                        to.getOutputStream().write(bytes, 0, n);
                    }
                }
                if (!dead) {
                    close();
                }
            } catch (IOException e) {
                // One end has closed.
                links.remove(this);
            }
        }

        private void close() throws IOException {
            links.remove(this);
            near.close();
            far.close();
        }
    }
}
