package messaging.message;

import java.util.BitSet;
import java.util.Set;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Finds the parts of a Markdown text (CommonMark) that are not prose. */
final class MarkdownRanges {
    // Without HTML blocks: the clients show raw HTML as text.
    private static final Set<Class<? extends Block>> BLOCKS = Set.of(
            BlockQuote.class,
            FencedCodeBlock.class,
            Heading.class,
            IndentedCodeBlock.class,
            ListBlock.class,
            ThematicBreak.class);
    // Limits the nesting of a text with 10,000 ">".
    private static final int MAX_DEPTH = 50;

    private static final int MAX_BRACKETS = 500;

    private static final Parser PARSER = Parser.builder()
            .enabledBlockTypes(BLOCKS)
            .maxOpenBlockParsers(MAX_DEPTH)
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();

    private MarkdownRanges() {}

    /**
     * Returns the indexes of the characters in code spans, code blocks, and the targets and titles of links, but not of
     * a link's text.
     */
    static BitSet ofCodeAndLinkTargets(String text) {
        var ranges = new BitSet(text.length());
        if (!canContainAny(text)) {
            return ranges;
        }
        // Without recursion, because valid Markdown can be nested as deep as the text is long.
        Node node = PARSER.parse(withBoundedBrackets(text));
        while (node != null) {
            var isOpaque = add(node, text, ranges);
            if (!isOpaque && node.getFirstChild() != null) {
                node = node.getFirstChild();
                continue;
            }
            while (node != null && node.getNext() == null) {
                node = node.getParent();
            }
            node = node == null ? null : node.getNext();
        }
        return ranges;
    }

    // The parser's time grows with the square of the number of brackets, so a text with many of them is not parsed for
    // links.
    private static String withBoundedBrackets(String text) {
        var brackets = text.chars().filter(character -> character == '[').count();
        return brackets > MAX_BRACKETS ? text.replace('[', ' ') : text;
    }

    // Cheaper than parsing, which most messages do not need.
    private static boolean canContainAny(String text) {
        return text.indexOf('`') >= 0
                || text.indexOf('<') >= 0
                || text.indexOf('[') >= 0
                || text.indexOf('\t') >= 0
                || text.contains("    ")
                || text.contains("~~~");
    }

    /** Adds the range of a node, and returns whether its children can be skipped. */
    private static boolean add(Node node, String text, BitSet ranges) {
        if (node instanceof Code
                || node instanceof FencedCodeBlock
                || node instanceof IndentedCodeBlock
                || node instanceof LinkReferenceDefinition) {
            set(node, ranges, true);
            return true;
        }
        if (node instanceof Link || node instanceof Image) {
            set(node, ranges, true);
            var spans = node.getSourceSpans();
            var isAutolink = !spans.isEmpty() && text.charAt(spans.get(0).getInputIndex()) == '<';
            if (!isAutolink) {
                for (var child = node.getFirstChild(); child != null; child = child.getNext()) {
                    set(child, ranges, false);
                }
            }
            return isAutolink;
        }
        return false;
    }

    private static void set(Node node, BitSet ranges, boolean isExcluded) {
        for (var span : node.getSourceSpans()) {
            ranges.set(span.getInputIndex(), span.getInputIndex() + span.getLength(), isExcluded);
        }
    }
}
