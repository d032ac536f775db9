package messaging.schema;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;

/** Lists the migrations. Flyway could scan for them, but not in an application server whose path contains a space. */
final class Migrations implements ResourceProvider {
    /** All scripts in {@code db/migration}, in order of their versions. */
    static final List<String> SCRIPTS = List.of(
            "V1__core.sql",
            "V2__message_log.sql",
            "V3__joined_version.sql",
            "V4__administration.sql",
            "V5__connection_samples.sql",
            "V6__usernames.sql",
            "V7__search_text.sql",
            "V8__message_content.sql",
            "V9__owners_are_active.sql",
            "V10__deleted_accounts.sql");

    private static final String FOLDER = "db/migration/";

    @Override
    public LoadableResource getResource(String name) {
        return SCRIPTS.contains(name) ? new Script(name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return SCRIPTS.stream()
                .filter(name -> name.startsWith(prefix) && Stream.of(suffixes).anyMatch(name::endsWith))
                .<LoadableResource>map(Script::new)
                .toList();
    }

    private static final class Script extends LoadableResource {
        private final String name;

        private Script(String name) {
            this.name = name;
        }

        @Override
        public Reader read() {
            var stream = Migrations.class.getClassLoader().getResourceAsStream(FOLDER + name);
            if (stream == null) {
                throw new FlywayException("The migration " + name + " is missing");
            }
            return new InputStreamReader(stream, StandardCharsets.UTF_8);
        }

        @Override
        public String getAbsolutePath() {
            return FOLDER + name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return FOLDER + name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
