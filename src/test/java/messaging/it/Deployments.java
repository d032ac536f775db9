package messaging.it;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What Arquillian deploys for the tests that run inside the server. */
public final class Deployments {

    // Arquillian takes the path from here, and else from the archive's name; it must be the one in our web.xml.
    private static final String CONTEXT_ROOT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <web-ext xmlns="http://websphere.ibm.com/xml/ns/javaee" version="1.1">
              <context-root uri="/"/>
            </web-ext>
            """;

    private Deployments() {}

    /** The WAR as the build packaged it, and the tests of {@code messaging.container} with their helpers. */
    public static WebArchive messaging() {
        return ShrinkWrap.create(ZipImporter.class, "incontainer.war")
                .importFrom(new File(System.getProperty("messaging.war", "target/messaging.war")))
                .as(WebArchive.class)
                .addAsWebInfResource(new StringAsset(CONTEXT_ROOT), "ibm-web-ext.xml")
                // As a file too, since our first filter lets through what is a file or below /api/.
                .addAsWebResource(EmptyAsset.INSTANCE, "ArquillianServletRunnerEE9")
                .addPackages(true, "messaging.container");
    }
}
