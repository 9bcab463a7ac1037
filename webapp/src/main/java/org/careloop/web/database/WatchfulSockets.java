package org.careloop.web.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Connections to the database that ask after five silent seconds whether the other end is still there. By itself the
 * system asks after two hours; until then a statement that may take long would wait for an answer that cannot come.
 * The driver makes it by its name.
 */
public final class WatchfulSockets extends SocketFactory {
    private static final int IDLE_SECONDS = 5;
    private static final int SECONDS_BETWEEN = 2;
    private static final int UNANSWERED = 3;

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Socket();
        socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
        socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, SECONDS_BETWEEN);
        socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, UNANSWERED);
        return socket;
    }

    /** The driver connects by itself; a socket that is connected already is not asked for. */
    private static UnsupportedOperationException unconnected() {
        return new UnsupportedOperationException("sockets are made unconnected");
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw unconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw unconnected();
    }
}
