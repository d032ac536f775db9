package messaging.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Malformed and malicious bodies and values. */
final class HostileBodies {

    /** Values for a field, as JSON; right for some field or other, wrong for most. */
    static final List<String> VALUES = List.of(
            "null",
            "true",
            "5",
            "-5",
            "0",
            "-0.0",
            "1.9",
            "1e400",
            "1e-400",
            "1e999999999",
            "2147483648",
            "9223372036854775808",
            "-9223372036854775809",
            "36893488147419103233",
            "9".repeat(900),
            "\"\"",
            "\" \"",
            "\"x\"",
            "\"NaN\"",
            "\"5\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"x\\ud83d\"",
            "\"\\ufffe\\uffff\"",
            "\"' OR 1=1; DROP TABLE users; --\"",
            "\"<script>alert(1)</script>${jndi:ldap://x}{{7*7}}\"",
            "\"" + "x".repeat(100_000) + "\"",
            "\"" + "😀".repeat(20_000) + "\"",
            "{}",
            "{\"a\": 1}",
            "[]",
            "[null]",
            "[[]]",
            "[{}]",
            "[1, \"1\", 1.5, -1, 0, true, 9223372036854775808]",
            "[\"\\ud800\"]",
            "[" + "1,".repeat(20_000) + "1]",
            "[".repeat(30) + "]".repeat(30));

    private HostileBodies() {}

    /** Bodies that are not a JSON object in UTF-8: 400 everywhere. */
    static Map<String, byte[]> malformed() {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        for (String text : List.of(
                "",
                " ",
                "\n\t",
                "null",
                "5",
                "-5e5",
                "true",
                "\"text\"",
                "[]",
                "[{}]",
                "{",
                "}",
                "{]",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":undefined}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{} {}",
                "{}x",
                "{}\u0000",
                "\u0000",
                "\ufeff{}",
                "/* no */ {}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{\"content\":\"x\",\"content\":\"y\",\"username\":1,\"username\":2}",
                "<xml/>",
                "a=b&c=d",
                "{\"a\":" + "9".repeat(2_000) + "}",
                "{\"a\":0." + "0".repeat(200_000) + "1}",
                "{\"" + "k".repeat(200_000) + "\":1}")) {
            bodies.put(text.substring(0, Math.min(40, text.length())), text.getBytes(StandardCharsets.UTF_8));
        }
        for (int depth : new int[] {100, 10_000}) {
            bodies.put(
                    "arrays " + depth,
                    ("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}").getBytes(StandardCharsets.US_ASCII));
            bodies.put(
                    "objects " + depth,
                    ("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)).getBytes(StandardCharsets.US_ASCII));
            bodies.put("open " + depth, "[".repeat(depth).getBytes(StandardCharsets.US_ASCII));
        }
        bodies.put("UTF-16", "{\"a\":1}".getBytes(StandardCharsets.UTF_16));
        bodies.put("UTF-16BE", "{\"a\":1}".getBytes(StandardCharsets.UTF_16BE));
        bodies.put("latin1", "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1));
        for (int[] bytes : List.of(
                new int[] {0xff},
                new int[] {0xfe, 0xff},
                new int[] {0x80},
                new int[] {0xc0, 0x80},
                new int[] {0xc1, 0xbf},
                new int[] {0xe0, 0x80, 0x80},
                new int[] {0xed, 0xa0, 0x80},
                new int[] {0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80},
                new int[] {0xe2, 0x82},
                new int[] {0xf4, 0x90, 0x80, 0x80},
                new int[] {0xf8, 0x88, 0x80, 0x80, 0x80})) {
            bodies.put("bytes " + Integer.toHexString(bytes[0]) + "/" + bytes.length, quoted(bytes));
        }
        return bodies;
    }

    private static byte[] quoted(int[] bytes) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("{\"a\":\"".getBytes(StandardCharsets.US_ASCII));
        for (int unit : bytes) {
            body.write(unit);
        }
        body.writeBytes("\"}".getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }
}
