package messaging.paging;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import messaging.jdbc.SqlBuilder;

/**
 * Text columns that are also stored folded (S-TEXT-1), for SQL statements; {@link FoldedText} does the same for entities.
 *
 * @param folded column with the folded text
 * @param columns columns whose folded form it is
 * @param foldedRevision column with the revision of the folded text
 * @param revision column with the current revision
 */
public record FoldedColumns(String folded, List<String> columns, String foldedRevision, String revision) {
    /** Copies the list. */
    public FoldedColumns {
        columns = List.copyOf(columns);
    }

    /**
     * Declares text that changes with a revision.
     *
     * @param alias alias of the table, which has the columns {@code revision} and {@code folded_revision}
     * @param folded column with the folded text
     * @param columns columns whose folded form it is
     * @return the declaration
     */
    public static FoldedColumns of(String alias, String folded, String... columns) {
        return new FoldedColumns(
                alias + "." + folded,
                List.of(columns).stream().map(column -> alias + "." + column).toList(),
                alias + ".folded_revision",
                alias + ".revision");
    }

    /**
     * Appends the condition that the text contains a term.
     *
     * @param query to append to
     * @param term the search term
     */
    public void addContains(SqlBuilder query, PageQuery.Term term) {
        var pattern = LikePattern.containing(term.folded());
        query.add(
                "((" + foldedRevision + " = " + revision + " AND " + folded + " LIKE ? ESCAPE '!') OR (("
                        + foldedRevision + " IS NULL OR " + foldedRevision + " <> " + revision + ") AND (",
                pattern);
        query.add(
                String.join(
                        " OR ",
                        columns.stream()
                                .map(column -> column + " LIKE ? ESCAPE '!'")
                                .toList()),
                Collections.nCopies(columns.size(), pattern).toArray());
        query.add(")))");
    }

    /**
     * Appends the condition that a text which never changes contains a term.
     *
     * @param query to append to
     * @param folded column with the folded text; null in rows whose text can be compared directly
     * @param column with the text
     * @param term the search term
     */
    public static void addContainsUnchanged(SqlBuilder query, String folded, String column, PageQuery.Term term) {
        var pattern = LikePattern.containing(term.folded());
        query.add(
                "(" + folded + " LIKE ? ESCAPE '!' OR (" + folded + " IS NULL AND " + column + " LIKE ? ESCAPE '!'))",
                pattern,
                pattern);
    }

    /**
     * Appends the condition that a binary column contains a term as the client wrote it, such as an emoji.
     *
     * @param query to append to
     * @param column with UTF-8
     * @param term the search term
     */
    public static void addContainsVerbatim(SqlBuilder query, String column, PageQuery.Term term) {
        query.add(column + " LIKE ? ESCAPE '!'", (Object)
                LikePattern.containing(term.verbatim()).getBytes(StandardCharsets.UTF_8));
    }
}
