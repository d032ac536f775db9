package messaging.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.microshed.testing.jwt.JwtBuilder;

/** The issuers of single sign-on tokens that the servers under test trust. */
public final class SsoProviders {

    /** The {@code iss} that MicroShed's tokens have. */
    public static final String MICROSHED_ISSUER = "http://testissuer.example";

    /** The {@code iss} of an issuer whose address nobody listens at. */
    public static final String UNREACHABLE_ISSUER = "https://gone.example.com";

    private static final String ADMINISTRATORS = "messaging-admins";

    // First, since what fails here shall leave no server running.
    private final RSAKey microshedKey =
            new RSAKey.Builder(microshedPublicKey()).keyID("keyid").build();
    private final SsoProvider keycloak = new SsoProvider(
            "https://sso.example.com/realms/company",
            Map.of("groups_claim", "realm_access.roles", "roles", Map.of(ADMINISTRATORS, "admin")));
    private final SsoProvider entra = new SsoProvider(
            "https://login.example.com/0c6c2f6e/v2.0", Map.of("roles", Map.of("5e1b0d5c-admins", "admin")));
    private final SsoProvider microshed = new SsoProvider(MICROSHED_ISSUER, Map.of("username_claim", "upn"));
    private final SsoProvider silent = new SsoProvider("https://silent.example.com", Map.of()).fallSilent();

    SsoProviders() {
        microshed.publish(microshedKey);
    }

    /** Issues tokens in Keycloak's shape. */
    public SsoProvider keycloak() {
        return keycloak;
    }

    /** Issues tokens in the shape of Microsoft Entra. */
    public SsoProvider entra() {
        return entra;
    }

    /** Takes connections and never answers. */
    public SsoProvider silent() {
        return silent;
    }

    /** The value of {@code SSO_ISSUERS}. */
    String setting() {
        var unreachable = Call.object(
                "issuer", UNREACHABLE_ISSUER, "jwks_uri", "http://127.0.0.1:1/keys", "audience", SsoProvider.AUDIENCE);
        try {
            return new ObjectMapper()
                    .writeValueAsString(Stream.concat(all().stream().map(SsoProvider::setting), Stream.of(unreachable))
                            .toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    void close() {
        all().forEach(SsoProvider::close);
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
        return List.of(keycloak, entra, microshed, silent);
    }
}
