package messaging.user;

import messaging.settings.Settings;

/** The rate limits of sign-ins for unit tests of other packages. */
public final class ExampleSignInLimits {
    private ExampleSignInLimits() {}

    /** Returns the limits of the settings. */
    public static SignInLimits of(Settings settings) {
        return new SignInLimits(new InMemoryUsers(), settings);
    }
}
