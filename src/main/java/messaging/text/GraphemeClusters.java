package messaging.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;

/**
 * Counts characters as users perceive them: extended grapheme clusters (UAX #29). A letter with its accents, a flag, or an
 * emoji of several people is one character (S-TEXT-7).
 */
public final class GraphemeClusters {
    private GraphemeClusters() {}

    /**
     * Counts the clusters of a text up to a limit.
     *
     * @param text any text
     * @param limit number at which to stop counting
     * @return the number of clusters, or {@code limit + 1} if there are more than {@code limit}
     */
    public static int count(String text, int limit) {
        var clusters = BreakIterator.getCharacterInstance(ULocale.ROOT);
        clusters.setText(text);
        var count = 0;
        while (count <= limit && clusters.next() != BreakIterator.DONE) {
            count++;
        }
        return count;
    }

    /**
     * Returns whether a text has at most {@code max} clusters. A text with at most {@code max} code units is not analyzed.
     *
     * @param text any text
     * @param max maximum number of clusters
     * @return true if it has {@code max} clusters or fewer
     */
    public static boolean isAtMost(String text, int max) {
        return text.length() <= max || count(text, max) <= max;
    }
}
