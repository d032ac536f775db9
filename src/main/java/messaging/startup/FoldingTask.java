package messaging.startup;

import jakarta.annotation.Resource;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Folds the text of previous versions once after each start, in the background (S-TEXT-1). Searches compare the text itself
 * until then. Of several servers one works, and the others look again every minute.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class FoldingTask {
    private static final Logger LOG = Logger.getLogger(FoldingTask.class.getName());

    @Resource(lookup = "jdbc/messaging")
    private DataSource database;

    @Inject
    private SchemaState state;

    private boolean completed;
    private boolean failed;

    // The container calls it in one thread at a time.
    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    void run() {
        if (completed || !state.isMigrated()) {
            return;
        }
        try (var connection = database.getConnection()) {
            completed = new FoldedColumns(connection).complete();
            if (completed && failed) {
                LOG.info("The text of previous versions is folded for searching.");
            }
        } catch (SQLException e) {
            if (!failed) {
                LOG.log(Level.WARNING, "The text of previous versions could not be folded; retrying", e);
            }
            failed = true;
        }
    }
}
