package messaging.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import messaging.problem.ProblemType;
import messaging.settings.Settings;

/** Serves the site's own files from the folder {@code STATIC_DIR} (S-RUN-5), and no file outside of it. */
@WebServlet(name = "static", urlPatterns = StaticServlet.PREFIX + "*")
public class StaticServlet extends HttpServlet {
    static final String PREFIX = "/static/";

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Settings settings;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var file = file(request);
        if (file.isEmpty()) {
            ProblemWriter.write(request, response, ProblemType.NOT_FOUND);
            return;
        }
        var type = getServletContext().getMimeType(file.get().getFileName().toString());
        response.setContentType(Objects.requireNonNullElse(type, "application/octet-stream"));
        response.setHeader("Cache-Control", "public, max-age=300");
        response.setContentLengthLong(Files.size(file.get()));
        Files.copy(file.get(), response.getOutputStream());
    }

    /** Lets the servlet answer conditional requests with 304. */
    @Override
    protected long getLastModified(HttpServletRequest request) {
        try {
            var file = file(request);
            // The header has whole seconds; a fraction would make every file look newer.
            return file.isPresent() ? Files.getLastModifiedTime(file.get()).to(TimeUnit.SECONDS) * 1_000 : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    private Optional<Path> file(HttpServletRequest request) {
        var path = Objects.requireNonNullElse(request.getPathInfo(), "/").substring(1);
        return settings.http().staticFolder().flatMap(folder -> within(folder, path));
    }

    static Optional<Path> within(Path folder, String path) {
        try {
            var root = folder.toRealPath();
            // The real path, so that a link cannot lead out of the folder.
            var file = root.resolve(path).toRealPath();
            var hidden = StreamSupport.stream(root.relativize(file).spliterator(), false)
                    .anyMatch(segment -> segment.toString().startsWith("."));
            return file.startsWith(root) && !hidden && Files.isRegularFile(file) && Files.isReadable(file)
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (InvalidPathException | IOException e) {
            return Optional.empty();
        }
    }
}
