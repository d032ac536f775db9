package messaging.settings;

import inet.ipaddr.IPAddressString;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The application's configuration (S-RUN-2), read once and checked as a whole. {@code .env.example} lists the
 * variables; all defaults are defined here.
 *
 * @param debug development mode: a missing signing key is generated at startup; responses are the same
 * @param database the database
 * @param http hosts, proxies and body size
 * @param tokens keys and lifetimes of the server's own tokens
 * @param sso trusted issuers of single sign-on tokens
 * @param attempts limits on sign-in attempts
 * @param passwords cost of the password hash and lifetime of a reset code
 * @param lists page sizes
 * @param conversations limits of a conversation
 * @param live delivery of live changes
 * @param directoryEnabled whether {@code users/directory/} is available
 * @param mail the mail server, if one is configured
 * @param drain how the server goes out of service
 * @param warmUp how the server prepares for its first requests
 */
public record Settings(
        boolean debug,
        Database database,
        Http http,
        Tokens tokens,
        List<SsoIssuer> sso,
        Attempts attempts,
        Passwords passwords,
        Lists lists,
        Accounts accounts,
        Conversations conversations,
        Live live,
        boolean directoryEnabled,
        Optional<Mail> mail,
        Drain drain,
        WarmUp warmUp) {
    private static final List<String> RESERVED_USERNAMES =
            List.of("admin", "administrator", "system", "all", "here", "channel", "everyone", "support");

    /**
     * The database. The pool itself is configured in Liberty, from the same variables.
     *
     * @param host {@code DB_HOST}
     * @param port {@code DB_PORT}, 1 to 65535
     * @param name {@code DB_NAME}
     * @param user {@code DB_USER}
     * @param password {@code DB_PASSWORD}
     * @param startupTimeout {@code DB_WAIT_SECONDS}: how long startup waits for a database that does not respond yet
     * @param sslMode {@code DB_SSL_MODE}: Connector/J's {@code sslMode}, in lower case
     */
    public record Database(
            String host, int port, String name, String user, String password, Duration startupTimeout, String sslMode) {
        @Override
        public String toString() {
            return user + "@" + host + ":" + port + "/" + name;
        }
    }

    /**
     * Hosts, proxies and limits of requests.
     *
     * @param allowedHosts {@code ALLOWED_HOSTS}: accepted host names; {@code *} for any, {@code .example.com} for a
     *     domain and all its subdomains
     * @param trustedProxies {@code TRUSTED_PROXIES}: addresses or CIDR ranges whose forwarded headers are trusted
     * @param maxBodyBytes {@code MAX_BODY_BYTES}: maximum size of a request body
     * @param publicUrl {@code PUBLIC_URL}: URL at which users reach the site, for links in emails
     * @param staticFolder {@code STATIC_DIR}: folder of the site's own files, served under {@code /static/}
     */
    public record Http(
            List<String> allowedHosts,
            List<IPAddressString> trustedProxies,
            int maxBodyBytes,
            URI publicUrl,
            Optional<Path> staticFolder) {}

    /**
     * The server's own tokens (S-AUTH-1).
     *
     * @param keys {@code SIGNING_KEYS}: a JSON Web Key Set with private keys, or private keys in PEM, plain or in
     *     base64; empty only in development
     * @param activeKeyId {@code SIGNING_KEY_ID}: the key that signs; by default the first of the set
     * @param issuer {@code TOKEN_ISSUER}: the {@code iss} claim
     * @param audience {@code TOKEN_AUDIENCE}: the {@code aud} claim of access tokens
     * @param accessLifetime {@code ACCESS_TOKEN_SECONDS}
     * @param idleLifetime {@code REFRESH_TOKEN_SECONDS}: a session that is unused for this long ends
     * @param sessionLifetime {@code SESSION_SECONDS}: a session ends after this time, used or not
     * @param revocationDelay {@code REVOCATION_SECONDS}: maximum time for which a replica may still accept the access
     *     token of a revoked session or a deactivated user
     */
    public record Tokens(
            Optional<String> keys,
            Optional<String> activeKeyId,
            String issuer,
            String audience,
            Duration accessLifetime,
            Duration idleLifetime,
            Duration sessionLifetime,
            Duration revocationDelay) {
        @Override
        public String toString() {
            return "Tokens[issuer=" + issuer + ", audience=" + audience + "]";
        }
    }

    /**
     * Limits on failed attempts. A used-up allowance refills evenly over the window.
     *
     * @param perAccount {@code SIGN_IN_ACCOUNT_ATTEMPTS}: sign-ins to one account
     * @param perAddress {@code SIGN_IN_ADDRESS_ATTEMPTS}: sign-ins from one address, to any account
     * @param perMailbox {@code PASSWORD_RESET_ATTEMPTS}: requests for a reset code per email address
     * @param window {@code SIGN_IN_WINDOW_SECONDS}: time in which an allowance refills completely
     */
    public record Attempts(int perAccount, int perAddress, int perMailbox, Duration window) {}

    /**
     * Cost of the password hash, Argon2id (RFC 9106).
     *
     * @param memoryKib {@code PASSWORD_MEMORY_KIB}: memory of one hash in KiB
     * @param iterations {@code PASSWORD_ITERATIONS}: passes over that memory
     * @param parallelism {@code PASSWORD_PARALLELISM}: lanes
     * @param resetLifetime {@code PASSWORD_RESET_SECONDS}: lifetime of a reset code
     */
    public record Passwords(int memoryKib, int iterations, int parallelism, Duration resetLifetime) {}

    /**
     * Page sizes of every list (S-API-9).
     *
     * @param defaultLimit {@code PAGE_SIZE}
     * @param maxLimit {@code MAX_PAGE_SIZE}: a larger {@code limit} is capped to it
     */
    public record Lists(int defaultLimit, int maxLimit) {}

    /**
     * Rules for accounts (S-TEXT-2, S-TEXT-4).
     *
     * @param reservedUsernames {@code RESERVED_USERNAMES}: usernames that users cannot choose
     * @param usernameRelease {@code USERNAME_RELEASE_DAYS}: time until a released username is available to other
     *     accounts
     * @param serviceName {@code SERVICE_NAME}: name of the service for its users; refused as a password
     */
    public record Accounts(List<String> reservedUsernames, Duration usernameRelease, String serviceName) {}

    /**
     * Limits of a conversation.
     *
     * @param maxParticipants {@code MAX_PARTICIPANTS}
     * @param mentionAllRoles {@code MENTION_ALL_ROLES}: the roles whose {@code @all} and {@code @here} mention
     *     participants; empty for none
     */
    public record Conversations(int maxParticipants, Set<String> mentionAllRoles) {
        /** Copies the roles. */
        public Conversations {
            mentionAllRoles = Set.copyOf(mentionAllRoles);
        }
    }

    /**
     * Delivery of live changes (S-PLUS-5, S-PLUS-9). The connection to the broker is configured in Liberty, from the
     * same variables.
     *
     * @param poll {@code EVENTS_POLL_SECONDS}: interval at which a server polls the database for changes that it was
     *     not notified of
     * @param heartbeat {@code EVENTS_HEARTBEAT_SECONDS}: idle time after which a connection receives a heartbeat
     * @param broker {@code BROKER}: whether servers notify each other through a broker
     * @param maxConnections {@code EVENTS_CONNECTIONS}: maximum number of live connections per server; one account may
     *     have half of them
     */
    public record Live(Duration poll, Duration heartbeat, boolean broker, int maxConnections) {}

    /**
     * The mail server for password resets (S-API-16).
     *
     * @param host {@code SMTP_HOST}
     * @param port {@code SMTP_PORT}
     * @param user {@code SMTP_USER}
     * @param password {@code SMTP_PASSWORD}
     * @param startTls {@code SMTP_STARTTLS}: refuse to send without TLS
     * @param from {@code MAIL_FROM}
     */
    public record Mail(
            String host, int port, Optional<String> user, Optional<String> password, boolean startTls, String from) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * How the server goes out of service before it is stopped (S-K8S-2).
     *
     * @param flag {@code DRAIN_FILE}: while this file exists, the server drains
     * @param delay {@code DRAIN_SECONDS}: time from the start of the drain until live connections are closed; load
     *     balancers notice the drain in that time
     */
    public record Drain(Optional<Path> flag, Duration delay) {}

    /**
     * How the server warms up before it becomes ready (S-K8S-2). It sends requests to itself, so it needs its own
     * address.
     *
     * @param limit {@code WARM_UP_SECONDS}: maximum time for the warm-up; 0 turns it off
     * @param address address at which the server reaches itself: {@code HTTP_HOST}, or the loopback address if it
     *     listens on all addresses
     * @param port {@code HTTP_PORT}
     */
    public record WarmUp(Duration limit, String address, int port) {}

    /**
     * Reads and checks all values.
     *
     * @param environment variables by name; an empty value counts as missing
     * @return the checked settings
     * @throws InvalidSettings listing every fault, not only the first
     */
    public static Settings from(Map<String, String> environment) {
        var source = new SettingsSource(environment);
        var debug = source.flag("DEBUG", false);
        var settings = new Settings(
                debug,
                database(source),
                http(source),
                tokens(source, debug),
                source.issuers("SSO_ISSUERS"),
                new Attempts(
                        source.number("SIGN_IN_ACCOUNT_ATTEMPTS", 30, 1, 1_000_000),
                        source.number("SIGN_IN_ADDRESS_ATTEMPTS", 100, 1, 1_000_000),
                        source.number("PASSWORD_RESET_ATTEMPTS", 5, 1, 1_000_000),
                        source.seconds("SIGN_IN_WINDOW_SECONDS", 900)),
                passwords(source),
                lists(source),
                accounts(source),
                conversations(source),
                live(source),
                source.flag("DIRECTORY_ENABLED", true),
                mail(source),
                new Drain(source.optional("DRAIN_FILE").map(Path::of), source.seconds("DRAIN_SECONDS", 15)),
                warmUp(source));
        checkServer(source);
        if (settings.sso().stream()
                .anyMatch(sso -> sso.issuer().equals(settings.tokens().issuer()))) {
            source.fault("SSO_ISSUERS must not contain TOKEN_ISSUER, which is this server itself");
        }
        source.refuseFaults();
        return settings;
    }

    // Variables that Liberty reads: with an invalid value, it would start without what the value configures.
    private static void checkServer(SettingsSource source) {
        source.number("HTTPS_PORT", -1, -1, 65_535);
        source.number("DB_POOL_SIZE", 30, 2, 10_000);
        source.number("MAX_CONCURRENT_REQUESTS", 32, 1, 10_000);
        source.number("MAX_WAITING_REQUESTS", 512, 1, 100_000);
        source.choice("TRACING", "off", List.of("on", "off"));
        if (source.choice("TLS", "off", List.of("on", "off")).equals("on")) {
            source.required("TLS_KEYSTORE");
            source.required("TLS_KEYSTORE_PASSWORD");
        }
    }

    /**
     * Reads and checks only the values of the database, for commands that need nothing else.
     *
     * @param environment variables by name; an empty value counts as missing
     * @return the database
     * @throws InvalidSettings listing every fault
     */
    public static Database databaseFrom(Map<String, String> environment) {
        var source = new SettingsSource(environment);
        var database = database(source);
        source.refuseFaults();
        return database;
    }

    private static Database database(SettingsSource source) {
        return new Database(
                source.text("DB_HOST", "localhost"),
                source.number("DB_PORT", 3306, 1, 65_535),
                source.text("DB_NAME", "messaging"),
                source.text("DB_USER", "messaging"),
                source.required("DB_PASSWORD"),
                source.seconds("DB_WAIT_SECONDS", 60),
                source.choice(
                        "DB_SSL_MODE",
                        "preferred",
                        List.of("disabled", "preferred", "required", "verify_ca", "verify_identity")));
    }

    /**
     * Reads and checks only the cost of the password hash, for commands that need nothing else.
     *
     * @param environment variables by name; an empty value counts as missing
     * @return the cost
     * @throws InvalidSettings listing every fault
     */
    public static Passwords passwordsFrom(Map<String, String> environment) {
        var source = new SettingsSource(environment);
        var passwords = passwords(source);
        source.refuseFaults();
        return passwords;
    }

    private static Passwords passwords(SettingsSource source) {
        return new Passwords(
                source.number("PASSWORD_MEMORY_KIB", 19_456, 8, 1_048_576),
                source.number("PASSWORD_ITERATIONS", 2, 1, 100),
                source.number("PASSWORD_PARALLELISM", 1, 1, 16),
                source.seconds("PASSWORD_RESET_SECONDS", 3_600));
    }

    private static Http http(SettingsSource source) {
        return new Http(
                source.list("ALLOWED_HOSTS", List.of("localhost", "127.0.0.1", "[::1]")).stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .toList(),
                source.addresses("TRUSTED_PROXIES"),
                source.number("MAX_BODY_BYTES", 1_048_576, 1_024, 104_857_600),
                source.url("PUBLIC_URL", "http://localhost:8000/"),
                source.optional("STATIC_DIR").map(Path::of));
    }

    private static Tokens tokens(SettingsSource source, boolean debug) {
        var keys = debug ? source.optional("SIGNING_KEYS") : Optional.of(source.required("SIGNING_KEYS"));
        return new Tokens(
                keys,
                source.optional("SIGNING_KEY_ID"),
                source.text("TOKEN_ISSUER", "messaging"),
                source.text("TOKEN_AUDIENCE", "messaging"),
                source.seconds("ACCESS_TOKEN_SECONDS", 900),
                source.seconds("REFRESH_TOKEN_SECONDS", 1_209_600),
                source.seconds("SESSION_SECONDS", 7_776_000),
                source.seconds("REVOCATION_SECONDS", 5));
    }

    private static Lists lists(SettingsSource source) {
        var max = source.number("MAX_PAGE_SIZE", 100, 1, 1_000);
        return new Lists(source.number("PAGE_SIZE", Math.min(20, max), 1, max), max);
    }

    private static Conversations conversations(SettingsSource source) {
        return new Conversations(
                source.number("MAX_PARTICIPANTS", 1_000, 2, 10_000),
                source.choices("MENTION_ALL_ROLES", List.of("owner", "admin"), List.of("owner", "admin", "member")));
    }

    /**
     * Reads and checks only the rules for accounts, for commands that need nothing else.
     *
     * @param environment variables by name; an empty value counts as missing
     * @return the rules
     * @throws InvalidSettings listing every fault
     */
    public static Accounts accountsFrom(Map<String, String> environment) {
        var source = new SettingsSource(environment);
        var accounts = accounts(source);
        source.refuseFaults();
        return accounts;
    }

    private static Accounts accounts(SettingsSource source) {
        return new Accounts(
                source.list("RESERVED_USERNAMES", RESERVED_USERNAMES),
                Duration.ofDays(source.number("USERNAME_RELEASE_DAYS", 30, 0, 36_500)),
                source.text("SERVICE_NAME", "messaging"));
    }

    private static Live live(SettingsSource source) {
        return new Live(
                Duration.ofSeconds(source.number("EVENTS_POLL_SECONDS", 5, 1, 20)),
                Duration.ofSeconds(source.number("EVENTS_HEARTBEAT_SECONDS", 25, 1, 3_600)),
                source.choice("BROKER", "off", List.of("on", "off")).equals("on"),
                source.number("EVENTS_CONNECTIONS", 10_000, 2, 1_000_000));
    }

    private static WarmUp warmUp(SettingsSource source) {
        var address = source.text("HTTP_HOST", "*");
        return new WarmUp(
                Duration.ofSeconds(source.number("WARM_UP_SECONDS", 60, 0, 600)),
                switch (address) {
                    case "*", "0.0.0.0" -> "127.0.0.1";
                    case "::", "[::]" -> "::1";
                    default -> address;
                },
                source.number("HTTP_PORT", 8_000, 1, 65_535));
    }

    private static Optional<Mail> mail(SettingsSource source) {
        return source.optional("SMTP_HOST")
                .map(host -> new Mail(
                        host,
                        source.number("SMTP_PORT", 587, 1, 65_535),
                        source.optional("SMTP_USER"),
                        source.optional("SMTP_PASSWORD"),
                        source.flag("SMTP_STARTTLS", true),
                        source.required("MAIL_FROM")));
    }
}
