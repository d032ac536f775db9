package messaging.auth.sso;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import messaging.settings.SsoIssuer;
import messaging.text.EmailAddresses;
import messaging.text.VisibleText;
import messaging.user.Profile;
import messaging.user.UsernameGenerator;

/**
 * Maps the claims of a single sign-on token to a profile and roles.
 *
 * @param claims the verified claims
 * @param issuer the configuration of the issuer, with the names of its claims
 */
public record SsoClaims(JWTClaimsSet claims, SsoIssuer issuer) {
    private static final int MAX_NAME_LENGTH = 150;
    private static final int MAX_EMAIL_LENGTH = 254;

    /**
     * Returns the profile of the user.
     *
     * @return the profile; the email address is null if the token has none
     */
    public Profile profile() {
        var username = text(issuer.usernameClaim())
                .or(() -> text("upn"))
                .or(() -> text("unique_name"))
                .or(() -> text(issuer.emailClaim()))
                .orElse(claims.getSubject());
        return new Profile(
                UsernameGenerator.derive(username),
                text(issuer.emailClaim())
                        .flatMap(EmailAddresses::canonical)
                        .filter(email -> email.length() <= MAX_EMAIL_LENGTH)
                        .orElse(null),
                name(issuer.firstNameClaim()),
                name(issuer.lastNameClaim()));
    }

    /**
     * Returns the roles to which the token's groups are mapped.
     *
     * @return roles of this application
     */
    public Set<String> roles() {
        return groups().stream()
                .map(issuer.roles()::get)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private Set<String> groups() {
        var value = at(issuer.groupsClaim()).orElse(Set.of());
        return value instanceof Collection<?> list
                ? list.stream().filter(Objects::nonNull).map(Object::toString).collect(Collectors.toSet())
                : Set.of(value.toString());
    }

    private String name(String path) {
        var name = VisibleText.trim(text(path).orElse(""));
        return (VisibleText.hasVisibleCharacter(name) ? name : "")
                .codePoints()
                .filter(character -> VisibleText.isSingleLine(Character.toString(character)))
                .limit(MAX_NAME_LENGTH)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private Optional<String> text(String path) {
        return at(path).filter(String.class::isInstance)
                .map(value -> value.toString().replace("\0", ""))
                .filter(value -> !value.isBlank());
    }

    // A claim's name can itself contain dots (Entra's extensions are URLs), so the whole path is tried first.
    private Optional<Object> at(String path) {
        var whole = claims.getClaim(path);
        if (whole != null) {
            return Optional.of(whole);
        }
        Object value = claims.getClaims();
        for (var step : path.split("\\.")) {
            value = value instanceof Map<?, ?> level ? level.get(step) : null;
        }
        return Optional.ofNullable(value);
    }
}
