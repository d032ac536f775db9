package messaging.paging;

import java.util.Collections;
import java.util.List;
import messaging.jdbc.SqlBuilder;

/**
 * Text columns that are also stored folded (S-TEXT-1), for statements in SQL: what {@link FoldedText} is for entities.
 *
 * @param folded column with the folded text
 * @param columns text columns that it is made of
 * @param foldedRevision column with the revision that the folded text was made of
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
     * @param columns text columns that it is made of
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
     * @param term what to search for
     */
    public void addContains(SqlBuilder query, PageQuery.Term term) {
        var pattern = PageReader.pattern(term.folded());
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
}
