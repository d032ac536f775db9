package messaging.launch;

import com.mysql.cj.jdbc.Driver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Tries whether the application's account can sign in at a database. */
record SignIn(Database database) {

    static {
        // The driver's clean-up thread would outlive us in Maven's own process.
        System.setProperty("com.mysql.cj.disableAbandonedConnectionCleanup", "true");
    }

    /** Nothing when it worked, else why not. */
    Optional<String> attempt() {
        Map<String, String> settings = database.environment();
        Properties account = new Properties();
        account.setProperty("user", settings.get("DB_USER"));
        account.setProperty("password", settings.get("DB_PASSWORD"));
        account.setProperty("connectTimeout", "5000");
        account.setProperty("socketTimeout", "5000");
        // Not through DriverManager: it sees the drivers of the class loader that asked first, here Maven's.
        try (Connection connection = new Driver().connect(database.jdbcUrl(), account)) {
            return connection.isValid(5) ? Optional.empty() : Optional.of("the connection is not valid");
        } catch (SQLException e) {
            return Optional.of(firstLine(e));
        }
    }

    private static String firstLine(SQLException e) {
        return e.getMessage() == null
                ? e.toString()
                : e.getMessage().lines().findFirst().orElse(e.toString());
    }
}
