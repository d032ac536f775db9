package messaging.auth.jwt;

import java.time.Clock;
import messaging.settings.Settings;

/** The issuer and the verifier of tokens for unit tests of other packages. */
public final class ExampleTokens {
    private ExampleTokens() {}

    /** Returns the issuer of the application's own tokens. */
    public static TokenIssuer issuer(Settings settings, Clock clock) {
        return new TokenIssuer(new SigningKeys(settings), settings, clock);
    }

    /** Returns the issuers that the settings trust; none of them may need discovery. */
    public static TrustedIssuers trustedIssuers(Settings settings, Clock clock) {
        return new TrustedIssuers(settings, new SigningKeys(settings), null, clock);
    }
}
