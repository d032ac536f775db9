package messaging.it;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer of single sign-on tokens, as far as the application sees one: an address with public keys. */
public final class SsoProvider {

    /** The {@code aud} of tokens that are meant for the application. */
    public static final String AUDIENCE = "messaging-at-work";

    private static final int BITS = 2048;
    private static final String PATH = "/keys";

    private final String issuer;
    private final Map<String, Object> settings;
    private final List<RSAKey> keys = new CopyOnWriteArrayList<>();
    private final AtomicInteger fetches = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;
    private volatile boolean silent;

    /**
     * An issuer with one key.
     *
     * @param issuer the {@code iss} of its tokens
     * @param settings what {@code SSO_ISSUERS} says of it besides issuer, address and audience
     */
    SsoProvider(String issuer, Map<String, Object> settings) {
        this.issuer = issuer;
        this.settings = Map.copyOf(settings);
        keys.add(newKey());
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext(PATH, this::answer);
        server.start();
    }

    /** The item of {@code SSO_ISSUERS}. */
    Map<String, Object> setting() {
        var setting = ApiRequest.object(
                "issuer", issuer,
                "jwks_uri", "http://127.0.0.1:" + server.getAddress().getPort() + PATH,
                "audience", AUDIENCE);
        setting.putAll(settings);
        return setting;
    }

    /** The {@code iss} of its tokens. */
    public String issuer() {
        return issuer;
    }

    /** Returns the current signing key. */
    public RSAKey key() {
        return keys.get(0);
    }

    /** Signs with a new key from now on; the former ones stay published. */
    public void rotate() {
        keys.add(0, newKey());
    }

    /** Publishes another key, with which tokens are signed elsewhere. */
    void publish(RSAKey key) {
        keys.add(key);
    }

    /** How often the keys were fetched so far. */
    public int fetches() {
        return fetches.get();
    }

    /** Accepts connections from now on, but does not respond. */
    SsoProvider stopResponding() {
        silent = true;
        return this;
    }

    /** Returns a new, unpublished key. */
    public static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(BITS).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        try (exchange) {
            if (silent) {
                closed.await();
                return;
            }
            byte[] body = new JWKSet(new ArrayList<>(keys)).toString(true).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
