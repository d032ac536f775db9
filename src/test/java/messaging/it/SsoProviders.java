package messaging.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.RSAKey;
import java.net.InetAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.microshed.testing.jwt.JwtBuilder;

/** The issuers of single sign-on tokens that the servers under test trust. */
public final class SsoProviders {

    /** The {@code iss} that MicroShed's tokens have. */
    public static final String MICROSHED_ISSUER = "http://testissuer.example";

    /** The {@code iss} of an issuer that cannot be reached. */
    public static final String UNREACHABLE_ISSUER = "https://gone.example.com";

    private static final String PROVIDER = "company";
    private static final long TTL_SECONDS = 300;
    private static final String ADMINISTRATORS = "messaging-admins";
    private static final Map<String, Object> ENTRA_ROLES =
            Map.of("groups_claim", "roles", "roles", Map.of(ADMINISTRATORS, "admin"));

    // First, so that a failure here leaves no server running.
    private final RSAKey microshedKey =
            new RSAKey.Builder(microshedPublicKey()).keyID("keyid").build();
    private final SsoProvider keycloak = new SsoProvider(
            "https://sso.example.com/realms/company",
            Map.of("groups_claim", "realm_access.roles", "roles", Map.of(ADMINISTRATORS, "admin")));
    private final SsoProvider entra = new SsoProvider(
            "https://login.example.com/0c6c2f6e/v2.0", Map.of("roles", Map.of("5e1b0d5c-admins", "admin")));
    private final SsoProvider entraV2 =
            new SsoProvider("https://login.microsoftonline.com/00000000-0000-0000-0000-000000000001/v2.0", ENTRA_ROLES);
    private final SsoProvider entraV1 =
            new SsoProvider("https://sts.windows.net/00000000-0000-0000-0000-000000000001/", ENTRA_ROLES);
    private final SsoProvider logged = new SsoProvider("https://logged.example.com", Map.of());
    private final SsoProvider microshed = new SsoProvider(MICROSHED_ISSUER, Map.of("username_claim", "upn"));
    private final SsoProvider silent = new SsoProvider("https://silent.example.com", Map.of()).stopResponding();

    // Netty, since its usual server is a rule for JUnit 4.
    private final MockOAuth2Server provider =
            new MockOAuth2Server(OAuth2Config.Companion.fromJson("{\"httpServer\": \"NettyWrapper\"}"));

    private final OidcProxy front;

    SsoProviders() {
        microshed.publish(microshedKey);
        provider.start(InetAddress.getLoopbackAddress(), 0);
        front = new OidcProxy(
                provider.authorizationEndpointUrl(PROVIDER).uri(),
                provider.tokenEndpointUrl(PROVIDER).uri());
    }

    /** A whole OpenID provider, which gives its tokens over HTTP only. */
    public URI provider() {
        return provider.issuerUrl(PROVIDER).uri();
    }

    /** Returns the proxy between browsers and that provider. */
    public OidcProxy front() {
        return front;
    }

    /** Issues tokens in Keycloak's shape. */
    public SsoProvider keycloak() {
        return keycloak;
    }

    /** Issues tokens in the shape of Microsoft Entra. */
    public SsoProvider entra() {
        return entra;
    }

    /** Issues tokens as Entra does with the settings of {@code docs/entra.md}. */
    public SsoProvider entraV2() {
        return entraV2;
    }

    /** Issues Entra's older access tokens. */
    public SsoProvider entraV1() {
        return entraV1;
    }

    /** The one issuer whose refused tokens no other test has logged before. */
    public SsoProvider logged() {
        return logged;
    }

    /** Accepts connections and never responds. */
    public SsoProvider silent() {
        return silent;
    }

    /** Signs a user in at the provider: the next token that it issues is for them. */
    public void enqueueSignIn(String subject, String audience, Map<String, Object> claims) {
        provider.enqueueCallback(new DefaultOAuth2TokenCallback(
                PROVIDER, subject, JOSEObjectType.JWT.getType(), List.of(audience), claims, TTL_SECONDS));
    }

    /** The value of {@code SSO_ISSUERS}. */
    String setting() {
        var unreachable = ApiRequest.object(
                "issuer", UNREACHABLE_ISSUER, "jwks_uri", "http://127.0.0.1:1/keys", "audience", SsoProvider.AUDIENCE);
        // The address of its keys is discovered.
        var real = ApiRequest.object(
                "issuer", provider().toString(),
                "audience", SsoProvider.AUDIENCE,
                "name", "Company account",
                "client_id", "web",
                "authorization_endpoint", front.authorizationEndpoint(),
                "token_endpoint", front.tokenEndpoint(),
                "end_session_endpoint", front.endSessionEndpoint());
        try {
            return new ObjectMapper()
                    .writeValueAsString(
                            Stream.concat(all().stream().map(SsoProvider::setting), Stream.of(unreachable, real))
                                    .toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    void close() {
        all().forEach(SsoProvider::close);
        front.close();
        provider.shutdown();
    }

    private static RSAPublicKey microshedPublicKey() {
        String pem = JwtBuilder.getPublicKey().replaceAll("-----[A-Z ]+-----", "");
        try {
            return (RSAPublicKey) KeyFactory.getInstance("RSA")
                    .generatePublic(
                            new X509EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<SsoProvider> all() {
        return List.of(keycloak, entra, entraV2, entraV1, logged, microshed, silent);
    }
}
