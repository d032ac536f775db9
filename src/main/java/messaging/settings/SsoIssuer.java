package messaging.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * An issuer of single sign-on tokens (S-AUTH-4): an item of the JSON list in {@code SSO_ISSUERS}. A claim is given as a
 * path with dots between the levels: {@code realm_access.roles} for Keycloak's roles, {@code groups} or {@code roles}
 * for Entra's.
 *
 * @param issuer the exact {@code iss} claim
 * @param jwksUri URL of its public keys; null to discover it
 * @param audience the {@code aud} claim of its tokens for this server
 * @param usernameClaim claim of the username; {@code preferred_username} by default
 * @param emailClaim claim of the email address; {@code email} by default
 * @param firstNameClaim claim of the first name; {@code given_name} by default
 * @param lastNameClaim claim of the last name; {@code family_name} by default
 * @param groupsClaim claim of the groups, a list or a string; {@code groups} by default
 * @param roles roles by group; the only role is {@code admin}
 * @param name display name on the web pages; the issuer by default
 * @param clientId ID of the web pages as a public client of the issuer; null if they do not offer this sign-in
 * @param authorizationEndpoint URL at which users sign in; null to discover it
 * @param tokenEndpoint URL at which the pages exchange a code for tokens; null to discover it
 * @param endSessionEndpoint URL at which users sign out; null to discover it if discovery is used at all
 * @param scope requested scopes; {@code openid profile email} by default
 */
public record SsoIssuer(
        String issuer,
        URI jwksUri,
        String audience,
        String usernameClaim,
        String emailClaim,
        String firstNameClaim,
        String lastNameClaim,
        String groupsClaim,
        Map<String, String> roles,
        String name,
        String clientId,
        URI authorizationEndpoint,
        URI tokenEndpoint,
        URI endSessionEndpoint,
        String scope) {
    private static final Set<String> ROLES = Set.of("admin");
    private static final int MAX_ISSUER_LENGTH = 255;
    private static final String NO_LIST = "must be a JSON list of issuers";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Checks the required values and sets the defaults. */
    public SsoIssuer {
        if (issuer == null || issuer.isBlank() || issuer.length() > MAX_ISSUER_LENGTH) {
            throw new IllegalArgumentException(
                    "every issuer requires 'issuer' of at most " + MAX_ISSUER_LENGTH + " characters");
        }
        requireHttpUrl(issuer, "jwks_uri", jwksUri);
        requireHttpUrl(issuer, "authorization_endpoint", authorizationEndpoint);
        requireHttpUrl(issuer, "token_endpoint", tokenEndpoint);
        requireHttpUrl(issuer, "end_session_endpoint", endSessionEndpoint);
        if (audience == null || audience.isBlank()) {
            throw new IllegalArgumentException("issuer " + issuer + " requires 'audience'");
        }
        usernameClaim = Objects.requireNonNullElse(usernameClaim, "preferred_username");
        emailClaim = Objects.requireNonNullElse(emailClaim, "email");
        firstNameClaim = Objects.requireNonNullElse(firstNameClaim, "given_name");
        lastNameClaim = Objects.requireNonNullElse(lastNameClaim, "family_name");
        groupsClaim = Objects.requireNonNullElse(groupsClaim, "groups");
        roles = roles == null ? Map.of() : Map.copyOf(roles);
        if (!ROLES.containsAll(roles.values())) {
            throw new IllegalArgumentException("issuer " + issuer + " has a role other than " + ROLES);
        }
        name = Objects.requireNonNullElse(name, issuer);
        scope = Objects.requireNonNullElse(scope, "openid profile email");
        if (requiresDiscovery(jwksUri, clientId, authorizationEndpoint, tokenEndpoint) && !isDiscoverable(issuer)) {
            throw new IllegalArgumentException("issuer " + issuer
                    + " is not an http or https URL, so its endpoints cannot be discovered: set 'jwks_uri', and with"
                    + " 'client_id' also 'authorization_endpoint' and 'token_endpoint'");
        }
    }

    /** Returns whether anything must be discovered from the issuer's metadata. */
    public boolean requiresDiscovery() {
        return requiresDiscovery(jwksUri, clientId, authorizationEndpoint, tokenEndpoint);
    }

    private static boolean requiresDiscovery(
            URI jwksUri, String clientId, URI authorizationEndpoint, URI tokenEndpoint) {
        return jwksUri == null || (clientId != null && (authorizationEndpoint == null || tokenEndpoint == null));
    }

    private static boolean isDiscoverable(String issuer) {
        try {
            return isHttpUrl(URI.create(issuer));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns whether an address is an absolute http or https URL with a host. */
    public static boolean isHttpUrl(URI address) {
        return address.isAbsolute() && address.getScheme().matches("https?") && address.getHost() != null;
    }

    private static void requireHttpUrl(String issuer, String field, URI address) {
        if (address != null && !isHttpUrl(address)) {
            throw new IllegalArgumentException("issuer " + issuer + ": '" + field + "' must be an http or https URL");
        }
    }

    /**
     * Reads the list of issuers.
     *
     * @param json a JSON list of objects with the components of this record in snake_case
     * @return the issuers
     * @throws IllegalArgumentException with a message for the operator
     */
    static List<SsoIssuer> parse(String json) {
        try {
            var issuers = MAPPER.readValue(json, SsoIssuer[].class);
            if (issuers == null || Arrays.asList(issuers).contains(null)) {
                throw new IllegalArgumentException(NO_LIST);
            }
            return List.of(issuers);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    e.getCause() instanceof IllegalArgumentException fault ? fault.getMessage() : NO_LIST, e);
        }
    }
}
