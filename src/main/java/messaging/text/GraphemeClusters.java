package messaging.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;

/**
 * Counts the characters that users see: extended grapheme clusters (UAX #29). A letter with its accents is one, and so is
 * a flag or an emoji of several people (S-TEXT-7).
 */
public final class GraphemeClusters {
    private GraphemeClusters() {}

    /**
     * Counts the clusters of a text, but no further than necessary.
     *
     * @param text any text
     * @param limit where to stop
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
     * Returns whether a text has at most so many clusters. A text with no more code units than that is not analyzed.
     *
     * @param text any text
     * @param max number of clusters
     * @return true if it has {@code max} clusters or fewer
     */
    public static boolean isAtMost(String text, int max) {
        return text.length() <= max || count(text, max) <= max;
    }
}
