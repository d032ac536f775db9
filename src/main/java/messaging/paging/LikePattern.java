package messaging.paging;

/** Patterns of the SQL operator {@code LIKE}, with {@code !} as the escape character. */
final class LikePattern {
    static final char ESCAPE = '!';

    private LikePattern() {}

    /** Returns the pattern of a text that contains a term. */
    static String containing(String term) {
        return "%" + escape(term) + "%";
    }

    /** Escapes a term, so that the pattern matches it literally. */
    static String escape(String term) {
        return term.replaceAll("[!%_]", ESCAPE + "$0");
    }
}
