package messaging.settings;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// S-RUN-2
class SettingsTest {
    private static final Map<String, String> LEAST = Map.of("DB_PASSWORD", "secret-1", "SIGNING_KEYS", "secret-2");

    @Test
    void everyValueExceptSecretsHasADefault() {
        var settings = Settings.from(LEAST);
        assertEquals(
                new Settings(
                        false,
                        new Settings.Database(
                                "localhost",
                                3306,
                                "messaging",
                                "messaging",
                                "secret-1",
                                Duration.ofSeconds(60),
                                "preferred"),
                        new Settings.Http(
                                List.of("localhost", "127.0.0.1", "[::1]"),
                                List.of(),
                                1_048_576,
                                URI.create("http://localhost:8000/"),
                                Optional.empty()),
                        new Settings.Tokens(
                                Optional.of("secret-2"),
                                Optional.empty(),
                                "messaging",
                                "messaging",
                                Duration.ofMinutes(15),
                                Duration.ofDays(14),
                                Duration.ofDays(90),
                                Duration.ofSeconds(5)),
                        List.of(),
                        new Settings.Attempts(30, 100, 5, Duration.ofMinutes(15)),
                        new Settings.Passwords(19_456, 2, 1, Duration.ofHours(1)),
                        new Settings.Lists(20, 100),
                        new Settings.Accounts(
                                List.of(
                                        "admin",
                                        "administrator",
                                        "system",
                                        "all",
                                        "here",
                                        "channel",
                                        "everyone",
                                        "support"),
                                Duration.ofDays(30),
                                "messaging"),
                        new Settings.Conversations(1_000, Set.of("owner", "admin")),
                        new Settings.Live(Duration.ofSeconds(5), Duration.ofSeconds(25), false, 10_000),
                        true,
                        Optional.empty(),
                        new Settings.Drain(Optional.empty(), Duration.ofSeconds(15)),
                        new Settings.WarmUp(Duration.ofSeconds(60), "127.0.0.1", 8_000)),
                settings);
    }

    @Test
    void mailSettingsExceptSenderHaveDefaults() {
        var settings = Settings.from(with(Map.of("SMTP_HOST", "mail.example.com", "MAIL_FROM", "chat@example.com")));
        assertEquals(
                Optional.of(new Settings.Mail(
                        "mail.example.com", 587, Optional.empty(), Optional.empty(), true, "chat@example.com")),
                settings.mail());
    }

    @Test
    void everyValueCanBeSet() {
        var settings = Settings.from(with(Map.ofEntries(
                Map.entry("DEBUG", "true"),
                Map.entry("DB_HOST", "db"),
                Map.entry("DB_PORT", "3307"),
                Map.entry("DB_NAME", "chat"),
                Map.entry("DB_USER", "chat-user"),
                Map.entry("DB_WAIT_SECONDS", "7"),
                Map.entry("DB_SSL_MODE", "verify_ca"),
                Map.entry("ALLOWED_HOSTS", "Chat.Example.com, .internal"),
                Map.entry("TRUSTED_PROXIES", "10.0.0.0/8,::1"),
                Map.entry("MAX_BODY_BYTES", "2048"),
                Map.entry("PUBLIC_URL", "https://chat.example.com/"),
                Map.entry("SIGNING_KEY_ID", "second"),
                Map.entry("TOKEN_ISSUER", "https://chat.example.com"),
                Map.entry("TOKEN_AUDIENCE", "chat"),
                Map.entry("ACCESS_TOKEN_SECONDS", "60"),
                Map.entry("REFRESH_TOKEN_SECONDS", "120"),
                Map.entry("SESSION_SECONDS", "180"),
                Map.entry("REVOCATION_SECONDS", "1"),
                Map.entry("PASSWORD_MEMORY_KIB", "64"),
                Map.entry("PASSWORD_ITERATIONS", "3"),
                Map.entry("PASSWORD_PARALLELISM", "2"),
                Map.entry("PASSWORD_RESET_SECONDS", "240"),
                Map.entry("PAGE_SIZE", "5"),
                Map.entry("MAX_PAGE_SIZE", "10"),
                Map.entry("MAX_PARTICIPANTS", "50"),
                Map.entry("MENTION_ALL_ROLES", "none"),
                Map.entry("DIRECTORY_ENABLED", "off"),
                Map.entry("STATIC_DIR", "/srv/static"),
                Map.entry("DRAIN_FILE", "/run/drain"),
                Map.entry("DRAIN_SECONDS", "30"),
                Map.entry("WARM_UP_SECONDS", "90"),
                Map.entry("HTTP_HOST", "192.0.2.7"),
                Map.entry("HTTP_PORT", "8080"),
                Map.entry("TRACING", "on"),
                Map.entry("SSO_ISSUERS", SsoIssuerTest.KEYCLOAK),
                Map.entry("SIGN_IN_ACCOUNT_ATTEMPTS", "3"),
                Map.entry("SIGN_IN_ADDRESS_ATTEMPTS", "4"),
                Map.entry("PASSWORD_RESET_ATTEMPTS", "6"),
                Map.entry("SIGN_IN_WINDOW_SECONDS", "5"),
                Map.entry("SMTP_HOST", "mail"),
                Map.entry("SMTP_PORT", "25"),
                Map.entry("SMTP_USER", "mailer"),
                Map.entry("SMTP_PASSWORD", "secret-3"),
                Map.entry("SMTP_STARTTLS", "no"),
                Map.entry("MAIL_FROM", "chat@example.com"))));
        assertAll(
                () -> assertTrue(settings.debug()),
                () -> assertEquals(
                        new Settings.Database(
                                "db", 3307, "chat", "chat-user", "secret-1", Duration.ofSeconds(7), "verify_ca"),
                        settings.database()),
                () -> assertEquals(
                        List.of("chat.example.com", ".internal"),
                        settings.http().allowedHosts()),
                () -> assertEquals(2, settings.http().trustedProxies().size()),
                () -> assertEquals(2048, settings.http().maxBodyBytes()),
                () -> assertEquals(
                        Optional.of(Path.of("/srv/static")), settings.http().staticFolder()),
                () -> assertEquals(
                        URI.create("https://chat.example.com/"), settings.http().publicUrl()),
                () -> assertEquals(
                        new Settings.Tokens(
                                Optional.of("secret-2"),
                                Optional.of("second"),
                                "https://chat.example.com",
                                "chat",
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(120),
                                Duration.ofSeconds(180),
                                Duration.ofSeconds(1)),
                        settings.tokens()),
                () -> assertEquals(new Settings.Passwords(64, 3, 2, Duration.ofSeconds(240)), settings.passwords()),
                () -> assertEquals(new Settings.Lists(5, 10), settings.lists()),
                () -> assertEquals(
                        new Settings.Drain(Optional.of(Path.of("/run/drain")), Duration.ofSeconds(30)),
                        settings.drain()),
                () -> assertEquals(new Settings.WarmUp(Duration.ofSeconds(90), "192.0.2.7", 8_080), settings.warmUp()),
                () -> assertEquals(50, settings.conversations().maxParticipants()),
                () -> assertFalse(settings.directoryEnabled()),
                () -> assertEquals(SsoIssuer.parse(SsoIssuerTest.KEYCLOAK), settings.sso()),
                () -> assertEquals(new Settings.Attempts(3, 4, 6, Duration.ofSeconds(5)), settings.attempts()),
                () -> assertEquals(
                        Optional.of(new Settings.Mail(
                                "mail", 25, Optional.of("mailer"), Optional.of("secret-3"), false, "chat@example.com")),
                        settings.mail()));
    }

    @Test
    void everyBadOrMissingValueIsNamedAtOnce() {
        var bad = Map.ofEntries(
                Map.entry("DEBUG", "perhaps"),
                Map.entry("DB_PORT", "abc"),
                Map.entry("DB_WAIT_SECONDS", "0"),
                Map.entry("TRUSTED_PROXIES", "10.0.0.0/8, proxy"),
                Map.entry("MAX_BODY_BYTES", "1"),
                Map.entry("PUBLIC_URL", "/chat"),
                Map.entry("ACCESS_TOKEN_SECONDS", "-1"),
                Map.entry("REFRESH_TOKEN_SECONDS", "1.5"),
                Map.entry("SESSION_SECONDS", "99999999999"),
                Map.entry("REVOCATION_SECONDS", "1s"),
                Map.entry("PASSWORD_MEMORY_KIB", "7"),
                Map.entry("PASSWORD_ITERATIONS", "101"),
                Map.entry("PASSWORD_PARALLELISM", "17"),
                Map.entry("PASSWORD_RESET_SECONDS", "x"),
                Map.entry("MAX_PAGE_SIZE", "1001"),
                Map.entry("PAGE_SIZE", "0"),
                Map.entry("MAX_PARTICIPANTS", "1"),
                Map.entry("MENTION_ALL_ROLES", "owner,everybody"),
                Map.entry("DIRECTORY_ENABLED", "2"),
                Map.entry("SSO_ISSUERS", "[{}]"),
                Map.entry("SIGN_IN_ACCOUNT_ATTEMPTS", "0"),
                Map.entry("SIGN_IN_ADDRESS_ATTEMPTS", "many"),
                Map.entry("PASSWORD_RESET_ATTEMPTS", "0"),
                Map.entry("SIGN_IN_WINDOW_SECONDS", "0"),
                Map.entry("HTTP_PORT", "http"),
                Map.entry("WARM_UP_SECONDS", "601"),
                Map.entry("HTTPS_PORT", "65536"),
                Map.entry("DB_POOL_SIZE", "1"),
                Map.entry("DB_SSL_MODE", "on"),
                Map.entry("MAX_CONCURRENT_REQUESTS", "0"),
                Map.entry("MAX_WAITING_REQUESTS", "many"),
                Map.entry("TLS", "true"),
                Map.entry("SMTP_HOST", "mail"),
                Map.entry("SMTP_PORT", "65536"),
                Map.entry("SMTP_STARTTLS", "maybe"));
        var message =
                assertThrows(InvalidSettings.class, () -> Settings.from(bad)).getMessage();
        assertAll(bad.keySet().stream()
                .filter(name -> !name.equals("SMTP_HOST"))
                .map(name -> () -> assertTrue(message.matches(".*\\b" + name + "[ :].*"), message)));
        assertAll(List.of("DB_PASSWORD", "SIGNING_KEYS", "MAIL_FROM").stream()
                .map(name -> () -> assertTrue(message.contains(name + " is required"), message)));
        assertEquals(1, message.lines().count(), "one line");
    }

    // S-K8S-2: a server that listens on all addresses uses the loopback address.
    @ParameterizedTest
    @CsvSource({
        "*,127.0.0.1",
        "0.0.0.0,127.0.0.1",
        "::,::1",
        "[::],::1",
        "localhost,localhost",
        "10.0.0.7,10.0.0.7",
        "'',127.0.0.1"
    })
    void warmUpUsesTheListenAddress(String host, String address) {
        assertEquals(
                address, Settings.from(with(Map.of("HTTP_HOST", host))).warmUp().address());
    }

    @ParameterizedTest
    @CsvSource({"0,true", "1,true", "600,true", "-1,false", "601,false", "1.5,false", "on,false"})
    void warmUpHasAMaximum(String seconds, boolean valid) {
        var settings = with(Map.of("WARM_UP_SECONDS", seconds));
        if (valid) {
            assertEquals(seconds, "" + Settings.from(settings).warmUp().limit().toSeconds());
        } else {
            assertThrows(InvalidSettings.class, () -> Settings.from(settings));
        }
    }

    @Test
    void tlsRequiresACertificate() {
        var message = assertThrows(InvalidSettings.class, () -> Settings.from(with(Map.of("TLS", "on"))))
                .getMessage();
        assertEquals("Invalid configuration: TLS_KEYSTORE is required; TLS_KEYSTORE_PASSWORD is required", message);
        Settings.from(with(Map.of("TLS", "on", "TLS_KEYSTORE", "a.p12", "TLS_KEYSTORE_PASSWORD", "x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void emptyValueCountsAsMissing(String empty) {
        var message = assertThrows(
                        InvalidSettings.class,
                        () -> Settings.from(Map.of("DB_PASSWORD", empty, "SIGNING_KEYS", "k", "DB_PORT", empty)))
                .getMessage();
        assertEquals("Invalid configuration: DB_PASSWORD is required", message);
    }

    @Test
    void signingKeysAreOptionalInDevelopmentOnly() {
        assertTrue(Settings.from(Map.of("DB_PASSWORD", "x", "DEBUG", "1"))
                .tokens()
                .keys()
                .isEmpty());
        assertThrows(InvalidSettings.class, () -> Settings.from(Map.of("DB_PASSWORD", "x", "DEBUG", "0")));
    }

    @ParameterizedTest
    @CsvSource({
        "true,true",
        "TRUE,true",
        "1,true",
        "yes,true",
        "on,true",
        "false,false",
        "False,false",
        "0,false",
        "no,false",
        "off,false"
    })
    void flagsAcceptTrueAndFalseOnly(String word, boolean meaning) {
        assertEquals(meaning, Settings.from(with(Map.of("DEBUG", word))).debug());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0", "*", "fe80::/200", "example.com", "1.2.3.4-5"})
    void proxyIsAnAddressOrRange(String proxy) {
        var message = assertThrows(
                        InvalidSettings.class, () -> Settings.from(with(Map.of("TRUSTED_PROXIES", "::1," + proxy))))
                .getMessage();
        assertTrue(message.contains("TRUSTED_PROXIES") && message.contains("'" + proxy + "'"), message);
    }

    @Test
    void defaultPageSizeIsAtMostTheMaximum() {
        assertEquals(
                new Settings.Lists(10, 10),
                Settings.from(with(Map.of("MAX_PAGE_SIZE", "10"))).lists());
        assertThrows(
                InvalidSettings.class, () -> Settings.from(with(Map.of("MAX_PAGE_SIZE", "10", "PAGE_SIZE", "11"))));
    }

    @Test
    void noSecretIsInAnyText() {
        var text = Settings.from(with(Map.of(
                        "SMTP_HOST",
                        "mail",
                        "MAIL_FROM",
                        "a@example.com",
                        "SMTP_USER",
                        "u",
                        "SMTP_PASSWORD",
                        "secret-3")))
                .toString();
        assertFalse(text.contains("secret"), text);
    }

    @Test
    void commandsRequireDatabaseSettingsOnly() {
        assertEquals(
                "messaging@localhost:3306/messaging",
                Settings.databaseFrom(Map.of("DB_PASSWORD", "x")).toString());
        assertThrows(InvalidSettings.class, () -> Settings.databaseFrom(Map.of("DB_PORT", "0")));
        assertEquals(19_456, Settings.passwordsFrom(Map.of()).memoryKib());
        assertThrows(InvalidSettings.class, () -> Settings.passwordsFrom(Map.of("PASSWORD_MEMORY_KIB", "x")));
    }

    private static Map<String, String> with(Map<String, String> more) {
        var all = new HashMap<>(LEAST);
        all.putAll(more);
        return all;
    }
}
