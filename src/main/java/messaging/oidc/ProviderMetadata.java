package messaging.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;
import messaging.settings.SsoIssuer;

/**
 * The key URL and the endpoints of an OpenID provider (OpenID Connect Discovery 1.0, section 3). A value from {@code SSO_ISSUERS} takes
 * precedence over a discovered one.
 *
 * @param jwksUri URL of the public keys
 * @param authorizationEndpoint URL to which browsers are sent to sign in; null if unknown
 * @param tokenEndpoint URL at which clients exchange a code for tokens; null if unknown
 * @param endSessionEndpoint URL to which browsers are sent to sign out; null if unknown
 */
public record ProviderMetadata(URI jwksUri, URI authorizationEndpoint, URI tokenEndpoint, URI endSessionEndpoint) {

    /** Returns the values of {@code SSO_ISSUERS}; every component may be null. */
    static ProviderMetadata configured(SsoIssuer issuer) {
        return new ProviderMetadata(
                issuer.jwksUri(), issuer.authorizationEndpoint(), issuer.tokenEndpoint(), issuer.endSessionEndpoint());
    }

    /**
     * Reads the issuer's discovery document.
     *
     * @param document the parsed document; null if it was empty
     * @param issuer the issuer that published it
     * @throws IllegalArgumentException if the document does not belong to the issuer or must not be used
     */
    static ProviderMetadata discovered(JsonNode document, SsoIssuer issuer) {
        if (document == null || !document.isObject()) {
            throw new IllegalArgumentException("it is not a JSON object");
        }
        // Section 4.3: a document must name the issuer that published it.
        var claimed = document.path("issuer").asText();
        if (!claimed.equals(issuer.issuer())) {
            throw new IllegalArgumentException("its issuer is \"" + claimed + "\"");
        }
        var configured = configured(issuer);
        var jwksUri = endpoint(configured.jwksUri, document, "jwks_uri", issuer);
        if (jwksUri == null) {
            throw new IllegalArgumentException("it has no jwks_uri");
        }
        return new ProviderMetadata(
                jwksUri,
                endpoint(configured.authorizationEndpoint, document, "authorization_endpoint", issuer),
                endpoint(configured.tokenEndpoint, document, "token_endpoint", issuer),
                endpoint(configured.endSessionEndpoint, document, "end_session_endpoint", issuer));
    }

    private static URI endpoint(URI configured, JsonNode document, String name, SsoIssuer issuer) {
        if (configured != null || document.path(name).isMissingNode()) {
            return configured;
        }
        var uri = URI.create(document.path(name).asText());
        if (!SsoIssuer.isHttpUrl(uri)) {
            throw new IllegalArgumentException("its " + name + " is not an http or https URL");
        }
        // Otherwise, an attacker between the two servers could supply keys.
        if (issuer.issuer().startsWith("https:") && !"https".equals(uri.getScheme())) {
            throw new IllegalArgumentException("its " + name + " is not an https URL, unlike the issuer");
        }
        return uri;
    }

    /** Returns the endpoints for signing in; empty unless both are known. */
    public Optional<SignInEndpoints> signIn() {
        return authorizationEndpoint == null || tokenEndpoint == null
                ? Optional.empty()
                : Optional.of(new SignInEndpoints(authorizationEndpoint, tokenEndpoint));
    }

    /**
     * The endpoints of the authorization code flow.
     *
     * @param authorization URL to which browsers are sent
     * @param token URL at which codes are exchanged
     */
    public record SignInEndpoints(URI authorization, URI token) {}
}
