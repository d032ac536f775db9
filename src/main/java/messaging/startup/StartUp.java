package messaging.startup;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.CreationException;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import messaging.auth.jwt.SigningKeys;
import messaging.schema.DatabaseUnreachable;
import messaging.schema.Schema;
import messaging.settings.InvalidSettings;
import messaging.settings.Settings;
import messaging.text.TextFolding;
import messaging.text.UsernameRules;
import messaging.user.Passwords;
import org.flywaydb.core.api.FlywayException;

/** Prepares the application before it accepts requests. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class StartUp {
    private static final Logger LOG = Logger.getLogger(StartUp.class.getName());
    // sysexits.h: configuration error, service unavailable.
    private static final int EX_CONFIG = 78;
    private static final int EX_UNAVAILABLE = 69;
    private static final String DATABASE = "jdbc/messaging";

    @Inject
    private Instance<Settings> settings;

    @Inject
    private Instance<SigningKeys> keys;

    @Inject
    private Instance<Passwords> passwords;

    @Inject
    private SchemaState state;

    @PostConstruct
    void prepare() {
        try {
            var startupTimeout = settings.get().database().startupTimeout();
            keys.get().active();
            // Looked up late: an invalid setting can prevent the data source, and that setting must be reported first.
            var schema = new Schema(InitialContext.<DataSource>doLookup(DATABASE));
            schema.await(startupTimeout);
            // The first hash is the slowest, because it also loads the list of common passwords. No request must wait
            // for that.
            passwords.get().matches("", Optional.empty());
            // The text tables are loaded here for the same reason.
            UsernameRules.skeletons(TextFolding.fold("é"));
            LOG.log(Level.INFO, "Migrations applied: {0}", schema.migrate());
            state.reached();
        } catch (InvalidSettings | CreationException e) {
            stop(EX_CONFIG, message(e));
        } catch (NamingException e) {
            stop(EX_CONFIG, "Liberty has not created the data source " + DATABASE + "; see its messages above.");
        } catch (DatabaseUnreachable e) {
            stop(EX_UNAVAILABLE, e.getMessage());
        } catch (FlywayException e) {
            LOG.log(Level.SEVERE, "The migrations failed", e);
            stop(
                    EX_UNAVAILABLE,
                    "The migrations failed: "
                            + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    private static String message(Throwable error) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
                .filter(InvalidSettings.class::isInstance)
                .findFirst()
                .orElse(error)
                .getMessage();
    }

    // Nothing is running that would have to end in order, and an orderly stop would bury the line in stack traces.
    private static void stop(int status, String reason) {
        System.err.println("Cannot start: " + reason);
        System.err.flush();
        Runtime.getRuntime().halt(status);
    }
}
