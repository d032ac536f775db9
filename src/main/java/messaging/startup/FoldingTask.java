package messaging.startup;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import messaging.monitor.BackgroundTask;
import messaging.monitor.BackgroundTasks;

/**
 * Folds the text that previous versions stored, once after each start and in the background (S-TEXT-1). Until then, searches
 * compare the text itself. One of several servers does the work; the others check again every ten seconds.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class FoldingTask {
    @Resource(lookup = "jdbc/messaging")
    private DataSource database;

    @Inject
    private SchemaState state;

    @Inject
    private BackgroundTasks tasks;

    private BackgroundTask folding;
    private boolean completed;

    @PostConstruct
    void start() {
        folding = tasks.named("text_folding");
    }

    // The container calls it on one thread at a time.
    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    void run() {
        if (!completed && state.isMigrated()) {
            folding.run(this::fold);
        }
    }

    private void fold() throws SQLException {
        try (var connection = database.getConnection()) {
            completed = new FoldedColumns(connection).complete();
        }
    }
}
