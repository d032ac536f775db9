package messaging.bench;

import jakarta.annotation.Resource;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import javax.sql.DataSource;

/**
 * The ceiling for reads: the same rows as the product, by one statement and handwritten JSON, without authentication. It
 * runs beside the product in the same server, and has a data source with the fastest settings of the driver.
 */
@WebServlet("/*")
public class BareServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 50;
    private static final int PAGE_CHARACTERS = 32_768;

    private static final String MESSAGE = "SELECT m.id, m.conversation_id, m.seq, m.version, m.sender_id, u.username,"
            + " u.first_name, u.last_name, u.is_active, m.content, m.client_id, m.reply_to, m.created_at, m.updated_at,"
            + " c.last_seq - c.deleted_count FROM conversations c STRAIGHT_JOIN messages m ON m.conversation_id = c.id"
            + " STRAIGHT_JOIN users u ON u.id = m.sender_id WHERE c.id = ?";
    private static final String MESSAGES =
            MESSAGE + " AND m.seq < ? AND m.deleted_at IS NULL ORDER BY m.seq DESC LIMIT ?";
    private static final String ONE = MESSAGE + " AND m.id = ? AND m.deleted_at IS NULL";
    private static final String PROFILE = "SELECT id, username, email, first_name, last_name, is_admin, is_active,"
            + " created_at, updated_at FROM users WHERE id = ?";

    @Resource(lookup = "jdbc/bare")
    private transient DataSource database;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var json = new StringBuilder(PAGE_CHARACTERS);
        try (var connection = database.getConnection()) {
            switch (request.getPathInfo()) {
                case "/messages" -> page(connection, request, json);
                case "/message" -> message(connection, request, json);
                case "/profile" -> profile(connection, request, json);
                default -> {
                    response.sendError(HttpServletResponse.SC_NOT_FOUND);
                    return;
                }
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
        var bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static void page(Connection connection, HttpServletRequest request, StringBuilder json)
            throws SQLException {
        try (var statement =
                prepare(connection, MESSAGES, number(request, "conversation"), number(request, "before"))) {
            statement.setInt(3, PAGE);
            try (var rows = statement.executeQuery()) {
                var separator = "";
                while (rows.next()) {
                    if (separator.isEmpty()) {
                        json.append("{\"count\":").append(rows.getLong(15));
                        json.append(",\"next\":");
                        text(json, request.getRequestURL() + "?limit=50&before=" + (rows.getLong(3) - PAGE + 1));
                        json.append(",\"previous\":null,\"results\":[");
                    }
                    json.append(separator);
                    message(rows, json);
                    separator = ",";
                }
                json.append("]}");
            }
        }
    }

    private static void message(Connection connection, HttpServletRequest request, StringBuilder json)
            throws SQLException {
        try (var statement = prepare(connection, ONE, number(request, "conversation"), number(request, "id"));
                var rows = statement.executeQuery()) {
            rows.next();
            message(rows, json);
        }
    }

    private static void message(ResultSet row, StringBuilder json) throws SQLException {
        json.append("{\"id\":").append(row.getLong(1));
        json.append(",\"conversation\":").append(row.getLong(2));
        json.append(",\"seq\":").append(row.getLong(3));
        json.append(",\"version\":").append(row.getLong(4));
        json.append(",\"sender\":").append(row.getLong(5));
        json.append(",\"sender_details\":{\"id\":").append(row.getLong(5));
        text(json.append(",\"username\":"), row.getString(6));
        text(json.append(",\"first_name\":"), row.getString(7));
        text(json.append(",\"last_name\":"), row.getString(8));
        json.append(",\"is_active\":").append(row.getBoolean(9));
        text(json.append("},\"content\":"), row.getString(10));
        text(json.append(",\"client_id\":"), row.getString(11));
        long replyTo = row.getLong(12);
        json.append(",\"reply_to\":").append(row.wasNull() ? "null" : Long.toString(replyTo));
        json.append(",\"mentions\":[],\"reactions\":[]");
        time(json.append(",\"created_at\":"), row.getObject(13, LocalDateTime.class));
        time(json.append(",\"updated_at\":"), row.getObject(14, LocalDateTime.class));
        json.append('}');
    }

    private static void profile(Connection connection, HttpServletRequest request, StringBuilder json)
            throws SQLException {
        try (var statement = connection.prepareStatement(PROFILE)) {
            statement.setLong(1, number(request, "id"));
            try (var row = statement.executeQuery()) {
                row.next();
                json.append("{\"id\":").append(row.getLong(1));
                text(json.append(",\"username\":"), row.getString(2));
                text(json.append(",\"email\":"), row.getString(3));
                text(json.append(",\"first_name\":"), row.getString(4));
                text(json.append(",\"last_name\":"), row.getString(5));
                json.append(",\"is_admin\":").append(row.getBoolean(6));
                json.append(",\"is_active\":").append(row.getBoolean(7));
                time(json.append(",\"created_at\":"), row.getObject(8, LocalDateTime.class));
                time(json.append(",\"updated_at\":"), row.getObject(9, LocalDateTime.class));
                json.append('}');
            }
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, long first, long second)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        statement.setLong(1, first);
        statement.setLong(2, second);
        return statement;
    }

    private static long number(HttpServletRequest request, String name) {
        return Long.parseLong(request.getParameter(name));
    }

    private static void text(StringBuilder json, String text) {
        if (text == null) {
            json.append("null");
            return;
        }
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit == '"' || unit == '\\') {
                json.append('\\').append(unit);
            } else if (unit < ' ') {
                json.append(String.format("\\u%04x", (int) unit));
            } else {
                json.append(unit);
            }
        }
        json.append('"');
    }

    private static void time(StringBuilder json, LocalDateTime time) {
        json.append('"').append(time.getYear());
        digits(json.append('-'), time.getMonthValue(), 10);
        digits(json.append('-'), time.getDayOfMonth(), 10);
        digits(json.append('T'), time.getHour(), 10);
        digits(json.append(':'), time.getMinute(), 10);
        digits(json.append(':'), time.getSecond(), 10);
        digits(json.append('.'), time.getNano() / 1_000, 100_000);
        json.append("Z\"");
    }

    private static void digits(StringBuilder json, int value, int highest) {
        for (int place = highest; place > 0; place /= 10) {
            json.append((char) ('0' + value / place % 10));
        }
    }
}
