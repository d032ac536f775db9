package messaging.it;

import static messaging.it.ApiRequest.object;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import messaging.command.Manage;
import org.junit.jupiter.api.Assertions;

/** A user that a test registered, signed in on one device. */
public final class Account {

    /** The password of every account that tests create. */
    public static final String PASSWORD = "correct horse battery";

    private final long id;
    private final String username;
    private final String refresh;
    private final String access;

    private Account(long id, String username, String refresh, String access) {
        this.id = id;
        this.username = username;
        this.refresh = refresh;
        this.access = access;
    }

    /** Registers a user with a unique username. */
    public static Account register() {
        return register(uniqueUsername());
    }

    /** Registers a user with a given username. */
    public static Account register(String username) {
        ApiRequest.api("POST", "users/").json(registration(username)).send().expect(201);
        return signIn(username, PASSWORD);
    }

    /** Creates an administrator with the operator's command. */
    public static Account createAdministrator() {
        String username = uniqueUsername();
        var environment = TestEnvironment.ofCommands();
        environment.put("SUPERUSER_PASSWORD", PASSWORD);
        int status = Manage.run(environment, "createsuperuser", "--username", username, "--email", email(username));
        Assertions.assertEquals(0, status, "createsuperuser");
        return signIn(username, PASSWORD);
    }

    /** Signs in an existing user. */
    public static Account signIn(String username, String password) {
        ApiResponse pair = ApiRequest.api("POST", "token/")
                .json(object("username", username, "password", password))
                .send()
                .expect(200);
        String access = pair.get("access").textValue();
        ApiResponse me =
                ApiRequest.api("GET", "users/me/").bearer(access).send().expect(200);
        return new Account(
                me.id(), me.get("username").textValue(), pair.get("refresh").textValue(), access);
    }

    /** Signs the same user in on another device. */
    public Account signInAgain() {
        return signIn(username, PASSWORD);
    }

    /** Returns a username that no other test uses. */
    public static String uniqueUsername() {
        return "u"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 16).toLowerCase(Locale.ROOT);
    }

    /** Returns the email address of a user with this username. */
    public static String email(String username) {
        return username + "@example.com";
    }

    /** Returns the body of a registration. */
    public static Map<String, Object> registration(String username) {
        return object("username", username, "email", email(username), "password", PASSWORD);
    }

    public long id() {
        return id;
    }

    public String username() {
        return username;
    }

    public String email() {
        return email(username);
    }

    /** The refresh token of the sign-in. */
    public String refresh() {
        return refresh;
    }

    /** The access token of the sign-in. */
    public String access() {
        return access;
    }

    /** Returns an API request with this user's access token. */
    public ApiRequest request(String method, String path) {
        return ApiRequest.api(method, path).bearer(access);
    }

    public ApiResponse get(String path) {
        return request("GET", path).send();
    }

    public ApiResponse post(String path, Object body) {
        return request("POST", path).json(body).send();
    }

    public ApiResponse put(String path, Object body) {
        return request("PUT", path).json(body).send();
    }

    public ApiResponse patch(String path, Object body) {
        return request("PATCH", path).json(body).send();
    }

    public ApiResponse delete(String path) {
        return request("DELETE", path).send();
    }

    /** Creates a conversation and returns its path, with a trailing slash. */
    public String createConversation(String title, Account... others) {
        long[] ids = Arrays.stream(others).mapToLong(Account::id).toArray();
        return "conversations/"
                + post("conversations/", object("title", title, "participants", ids))
                        .expect(201)
                        .id()
                + "/";
    }

    /** Sends a message to a conversation and returns the path of the message, with a trailing slash. */
    public String sendMessage(String conversation, String content) {
        return conversation + "messages/"
                + post(conversation + "messages/", object("content", content))
                        .expect(201)
                        .id()
                + "/";
    }
}
