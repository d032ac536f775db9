package messaging.it;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What Arquillian deploys for the tests that run inside the server. */
public final class Deployments {

    private Deployments() {}

    /** The WAR as the build packaged it, and the tests of {@code messaging.container} with their helpers. */
    public static WebArchive messaging() {
        return ShrinkWrap.create(ZipImporter.class, "incontainer.war")
                .importFrom(new File(System.getProperty("messaging.war", "target/messaging.war")))
                .as(WebArchive.class)
                .addPackages(true, "messaging.container");
    }
}
