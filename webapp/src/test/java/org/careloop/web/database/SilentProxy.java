package org.careloop.web.database;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network between a program and a server of this machine that can be cut in silence: what is sent is swallowed, nothing is
 * closed. Connections that were open when it was cut stay dead, as with a firewall that has forgotten them.
 */
public final class SilentProxy implements Closeable {
    private final ServerSocket door;
    private final int server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile int cuts;
    private volatile boolean cut;

    /** @param server its port */
    public SilentProxy(int server) throws IOException {
        this.server = server;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    public void cut() {
        cuts++;
        cut = true;
    }

    public void mend() {
        cut = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket near = door.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), server);
                sockets.add(near);
                sockets.add(far);
                int born = cut ? -1 : cuts;
                Thread.ofVirtual().start(() -> pass(near, far, born));
                Thread.ofVirtual().start(() -> pass(far, near, born));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void pass(Socket from, Socket to, int born) {
        byte[] bytes = new byte[1 << 14];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(bytes); n >= 0 || born != cuts; n = in.read(bytes)) {
                if (n < 0) {
                    // The end is swallowed too.
                    Thread.sleep(Long.MAX_VALUE);
                }
                if (born == cuts) {
                    out.write(bytes, 0, n);
                }
            }
        } catch (IOException e) {
            // One end has closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
