package messaging.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import messaging.it.Account;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.microshed.testing.jaxrs.RESTClient;
import org.microshed.testing.jupiter.MicroShedTest;

/** Everyday actions of a client, with a client generated from an interface. */
@MicroShedTest
@Tag("database")
public class MainPathIT {

    @RESTClient
    public static MessagingApi api;

    private final String ama = Account.uniqueUsername();
    private final String kofi = Account.uniqueUsername();
    private long kofisId;
    private String asAma;
    private String asKofi;

    @BeforeEach
    void register() {
        try (Response registered = api.register(registration(ama));
                Response other = api.register(registration(kofi))) {
            assertEquals(201, registered.getStatus());
            assertEquals(201, other.getStatus());
            kofisId = other.readEntity(JsonObject.class).getInt("id");
        }
        asAma = signIn(ama);
        asKofi = signIn(kofi);
    }

    @Test // S-API-2, S-API-3, S-API-6
    void userSignsInRefreshesAndUpdatesProfile() {
        JsonObject first = api.signIn(credentials(ama));
        JsonObject second = api.refresh(
                Json.createObjectBuilder().add("refresh", first.get("refresh")).build());
        assertNotEquals(first.getString("access"), second.getString("access"));
        assertNotEquals(first.getString("refresh"), second.getString("refresh"));

        String bearer = "Bearer " + second.getString("access");
        assertEquals(ama, api.me(bearer).getString("username"));
        JsonObject changed = api.changeMe(
                bearer, Json.createObjectBuilder().add("first_name", "Ama").build());
        assertEquals("Ama", changed.getString("first_name"));
        assertEquals("Ama", api.me(asAma).getString("first_name"));
    }

    @Test // S-API-7, S-API-8, S-API-9
    void userFindsAnotherAndSendsMessages() {
        JsonObject found = api.directory(asAma, kofi);
        assertEquals(1, found.getInt("count"));
        assertEquals(kofisId, found.getJsonArray("results").getJsonObject(0).getInt("id"));

        long conversation = createConversation("Lunch");
        JsonObject seen = api.conversations(asKofi, "lunch", "-created_at", 10, 0);
        assertEquals(conversation, seen.getJsonArray("results").getJsonObject(0).getInt("id"));

        long message = send(conversation, "At noon?");
        JsonObject read = api.messages(asKofi, conversation);
        assertEquals(1, read.getInt("count"));
        assertEquals("At noon?", read.getJsonArray("results").getJsonObject(0).getString("content"));

        api.editMessage(asAma, conversation, message, content("At one?"));
        JsonObject edited =
                api.messages(asKofi, conversation).getJsonArray("results").getJsonObject(0);
        assertEquals("At one?", edited.getString("content"));

        try (Response deleted = api.deleteMessage(asAma, conversation, message)) {
            assertEquals(204, deleted.getStatus());
        }
        assertEquals(0, api.messages(asKofi, conversation).getInt("count"));
    }

    @Test // S-API-7
    void renamesAndDeletesAConversation() {
        long conversation = createConversation("Lunch");
        JsonObject renamed = api.replaceConversation(
                asAma,
                conversation,
                Json.createObjectBuilder()
                        .add("title", "Dinner")
                        .add("participants", Json.createArrayBuilder().add(kofisId))
                        .build());
        assertEquals("Dinner", renamed.getString("title"));
        assertEquals("Dinner", api.conversation(asKofi, conversation).getString("title"));

        try (Response deleted = api.deleteConversation(asAma, conversation)) {
            assertEquals(204, deleted.getStatus());
            assertFalse(deleted.hasEntity());
        }
        assertThrows(NotFoundException.class, () -> api.conversation(asKofi, conversation));
        assertThrows(NotFoundException.class, () -> api.messages(asAma, conversation));
    }

    private static String signIn(String username) {
        return "Bearer " + api.signIn(credentials(username)).getString("access");
    }

    private long createConversation(String title) {
        JsonObject body = Json.createObjectBuilder()
                .add("title", title)
                .add("participants", Json.createArrayBuilder().add(kofisId))
                .build();
        try (Response made = api.createConversation(asAma, body)) {
            assertEquals(201, made.getStatus());
            JsonObject conversation = made.readEntity(JsonObject.class);
            assertTrue(made.getLocation().getPath().endsWith("/conversations/" + conversation.getInt("id") + "/"));
            return conversation.getInt("id");
        }
    }

    private long send(long conversation, String words) {
        try (Response sent = api.send(asAma, conversation, content(words))) {
            assertEquals(201, sent.getStatus());
            return sent.readEntity(JsonObject.class).getInt("id");
        }
    }

    private static JsonObject content(String words) {
        return Json.createObjectBuilder().add("content", words).build();
    }

    private static JsonObject credentials(String username) {
        return Json.createObjectBuilder()
                .add("username", username)
                .add("password", Account.PASSWORD)
                .build();
    }

    private static JsonObject registration(String username) {
        return Json.createObjectBuilder(credentials(username))
                .add("email", Account.email(username))
                .build();
    }
}
