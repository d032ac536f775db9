package messaging.auth.jwt;

import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import messaging.oidc.ProviderDiscovery;
import messaging.settings.Settings;

/** The issuers whose tokens are accepted. A token is verified with the keys of the issuer that it names, and no others. */
@ApplicationScoped
public class TrustedIssuers {
    private static final int MAX_LOGGED_CHARACTERS = 200;

    private Map<String, TrustedIssuer> access;
    private RejectionLog rejections;
    private TrustedIssuer refresh;

    /** For CDI's proxy. */
    protected TrustedIssuers() {}

    @Inject
    TrustedIssuers(Settings settings, SigningKeys keys, ProviderDiscovery discovery, Clock clock) {
        var tokens = settings.tokens();
        var ownKeys = new ImmutableJWKSet<SecurityContext>(keys.publicKeys());
        var own = TrustedIssuer.own(tokens.issuer(), ownKeys, tokens.audience(), TokenType.ACCESS, clock);
        rejections = new RejectionLog(clock);
        var all = new HashMap<String, TrustedIssuer>();
        settings.sso().forEach(issuer -> all.put(issuer.issuer(), TrustedIssuer.sso(issuer, discovery, clock)));
        all.put(own.issuer(), own);
        access = Map.copyOf(all);
        refresh = TrustedIssuer.own(
                tokens.issuer(), ownKeys, tokens.issuer() + "/token/refresh", TokenType.REFRESH, clock);
    }

    /**
     * Verifies an access token.
     *
     * @param token as the client sent it
     * @return the token; empty if it is not valid
     */
    public Optional<VerifiedToken> verifyAccessToken(String token) {
        return parse(token)
                .flatMap(signed -> claims(signed)
                        .map(JWTClaimsSet::getIssuer)
                        .flatMap(this::findIssuer)
                        .flatMap(issuer ->
                                issuer.verify(signed).map(claims -> new VerifiedToken(claims, issuer.sso()))));
    }

    private Optional<TrustedIssuer> findIssuer(String issuer) {
        var trusted = Optional.ofNullable(access.get(issuer));
        // Without single sign-on, no setting can be wrong.
        if (trusted.isEmpty() && access.size() > 1) {
            rejections.log("SSO_ISSUERS does not list its issuer \"" + printable(issuer) + "\"");
        }
        return trusted;
    }

    // The value comes from an unauthenticated client.
    private static String printable(String issuer) {
        var printable = issuer.replaceAll("[^\\x21-\\x7e]", "?");
        return printable.substring(0, Math.min(MAX_LOGGED_CHARACTERS, printable.length()));
    }

    /**
     * Verifies a refresh token of the application itself.
     *
     * @param token as the client sent it
     * @return its claims; empty if it is not valid
     */
    public Optional<JWTClaimsSet> verifyRefreshToken(String token) {
        return parse(token).flatMap(refresh::verify);
    }

    /**
     * Parses a refresh token without verifying it.
     *
     * @param token as the client sent it
     * @return its unverified claims; empty if it cannot be parsed
     */
    public Optional<JWTClaimsSet> parseUnverified(String token) {
        return parse(token).flatMap(TrustedIssuers::claims);
    }

    private static Optional<SignedJWT> parse(String token) {
        if (!JwtSyntax.isValid(token)) {
            return Optional.empty();
        }
        try {
            return Optional.of(SignedJWT.parse(token));
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<JWTClaimsSet> claims(SignedJWT token) {
        try {
            return Optional.ofNullable(token.getJWTClaimsSet());
        } catch (ParseException e) {
            return Optional.empty();
        }
    }
}
