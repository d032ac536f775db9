package messaging.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.validation.Validator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import messaging.it.Deployments;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server's own resources, as the application sees them. */
@ArquillianTest
@Tag("database")
class DataSourceIT {

    @Resource(lookup = "jdbc/messaging")
    private DataSource dataSource;

    @Inject
    private Validator validator;

    @Deployment
    static WebArchive application() {
        return Deployments.messaging();
    }

    @Test
    void connectsToTheDatabaseAtTheIsolationLevelThatTheConfigurationNames() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT 1")) {
            assertTrue(result.next());
            assertEquals(1, result.getInt(1));
            assertEquals(Connection.TRANSACTION_READ_COMMITTED, connection.getTransactionIsolation());
        }
    }

    @Test
    void injectsWhatTheContainerProvides() {
        assertTrue(validator.validate(new Object()).isEmpty());
    }
}
