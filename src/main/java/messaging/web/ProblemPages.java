package messaging.web;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import messaging.problem.ErrorCode;
import messaging.problem.ProblemType;

/** Renders the pages about problem types, and the list of all of them (S-ERR-1). */
final class ProblemPages {
    private final String page;
    private final String list;

    /**
     * Creates the renderer.
     *
     * @param page template of a page about one type
     * @param list template of the list
     */
    ProblemPages(String page, String list) {
        this.page = page;
        this.list = list;
    }

    /** Returns the HTML of all pages by path. */
    Map<String, String> all() {
        var pages = new LinkedHashMap<String, String>();
        pages.put(ProblemType.PATH, list());
        for (var type : ProblemType.values()) {
            pages.put(type.toString(), page(type));
        }
        return pages;
    }

    private String list() {
        return list.replace(
                "{rows}",
                Arrays.stream(ProblemType.values())
                        .sorted(Comparator.comparing(type -> type.status().getStatusCode()))
                        .map(type -> "<tr><td>" + type.status().getStatusCode() + "</td><td><a href=\"" + type
                                + "\"><code>" + type.id() + "</code></a></td><td>" + escape(type.meaning())
                                + "</td></tr>")
                        .collect(Collectors.joining("\n")));
    }

    private String page(ProblemType type) {
        return page.replace("{type}", type.toString())
                .replace("{title}", escape(type.title()))
                .replace(
                        "{status}",
                        type.status().getStatusCode() + " " + type.status().getReasonPhrase())
                .replace("{meaning}", escape(type.meaning()))
                .replace("{remedy}", escape(type.remedy()))
                .replace("{codes}", type == ProblemType.INVALID_INPUT ? codes() : "");
    }

    private static String codes() {
        return Arrays.stream(ErrorCode.values())
                .map(code -> "<tr><td><code>" + code + "</code></td><td>" + escape(code.template()) + "</td></tr>")
                .collect(Collectors.joining(
                        "\n",
                        "<h2>Codes</h2>\n<table><thead><tr><th scope=\"col\">Code</th><th scope=\"col\">Message</th></tr>"
                                + "</thead><tbody>\n",
                        "\n</tbody></table>"));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
