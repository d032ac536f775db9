package messaging.it;

import static messaging.it.ApiRequest.object;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import messaging.command.Manage;
import org.junit.jupiter.api.Assertions;

/** A user whom a test made for itself, signed in on one device. */
public final class Account {

    /** The password of every account that tests make. */
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

    /** A new user with a name that nobody has. */
    public static Account register() {
        return register(uniqueName());
    }

    /** A new user with a given name. */
    public static Account register(String username) {
        ApiRequest.api("POST", "users/").json(registration(username)).send().expect(201);
        return signIn(username, PASSWORD);
    }

    /** A new administrator, made the way an operator makes one. */
    public static Account administrator() {
        String username = uniqueName();
        var environment = TestEnvironment.ofCommands();
        environment.put("SUPERUSER_PASSWORD", PASSWORD);
        int status = Manage.run(environment, "createsuperuser", "--username", username, "--email", email(username));
        Assertions.assertEquals(0, status, "createsuperuser");
        return signIn(username, PASSWORD);
    }

    /** Signs in somebody who exists. */
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

    /** The same user on one more device. */
    public Account onAnotherDevice() {
        return signIn(username, PASSWORD);
    }

    /** A name that no other test uses. */
    public static String uniqueName() {
        return "u"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 16).toLowerCase(Locale.ROOT);
    }

    /** The address that goes with a name. */
    public static String email(String username) {
        return username + "@example.com";
    }

    /** The body of a registration. */
    public static Map<String, Object> registration(String username) {
        return object("username", username, "email", email(username), "password", PASSWORD);
    }

    /** Identifier of the account. */
    public long id() {
        return id;
    }

    /** Name of the account. */
    public String username() {
        return username;
    }

    /** The address of the account. */
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

    /** A request to the API as this user. */
    public ApiRequest call(String method, String path) {
        return ApiRequest.api(method, path).bearer(access);
    }

    /** Reads. */
    public ApiResponse get(String path) {
        return call("GET", path).send();
    }

    /** Posts JSON. */
    public ApiResponse post(String path, Object body) {
        return call("POST", path).json(body).send();
    }

    /** Puts JSON. */
    public ApiResponse put(String path, Object body) {
        return call("PUT", path).json(body).send();
    }

    /** Patches with JSON. */
    public ApiResponse patch(String path, Object body) {
        return call("PATCH", path).json(body).send();
    }

    /** Deletes. */
    public ApiResponse delete(String path) {
        return call("DELETE", path).send();
    }

    /** Begins a conversation with others and returns its path, with a slash at the end. */
    public String converse(String title, Account... others) {
        long[] ids = Arrays.stream(others).mapToLong(Account::id).toArray();
        return "conversations/"
                + post("conversations/", object("title", title, "participants", ids))
                        .expect(201)
                        .id()
                + "/";
    }

    /** Sends a message to a conversation and returns the message's path, with a slash at the end. */
    public String say(String conversation, String words) {
        return conversation + "messages/"
                + post(conversation + "messages/", object("content", words))
                        .expect(201)
                        .id()
                + "/";
    }
}
