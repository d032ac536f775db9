package messaging.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds out which TCP ports of this machine's loopback address can be had. */
public final class Ports {

    private static final int CONNECT_MILLIS = 500;
    private static final int FIRST = 20_000;
    private static final int LAST = 32_767;
    private static final int ATTEMPTS = 1_000;

    private Ports() {}

    /**
     * Returns a port that was free a moment ago; the caller must cope with losing the race for it. It is not one of those that
     * systems give to outgoing connections (from 32768 on Linux, from 49152 by RFC 6335), or a client of any program could
     * take it before a slow server listens there.
     */
    public static int free() {
        return ThreadLocalRandom.current()
                .ints(ATTEMPTS, FIRST, LAST + 1)
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow(() -> new LaunchFailure("No free port from " + FIRST + " to " + LAST));
    }

    /** Returns the preferred port if it is free, so that bookmarks and database tools keep working; else another one. */
    static int freeOr(int preferred) {
        return isFree(preferred) ? preferred : free();
    }

    /**
     * Whether a server could listen here. Binding alone does not show that: beside a listener on the wildcard address some
     * systems allow another one on loopback, so a connection must be refused as well.
     */
    static boolean isFree(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback(), port), CONNECT_MILLIS);
            return false;
        } catch (IOException nobodyAnswers) {
            return canBind(port);
        }
    }

    private static boolean canBind(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }
}
