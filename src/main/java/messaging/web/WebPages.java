package messaging.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import messaging.oidc.ProviderDiscovery;
import messaging.oidc.ProviderMetadata;
import messaging.problem.ProblemType;
import messaging.settings.Settings;
import messaging.settings.SsoIssuer;

/**
 * The pages and assets of the web client and the admin console. The address of an asset contains a fingerprint of all
 * assets, so that browsers may cache it for a year. All files are small; they are read once and kept in memory,
 * uncompressed and compressed.
 */
@ApplicationScoped
public class WebPages {
    /** Path of the assets, followed by the fingerprint. */
    static final String ASSETS = "/assets/";

    private static final String SOURCE = "/WEB-INF/web/";
    private static final int FINGERPRINT_LENGTH = 16;
    private static final String PREFIX_MARK = "{assets}";
    private static final String IMPORTS_MARK = "{imports}";
    private static final List<String> FOLDERS = List.of("/admin/", ProblemType.PATH);
    private static final String STATIC_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'";
    private static final String POLICY_AFTER_CONNECT =
            "; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none';"
                    + " require-trusted-types-for 'script'; trusted-types lit-html";
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "html", "text/html; charset=utf-8");

    /** The files of the libraries, and the names by which modules import them. */
    private static final List<Library> LIBRARIES = List.of(
            new Library(
                    "lit-html",
                    "lit-html",
                    "lit-html.js",
                    List.of("directive.js", "directive-helpers.js", "directives/keyed.js", "directives/repeat.js")),
            new Library("lit-element", "lit-element", "lit-element.js", List.of()),
            new Library(
                    "lit__reactive-element", "@lit/reactive-element", "reactive-element.js", List.of("css-tag.js")));

    private final SortedMap<String, Asset> assets = new TreeMap<>();
    private final Map<String, Asset> pages = new LinkedHashMap<>();
    private String fingerprint;
    private String policyBeforeConnect;
    private List<SsoIssuer> issuers;
    private ProviderDiscovery discovery;

    /**
     * A library from a WebJar.
     *
     * @param jar artifact of the WebJar
     * @param name name in import statements
     * @param main file that the name alone refers to
     * @param files other required files
     */
    private record Library(String jar, String name, String main, List<String> files) {}

    @Inject
    void read(ServletContext context, Settings settings, ProviderDiscovery discovery) {
        this.discovery = discovery;
        names(context, SOURCE)
                .filter(name -> !name.endsWith(".html"))
                .forEach(name -> assets.put(name, file(name, content(context, name))));
        LIBRARIES.forEach(library -> Stream.concat(Stream.of(library.main()), library.files().stream())
                .forEach(name -> assets.put(library.jar() + "/" + name, file(name, bytes(library, name)))));
        fingerprint = fingerprint();
        var imports = imports();
        for (var page : Map.of("/", "index.html", "/admin/", "admin.html").entrySet()) {
            var text = template(context, page.getValue()).replace(IMPORTS_MARK, imports);
            pages.put(page.getKey(), file(page.getValue(), text.getBytes(StandardCharsets.UTF_8)));
        }
        new ProblemPages(template(context, "problem.html"), template(context, "problems.html"))
                .all()
                .forEach((path, text) -> pages.put(path, file(".html", text.getBytes(StandardCharsets.UTF_8))));
        policyBeforeConnect = policyBeforeConnect(imports);
        issuers = settings.sso();
    }

    /**
     * Returns a page.
     *
     * @param path path of the request
     * @return empty if the page does not exist
     */
    Optional<Asset> page(String path) {
        return Optional.ofNullable(pages.get(FOLDERS.contains(path + "/") ? path + "/" : path));
    }

    /**
     * Returns an asset.
     *
     * @param path path of the request, with a fingerprint
     * @return empty if the asset does not exist
     */
    Optional<Asset> asset(String path) {
        var slash = path.indexOf('/', ASSETS.length());
        return slash < 0 ? Optional.empty() : Optional.ofNullable(assets.get(path.substring(slash + 1)));
    }

    /**
     * Returns whether a path has this version's fingerprint. During a release, pages of another version request their
     * files here too.
     */
    boolean isOfThisRelease(String path) {
        return path.startsWith(ASSETS + fingerprint + "/");
    }

    /**
     * Returns the content security policy of a page.
     *
     * @param path path of the page
     * @return the value of {@code Content-Security-Policy}
     */
    String policy(String path) {
        return path.startsWith(ProblemType.PATH) || path.equals("/problems") ? STATIC_POLICY : policyOfApplications();
    }

    private String policyOfApplications() {
        return policyBeforeConnect
                + Stream.concat(
                                Stream.of("'self'"),
                                issuers.stream().flatMap(this::tokenEndpoints).map(WebPages::origin))
                        .distinct()
                        .collect(Collectors.joining(" "))
                + POLICY_AFTER_CONNECT;
    }

    private String template(ServletContext context, String name) {
        return new String(bytes(context, SOURCE + name), StandardCharsets.UTF_8)
                .replace(PREFIX_MARK, ASSETS + fingerprint);
    }

    private static String policyBeforeConnect(String imports) {
        // Browsers do not support import maps in separate files, so this script is inline and allowed by its hash.
        return "default-src 'self'; script-src 'self' 'sha256-"
                + Base64.getEncoder().encodeToString(sha256(imports.getBytes(StandardCharsets.UTF_8)))
                + "'; style-src 'self'; img-src 'self' blob:; connect-src ";
    }

    // Issuers usually have their token endpoint on their own origin, so that a page works even if it is loaded before
    // the endpoint has been discovered.
    private Stream<URI> tokenEndpoints(SsoIssuer issuer) {
        if (issuer.clientId() == null) {
            return Stream.empty();
        }
        return issuer.tokenEndpoint() != null
                ? Stream.of(issuer.tokenEndpoint())
                : Stream.concat(
                        Stream.of(URI.create(issuer.issuer())),
                        discovery.metadataIfKnown(issuer).map(ProviderMetadata::tokenEndpoint).stream());
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getAuthority();
    }

    private String imports() {
        var entries = LIBRARIES.stream()
                .flatMap(library -> {
                    var folder = ASSETS + fingerprint + "/" + library.jar() + "/";
                    return Stream.of(
                            "\"" + library.name() + "\":\"" + folder + library.main() + "\"",
                            "\"" + library.name() + "/\":\"" + folder + "\"");
                })
                .collect(Collectors.joining(","));
        return "{\"imports\":{" + entries + "}}";
    }

    private String fingerprint() {
        var all = new ByteArrayOutputStream();
        assets.forEach((name, file) -> {
            all.writeBytes(name.getBytes(StandardCharsets.UTF_8));
            all.writeBytes(sha256(file.content()));
        });
        return HexFormat.of().formatHex(sha256(all.toByteArray())).substring(0, FINGERPRINT_LENGTH);
    }

    private static Stream<String> names(ServletContext context, String folder) {
        return context.getResourcePaths(folder).stream()
                .sorted()
                .flatMap(
                        path -> path.endsWith("/") ? names(context, path) : Stream.of(path.substring(SOURCE.length())));
    }

    private static byte[] content(ServletContext context, String name) {
        var content = bytes(context, SOURCE + name);
        return name.endsWith(".js")
                ? ScriptComments.remove(new String(content, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8)
                : content;
    }

    private static byte[] bytes(ServletContext context, String path) {
        try (var in = context.getResourceAsStream(path)) {
            return all(in, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Library library, String name) {
        var path = "META-INF/resources/webjars/" + library.jar() + "/" + version(library) + "/" + name;
        try (var in = WebPages.class.getClassLoader().getResourceAsStream(path)) {
            return all(in, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String version(Library library) {
        var path = "META-INF/maven/org.webjars.npm/" + library.jar() + "/pom.properties";
        var properties = new Properties();
        try (var in = WebPages.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("The application lacks " + path);
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static byte[] all(InputStream in, String path) throws IOException {
        if (in == null) {
            throw new IllegalStateException("The application lacks " + path);
        }
        return in.readAllBytes();
    }

    private static Asset file(String name, byte[] content) {
        var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalStateException("Unknown media type: " + name);
        }
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Asset(type, content, compressed.toByteArray());
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is required in every JDK", e);
        }
    }
}
