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
 * The web client and the admin console as browsers get them: HTML pages, and the files that they load from an address with
 * a fingerprint of all of those files, so that they may be kept for a year. Everything is read once and held in memory,
 * packed and unpacked: it is small.
 */
@ApplicationScoped
public class WebPages {
    /** Where the files are, followed by the fingerprint. */
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

    /** The files of the libraries, and by which names our modules import them. */
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
     * @param jar the WebJar's artifact
     * @param name by which modules import it
     * @param main what they get by the name alone
     * @param files what else is needed
     */
    private record Library(String jar, String name, String main, List<String> files) {}

    @Inject
    void read(ServletContext context, Settings settings, ProviderDiscovery discovery) {
        this.discovery = discovery;
        names(context, SOURCE)
                .filter(name -> !name.endsWith(".html"))
                .forEach(name -> assets.put(name, file(name, bytes(context, SOURCE + name))));
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
     * A page.
     *
     * @param path of the address
     * @return empty if there is no page
     */
    Optional<Asset> page(String path) {
        return Optional.ofNullable(pages.get(FOLDERS.contains(path + "/") ? path + "/" : path));
    }

    /**
     * A file that pages load.
     *
     * @param path of the address, with a fingerprint
     * @return empty if there is none
     */
    Optional<Asset> asset(String path) {
        var slash = path.indexOf('/', ASSETS.length());
        return slash < 0 ? Optional.empty() : Optional.ofNullable(assets.get(path.substring(slash + 1)));
    }

    /** Whether a path has this release's fingerprint. While releases change, a page asks for another one's files too. */
    boolean isOfThisRelease(String path) {
        return path.startsWith(ASSETS + fingerprint + "/");
    }

    /**
     * Returns what a page may do.
     *
     * @param path of the page
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
        // Browsers let nobody write import maps in a file of their own: this one script stands in the page, known by
        // its hash.
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
                throw new IllegalStateException("The application has no " + path);
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static byte[] all(InputStream in, String path) throws IOException {
        if (in == null) {
            throw new IllegalStateException("The application has no " + path);
        }
        return in.readAllBytes();
    }

    private static Asset file(String name, byte[] content) {
        var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalStateException("Nobody knows the media type of " + name);
        }
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Asset(type, content, packed.toByteArray());
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
