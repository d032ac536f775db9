package messaging.it;

import java.util.List;
import java.util.Locale;

/**
 * How the database reads one table in a statement, by its EXPLAIN.
 *
 * @param table name or alias; in angle brackets for an intermediate result
 * @param type such as {@code const}, {@code range} or, for a full scan, {@code ALL}
 * @param key the index that it uses, or null
 * @param extra such as {@code Using filesort}
 */
public record AccessPath(String table, String type, String key, String extra) {
    /** Returns the access paths of a statement, as the database plans it with the current rows. */
    public static List<AccessPath> of(String statement) {
        return Sql.rows(
                "EXPLAIN " + statement,
                row -> new AccessPath(
                        row.getString("table"), row.getString("type"), row.getString("key"), row.getString("Extra")));
    }

    /** Whether this reads every row of a stored table, or every entry of one of its indexes. */
    public boolean isFullScan() {
        return isStored() && type != null && List.of("all", "index").contains(type.toLowerCase(Locale.ROOT));
    }

    /** Whether the database sorts what it reads here, or copies it to a temporary table. */
    public boolean isSorted() {
        return isStored() && extra != null && (extra.contains("filesort") || extra.contains("temporary"));
    }

    private boolean isStored() {
        return table != null && !table.startsWith("<");
    }
}
