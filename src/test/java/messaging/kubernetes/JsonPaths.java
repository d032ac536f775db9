package messaging.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The part of kubectl's JSONPath templates that the scripts use: fields, ranges, filters by equality, and texts. */
final class JsonPaths {
    private static final Pattern STEP =
            Pattern.compile("\\.((?:[^.\\[\\\\]|\\\\.)+)|\\[\\*]|\\[(\\d+)]|\\[\\?\\(@\\.(\\w+)==\"([^\"]*)\"\\)]");

    private JsonPaths() {}

    static String evaluate(String template, JsonNode root) {
        var out = new StringBuilder();
        run(template, root, out);
        return out.toString();
    }

    private static void run(String template, JsonNode node, StringBuilder out) {
        int at = 0;
        while (at < template.length()) {
            if (template.charAt(at) != '{') {
                out.append(template.charAt(at++));
                continue;
            }
            int end = close(template, at);
            var expression = template.substring(at + 1, end);
            at = end + 1;
            if (expression.startsWith("range ")) {
                int stop = template.indexOf("{end}", at);
                for (JsonNode each : find(expression.substring("range ".length()), node)) {
                    run(template.substring(at, stop), each, out);
                }
                at = stop + "{end}".length();
            } else if (expression.startsWith("\"")) {
                out.append(expression.substring(1, expression.length() - 1).replace("\\n", "\n"));
            } else {
                out.append(find(expression, node).stream()
                        .map(found -> found.isValueNode() ? found.asText() : found.toString())
                        .collect(Collectors.joining(" ")));
            }
        }
    }

    /** Returns the position of the closing brace for the one at {@code from}, ignoring braces in text. */
    private static int close(String template, int from) {
        boolean quoted = false;
        for (int i = from; i < template.length(); i++) {
            if (template.charAt(i) == '"') {
                quoted = !quoted;
            } else if (template.charAt(i) == '}' && !quoted) {
                return i;
            }
        }
        throw new IllegalArgumentException(template);
    }

    static List<JsonNode> find(String path, JsonNode from) {
        var here = List.of(from);
        var steps = STEP.matcher(path);
        int end = 0;
        while (steps.find()) {
            if (steps.start() != end) {
                break;
            }
            end = steps.end();
            var next = new ArrayList<JsonNode>();
            for (JsonNode node : here) {
                if (steps.group(1) != null) {
                    var child = node.get(steps.group(1).replace("\\.", "."));
                    if (child != null && !child.isNull()) {
                        next.add(child);
                    }
                } else if (steps.group(2) != null) {
                    var child = node.get(Integer.parseInt(steps.group(2)));
                    if (child != null) {
                        next.add(child);
                    }
                } else if (steps.group(3) != null) {
                    node.forEach(each -> {
                        if (each.path(steps.group(3)).asText().equals(steps.group(4))) {
                            next.add(each);
                        }
                    });
                } else {
                    node.forEach(next::add);
                }
            }
            here = next;
        }
        if (end != path.length()) {
            throw new IllegalArgumentException("Not understood: " + path.substring(end));
        }
        return here;
    }
}
