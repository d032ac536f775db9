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

/** Whose tokens count. A token goes to the issuer that it names, and only that issuer's keys are tried. */
@ApplicationScoped
public class TrustedIssuers {
    private static final int MAX_LOGGED = 200;

    private Map<String, TrustedIssuer> access;
    private RejectionLog refusals;
    private TrustedIssuer refresh;

    /** For CDI's proxy. */
    protected TrustedIssuers() {}

    @Inject
    TrustedIssuers(Settings settings, SigningKeys keys, ProviderDiscovery discovery, Clock clock) {
        var tokens = settings.tokens();
        var ownKeys = new ImmutableJWKSet<SecurityContext>(keys.publicKeys());
        var own = TrustedIssuer.own(tokens.issuer(), ownKeys, tokens.audience(), TokenType.ACCESS, clock);
        refusals = new RejectionLog(clock);
        var all = new HashMap<String, TrustedIssuer>();
        settings.sso().forEach(issuer -> all.put(issuer.issuer(), TrustedIssuer.sso(issuer, discovery, clock)));
        all.put(own.issuer(), own);
        access = Map.copyOf(all);
        refresh = TrustedIssuer.own(
                tokens.issuer(), ownKeys, tokens.issuer() + "/token/refresh", TokenType.REFRESH, clock);
    }

    /**
     * Checks an access token.
     *
     * @param token as it came
     * @return the token; empty if it is not to be trusted
     */
    public Optional<VerifiedToken> verifyAccess(String token) {
        return parse(token)
                .flatMap(signed -> claims(signed)
                        .map(JWTClaimsSet::getIssuer)
                        .flatMap(this::trusted)
                        .flatMap(issuer ->
                                issuer.verify(signed).map(claims -> new VerifiedToken(claims, issuer.sso()))));
    }

    private Optional<TrustedIssuer> trusted(String issuer) {
        var trusted = Optional.ofNullable(access.get(issuer));
        // Servers without single sign-on have no setting that could be wrong.
        if (trusted.isEmpty() && access.size() > 1) {
            refusals.log("SSO_ISSUERS does not list its issuer \"" + printable(issuer) + "\"");
        }
        return trusted;
    }

    // Anyone can send this.
    private static String printable(String issuer) {
        var printable = issuer.replaceAll("[^\\x21-\\x7e]", "?");
        return printable.substring(0, Math.min(MAX_LOGGED, printable.length()));
    }

    /**
     * Checks a refresh token; only the application's own exist.
     *
     * @param token as it came
     * @return its claims; empty if it is not to be trusted
     */
    public Optional<JWTClaimsSet> verifyRefresh(String token) {
        return parse(token).flatMap(refresh::verify);
    }

    /**
     * What a refresh token says, true or not.
     *
     * @param token as it came
     * @return its claims, unchecked; empty if it has none
     */
    public Optional<JWTClaimsSet> claimed(String token) {
        return parse(token).flatMap(TrustedIssuers::claims);
    }

    private static Optional<SignedJWT> parse(String token) {
        if (!JwtSyntax.isSound(token)) {
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
