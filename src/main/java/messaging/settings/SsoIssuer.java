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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An issuer of single sign-on tokens (S-AUTH-4): an item of the JSON list in {@code SSO_ISSUERS}. A claim is named by its
 * path, with dots between the levels: {@code realm_access.roles} for Keycloak's roles, {@code groups} or {@code roles} for
 * Entra's.
 *
 * @param issuer the {@code iss} claim, exactly
 * @param jwksUri where its public keys are
 * @param audience the {@code aud} that its tokens for us have
 * @param usernameClaim claim of the user name; {@code preferred_username} unless given
 * @param emailClaim claim of the e-mail address; {@code email} unless given
 * @param firstNameClaim claim of the first name; {@code given_name} unless given
 * @param lastNameClaim claim of the last name; {@code family_name} unless given
 * @param groupsClaim claim of the groups, a list or one text; {@code groups} unless given
 * @param roles which group gives which role here; the only role is {@code admin}
 * @param name what the web pages call it; the issuer unless given
 * @param clientId the public client that the web pages are there; null where nobody signs in by them
 * @param authorizationEndpoint where browsers are sent to sign in; required with a client
 * @param tokenEndpoint where a page trades a code for a token; required with a client
 * @param scope what the page asks for; {@code openid profile email} unless given
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
        String scope) {
    private static final Set<String> ROLES = Set.of("admin");
    private static final int MAX_ISSUER = 255;
    private static final String NO_LIST = "is no JSON list of issuers";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Checks what is required and fills in the usual claims. */
    public SsoIssuer {
        if (issuer == null || issuer.isBlank() || issuer.length() > MAX_ISSUER) {
            throw new IllegalArgumentException("every issuer needs 'issuer', at most " + MAX_ISSUER + " characters");
        }
        if (jwksUri == null || !jwksUri.isAbsolute() || !jwksUri.getScheme().matches("https?")) {
            throw new IllegalArgumentException("issuer " + issuer + " needs 'jwks_uri', an http or https URL");
        }
        if (audience == null || audience.isBlank()) {
            throw new IllegalArgumentException("issuer " + issuer + " needs 'audience'");
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
        if (clientId != null && !Stream.of(authorizationEndpoint, tokenEndpoint).allMatch(SsoIssuer::isAddress)) {
            throw new IllegalArgumentException(
                    "issuer " + issuer
                            + " has 'client_id', so it needs 'authorization_endpoint' and 'token_endpoint', http or https URLs");
        }
    }

    /**
     * What the web pages are to an issuer: a public client (RFC 6749, section 2.1).
     *
     * @param id the client's id
     * @param authorizationEndpoint where browsers are sent to sign in
     * @param tokenEndpoint where a page trades a code for a token
     * @param scope what the page asks for
     */
    public record Client(String id, URI authorizationEndpoint, URI tokenEndpoint, String scope) {}

    /**
     * How people sign in by the web pages.
     *
     * @return empty where they can't
     */
    public Optional<Client> client() {
        return Optional.ofNullable(clientId).map(id -> new Client(id, authorizationEndpoint, tokenEndpoint, scope));
    }

    private static boolean isAddress(URI address) {
        return address != null
                && address.isAbsolute()
                && address.getScheme().matches("https?")
                && address.getHost() != null;
    }

    /**
     * Reads the list of issuers.
     *
     * @param json a JSON list of objects with the components of this record in snake_case
     * @return the issuers
     * @throws IllegalArgumentException saying what is wrong
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
