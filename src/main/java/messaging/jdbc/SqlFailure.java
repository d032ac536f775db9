package messaging.jdbc;

import java.sql.SQLException;

/** A statement failed. The cause holds the database's error code. */
public class SqlFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int errorCode;

    /**
     * Creates the failure.
     *
     * @param cause exception of the driver
     */
    public SqlFailure(SQLException cause) {
        super(cause.getMessage(), cause);
        errorCode = cause.getErrorCode();
    }

    /**
     * Returns the database's error code.
     *
     * @return a positive number, or 0 if the driver failed without one
     */
    public int errorCode() {
        return errorCode;
    }
}
