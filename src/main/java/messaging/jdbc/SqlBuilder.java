package messaging.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Composes an SQL statement from parts, each with the parameters of its question marks, and separates them by spaces. */
public final class SqlBuilder {
    private final StringBuilder text = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    /**
     * Appends a part.
     *
     * @param part SQL with a {@code ?} for each parameter
     * @param values the parameters, in the order of the question marks; see {@link JdbcClient}
     * @return this
     */
    public SqlBuilder add(String part, Object... values) {
        text.append(' ').append(part);
        Collections.addAll(parameters, values);
        return this;
    }

    /**
     * Appends another statement's text and parameters, such as a subquery.
     *
     * @param part the other statement
     * @return this
     */
    public SqlBuilder add(SqlBuilder part) {
        text.append(' ').append(part.text);
        parameters.addAll(part.parameters);
        return this;
    }

    /**
     * Appends the condition that a column has one of several values.
     *
     * @param column SQL of the column
     * @param values one or more
     * @return this
     */
    public SqlBuilder addIn(String column, List<?> values) {
        var all = padded(values);
        return add(column + " IN (" + String.join(", ", Collections.nCopies(all.size(), "?")) + ")", all.toArray());
    }

    /**
     * Repeats the last value until the number of values is a power of two: connections cache prepared statements, and
     * there must not be one for each number of values.
     *
     * @param values one or more
     * @param <T> type of a value
     * @return the values with the last one repeated
     */
    public static <T> List<T> padded(List<T> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        var all = new ArrayList<>(values);
        while (Integer.bitCount(all.size()) > 1) {
            all.add(all.get(values.size() - 1));
        }
        return all;
    }

    /**
     * Returns whether the builder is empty.
     *
     * @return true for a new builder
     */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** Returns the text of the statement. */
    String text() {
        return text.toString();
    }

    /** Returns the parameters in order. */
    Object[] parameters() {
        return parameters.toArray();
    }
}
