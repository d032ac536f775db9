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
import messaging.user.Usernames;

/** Reads a person out of the claims of a single sign-on token, wherever its issuer puts them. */
public record SsoClaims(JWTClaimsSet claims, SsoIssuer issuer) {
    private static final int MAX_NAME = 150;
    private static final int MAX_EMAIL = 254;

    /** Who the token is about, as far as it says. */
    public Profile profile() {
        var username = text(issuer.usernameClaim())
                .or(() -> text("upn"))
                .or(() -> text("unique_name"))
                .or(() -> text(issuer.emailClaim()))
                .orElse(claims.getSubject());
        return new Profile(
                Usernames.from(username),
                text(issuer.emailClaim())
                        .flatMap(EmailAddresses::canonical)
                        .filter(email -> email.length() <= MAX_EMAIL)
                        .orElse(null),
                name(issuer.firstNameClaim()),
                name(issuer.lastNameClaim()));
    }

    /** The roles here that the token's groups give. */
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
                .limit(MAX_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private Optional<String> text(String path) {
        return at(path).filter(String.class::isInstance)
                .map(value -> value.toString().replace("\0", ""))
                .filter(value -> !value.isBlank());
    }

    // A claim's own name may have dots too (Entra's extensions are URLs), so the whole path is tried first.
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
