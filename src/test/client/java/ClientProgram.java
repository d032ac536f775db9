import java.net.http.HttpClient;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.ConversationsApi;
import org.openapitools.client.api.EventsApi;
import org.openapitools.client.api.HealthApi;
import org.openapitools.client.api.InboxApi;
import org.openapitools.client.api.KeysApi;
import org.openapitools.client.api.MessagesApi;
import org.openapitools.client.api.ParticipantsApi;
import org.openapitools.client.api.SessionsApi;
import org.openapitools.client.api.TokensApi;
import org.openapitools.client.api.UsersApi;
import org.openapitools.client.model.AccountDeletion;
import org.openapitools.client.model.ConversationEvent;
import org.openapitools.client.model.ConversationUpdate;
import org.openapitools.client.model.ConversationKind;
import org.openapitools.client.model.Credentials;
import org.openapitools.client.model.Health;
import org.openapitools.client.model.MessageUpdate;
import org.openapitools.client.model.ConversationCreate;
import org.openapitools.client.model.MessageCreate;
import org.openapitools.client.model.UserRegistration;
import org.openapitools.client.model.ParticipantUpdate;
import org.openapitools.client.model.ParticipantRole;
import org.openapitools.client.model.PreferencesUpdate;
import org.openapitools.client.model.Problem;
import org.openapitools.client.model.ProfileUpdate;
import org.openapitools.client.model.ReadMark;
import org.openapitools.client.model.RefreshRequest;
import org.openapitools.client.model.UnreadMark;

/** A client developer's program for the classes that openapi-generator creates for Java. OpenApiClientIT compiles and runs it. */
public final class ClientProgram {
    private static final String CONTENT = "Hello \uD83C\uDF55, שלום";

    private final String url;
    private final ApiClient anonymous;

    private ClientProgram(String url) {
        this.url = url;
        this.anonymous = client(request -> {});
    }

    public static void run(String url, String username, String password) throws ApiException {
        new ClientProgram(url).run(username, password);
    }

    private ApiClient client(Consumer<java.net.http.HttpRequest.Builder> interceptor) {
        // With the default, the client requests an upgrade to HTTP/2, which the server does not support.
        var client = new ApiClient(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1),
                ApiClient.createDefaultObjectMapper(),
                url);
        return client.setRequestInterceptor(interceptor);
    }

    private void run(String username, String password) throws ApiException {
        assertEquals(Health.StatusEnum.UP, new HealthApi(anonymous).getHealth().getStatus());
        assertEquals("UP", new HealthApi(anonymous).getReadinessProbe().getStatus().getValue());
        assertTrue(!new KeysApi(anonymous).getPublicKeys().getKeys().isEmpty(), "public keys");

        var other = register(username + "b", password);
        var me = register(username, password);
        var pair = new TokensApi(anonymous)
                .signIn(new Credentials().username(username).password(password).device("generated client"));
        var next = new TokensApi(anonymous).refreshToken(new RefreshRequest().refresh(pair.getRefresh()), null);
        var client = client(request -> request.setHeader("Authorization", "Bearer " + next.getAccess()));

        profile(new UsersApi(client), me, username);
        var conversation = conversation(new ConversationsApi(client), me, other);
        var before = new EventsApi(client).syncChanges(null, null).getPosition();
        messages(new MessagesApi(client), conversation, me, username);
        sync(new EventsApi(client), before, me);
        assertEquals(
                "generated client",
                new SessionsApi(client).listSessions(null, null, null, null).getResults().get(0).getDevice());
        inbox(client, conversation, other);
        errors(client, conversation);

        new ConversationsApi(client).deleteConversation(conversation, null);
        assertEquals(404, failure(() -> new ConversationsApi(client).getConversation(conversation)).getCode());
        new UsersApi(client).deleteMe(new AccountDeletion().currentPassword(password));
        assertEquals(401, failure(() -> new TokensApi(anonymous).signIn(new Credentials().username(username).password(password)))
                .getCode());
    }

    private long register(String username, String password) throws ApiException {
        var user = new UsersApi(anonymous)
                .registerUser(new UserRegistration()
                        .username(username)
                        .email(username + "@example.com")
                        .password(password)
                        .firstName("Gena"));
        assertEquals(username, user.getUsername());
        assertEquals(false, user.getIsAdmin());
        assertTrue(user.getCreatedAt() != null, "time of registration");
        return user.getId();
    }

    private static void profile(UsersApi users, long me, String username) throws ApiException {
        var changed = users.updateMe(new ProfileUpdate().lastName("Rator"), null);
        assertEquals(me, changed.getId());
        assertEquals("Gena", changed.getFirstName());
        assertEquals("Rator", changed.getLastName());
        // Null is not the same as an omitted field.
        assertEquals("", users.updateMe(new ProfileUpdate().lastName(null), null).getLastName());
        assertEquals(me, users.searchDirectory(username, null, null, "username").getResults().get(0).getId());
    }

    private static long conversation(ConversationsApi conversations, long me, long other) throws ApiException {
        var created = conversations.createConversation(
                new ConversationCreate().title("Generated").participants(List.of(other)), null);
        assertEquals(Set.of(me, other), Set.copyOf(created.getParticipants()));
        var id = created.getId();
        var read = conversations.getConversationWithHttpInfo(id);
        var tag = read.getHeaders().get("etag").get(0);
        var untitled = conversations.updateConversation(id, new ConversationUpdate().title(null), tag);
        assertEquals(null, untitled.getTitle());
        assertEquals(2, untitled.getParticipantDetails().size());
        var stale = failure(
                () -> conversations.updateConversation(id, new ConversationUpdate().title("Late"), tag));
        assertEquals(412, stale.getCode());
        assertEquals(id, conversations.listConversations(null, null, 1, null, 0, "-created_at", null, null, null).getResults().get(0).getId());
        return id;
    }

    private static void messages(MessagesApi messages, long conversation, long me, String username)
            throws ApiException {
        var first = messages.sendMessage(conversation, new MessageCreate().content(CONTENT), null);
        var second = messages.sendMessage(
                conversation,
                new MessageCreate().content("The second, for @" + username).replyTo(first.getId()),
                null);
        assertEquals(first.getId(), second.getReplyTo());
        assertEquals(CONTENT, first.getContent());
        assertEquals(me, first.getSenderDetails().getId());
        var page = messages.listMessages(conversation, null, null, null, 1, null, "seq", null, null);
        assertEquals(2L, page.getCount());
        assertEquals(first, page.getResults().get(0));
        assertTrue(page.getNext().isAbsolute() && page.getPrevious() == null, "links");
        var after = messages.listMessages(conversation, first.getSeq().toString(), null, null, null, 0, "seq", null, null);
        assertEquals(List.of(second), after.getResults());
        assertEquals(2, messages.listMessages(conversation, null, "id:" + first.getId(), null, null, 0, null, null, null)
                .getResults()
                .size());
        messages.addReaction(conversation, "\uD83D\uDC4D", first.getId());
        assertEquals(List.of(me), messages.getMessage(conversation, first.getId()).getReactions().get(0).getUsers());
        assertTrue(
                messages.listMentions(null, null, null, null).getResults().stream()
                        .noneMatch(message -> message.getMentions().isEmpty()),
                "a message without mentions");
        var edited = messages.updateMessage(
                conversation, first.getId(), new MessageUpdate().content("Edited"), null);
        assertEquals("Edited", edited.getContent());
        assertTrue(edited.getUpdatedAt().isAfter(edited.getCreatedAt()), "the time of the edit");
        messages.deleteMessage(conversation, first.getId(), null);
        assertEquals(404, failure(() -> messages.getMessage(conversation, first.getId())).getCode());
    }

    private static void sync(EventsApi events, String position, long me) throws ApiException {
        var changed = events.syncChanges(null, position).getConversations().stream()
                .flatMap(changes -> changes.getEvents().stream())
                .toList();
        var deleted = changed.stream()
                .filter(event -> event.getType() == ConversationEvent.TypeEnum.MESSAGE_DELETED)
                .findFirst()
                .orElseThrow();
        assertEquals(me, deleted.getMessage().getDeletedBy());
        assertEquals(null, deleted.getMessage().getContent());
        assertTrue(
                changed.stream()
                        .filter(event -> event.getType() == ConversationEvent.TypeEnum.MESSAGE_CREATED)
                        .anyMatch(event -> event.getMessage().getContent().startsWith("The second")),
                "second message");
    }

    private static void inbox(ApiClient client, long conversation, long other) throws ApiException {
        var seen = new ConversationsApi(client).getConversation(conversation);
        assertEquals("owner", seen.getRole().getValue());
        assertTrue(seen.getLastMessage().getContent().startsWith("The second"), "last message");
        var inbox = new InboxApi(client);
        assertEquals(1L, inbox.markUnread(conversation, new UnreadMark().seq(2L)).getReadSeq());
        assertEquals(0L, inbox.markRead(conversation, new ReadMark().seq(2L)).getUnreadCount());
        assertEquals(true, inbox.updatePreferences(conversation, new PreferencesUpdate().pinned(true)).getPinned());
        assertEquals(1, inbox.listReceipts(conversation, null, null, null, null, null).getResults().size());
        var participants = new ParticipantsApi(client);
        var admin = participants.updateParticipant(
                conversation, other, new ParticipantUpdate().role(ParticipantRole.ADMIN));
        assertEquals("admin", admin.getRole().getValue());
        var direct = new ConversationsApi(client)
                .createConversation(
                        new ConversationCreate().kind(ConversationKind.DIRECT).participants(List.of(other)), null);
        assertEquals(null, direct.getRole());
        assertEquals(null, direct.getLastMessage());
    }

    private void errors(ApiClient client, long conversation) {
        var messages = new MessagesApi(client);
        var bad = failure(() -> messages.sendMessage(conversation, new MessageCreate().content(""), null));
        assertEquals(400, bad.getCode());
        assertEquals("content", problem(client, bad).getErrors().get(0).getField());
        var unauthenticated = failure(() -> new MessagesApi(anonymous).getMessage(conversation, 1L));
        assertEquals(401, unauthenticated.getCode());
        assertTrue(unauthenticated.getResponseHeaders().firstValue("WWW-Authenticate").isPresent(), "challenge");
        var forbidden = failure(() -> new UsersApi(client).listUsers(null, null, null, null));
        assertEquals(403, problem(client, forbidden).getStatus());
    }

    private static Problem problem(ApiClient client, ApiException failure) {
        try {
            return client.getObjectMapper().readValue(failure.getResponseBody(), Problem.class);
        } catch (java.io.IOException e) {
            throw new AssertionError(failure.getResponseBody(), e);
        }
    }

    private interface Request {
        void send() throws ApiException;
    }

    private static ApiException failure(Request request) {
        try {
            request.send();
        } catch (ApiException e) {
            return e;
        }
        throw new AssertionError("The request must fail");
    }

    private static void assertEquals(Object expected, Object actual) {
        assertTrue(java.util.Objects.equals(expected, actual), "expected " + expected + " but was " + actual);
    }

    private static void assertTrue(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }
}
