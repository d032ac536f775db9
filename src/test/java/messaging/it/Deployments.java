package messaging.it;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The archive that Arquillian deploys for the tests that run inside the server. */
public final class Deployments {

    // Arquillian reads the path from here, or else from the name of the archive; it must match web.xml.
    private static final String CONTEXT_ROOT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <web-ext xmlns="http://websphere.ibm.com/xml/ns/javaee" version="1.1">
              <context-root uri="/"/>
            </web-ext>
            """;

    private Deployments() {}

    /** The WAR as the build packaged it, and the tests of {@code messaging.container} with their helpers. */
    public static WebArchive messaging() {
        WebArchive archive = ShrinkWrap.create(ZipImporter.class, "incontainer.war")
                .importFrom(new File(System.getProperty("messaging.war", "target/messaging.war")))
                .as(WebArchive.class)
                .addAsWebInfResource(new StringAsset(CONTEXT_ROOT), "ibm-web-ext.xml")
                .addPackages(true, "messaging.container");
        return archive.setWebXML(new StringAsset(withRoomForTheRunner(archive)));
    }

    // The first filter rejects unknown paths, and so the path of Arquillian's servlet.
    private static String withRoomForTheRunner(WebArchive archive) {
        try (InputStream in = archive.get("/WEB-INF/web.xml").getAsset().openStream()) {
            String whole = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String filtered = whole.replaceFirst("(<filter-name>entry</filter-name>\\s*<url-pattern>)/\\*", "$1/api/*");
            String changed = filtered.replace("<absolute-ordering/>", "");
            if (filtered.equals(whole) || changed.equals(filtered)) {
                throw new IllegalStateException(
                        "web.xml no longer has a filter 'entry' for all paths, or allows servlets of libraries");
            }
            return changed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
