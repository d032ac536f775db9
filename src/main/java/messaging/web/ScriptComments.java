package messaging.web;

import java.util.regex.Pattern;

/**
 * Removes comments from the modules of the pages: browsers do not need them, and types in JSDoc are a quarter of the bytes.
 * Lines keep their numbers, so stack traces match the source. Only the forms of comments that the modules use are removed:
 * whole lines, and types within a line.
 */
final class ScriptComments {

    private static final String BLOCK = "/\\*\\*[^*]*+(?:\\*(?!/)[^*]*+)*+\\*/";
    private static final Pattern COMMENTS =
            Pattern.compile("(?m)^[ \\t]*+" + BLOCK + "[ \\t]*+$|/\\*\\* @type [^\\n*]*+\\*/ ?+|^[ \\t]*+//.*+$");
    private static final Pattern OTHER_THAN_LINE_BREAKS = Pattern.compile("[^\\n]++");

    private ScriptComments() {}

    static String remove(String script) {
        return COMMENTS.matcher(script)
                .replaceAll(comment ->
                        OTHER_THAN_LINE_BREAKS.matcher(comment.group()).replaceAll(""));
    }
}
