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

/** What a client developer writes against the classes that openapi-generator made. OpenApiClientIT compiles and runs it. */
public final class ClientProgram {
    private static final String WORDS = "Hello \uD83C\uDF55, שלום";

    private final String url;
    private final ApiClient everybody;

    private ClientProgram(String url) {
        this.url = url;
        this.everybody = client(request -> {});
    }

    public static void run(String url, String username, String password) throws ApiException {
        new ClientProgram(url).run(username, password);
    }

    private ApiClient client(Consumer<java.net.http.HttpRequest.Builder> interceptor) {
        // HTTP/1.1, which the server speaks; the default asks it to change to HTTP/2 first.
        var client = new ApiClient(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1),
                ApiClient.createDefaultObjectMapper(),
                url);
        return client.setRequestInterceptor(interceptor);
    }

    private void run(String username, String password) throws ApiException {
        same(Health.StatusEnum.UP, new HealthApi(everybody).getHealth().getStatus());
        same("UP", new HealthApi(everybody).getReadinessProbe().getStatus().getValue());
        check(!new KeysApi(everybody).getPublicKeys().getKeys().isEmpty(), "no key");

        var other = register(username + "b", password);
        var me = register(username, password);
        var pair = new TokensApi(everybody)
                .signIn(new Credentials().username(username).password(password).device("generated client"));
        var next = new TokensApi(everybody).refreshToken(new RefreshRequest().refresh(pair.getRefresh()), null);
        var client = client(request -> request.setHeader("Authorization", "Bearer " + next.getAccess()));

        profile(new UsersApi(client), me, username);
        var conversation = conversation(new ConversationsApi(client), me, other);
        var before = new EventsApi(client).syncChanges(null, null).getPosition();
        messages(new MessagesApi(client), conversation, me, username);
        sync(new EventsApi(client), before, me);
        same(
                "generated client",
                new SessionsApi(client).listSessions(null, null, null, null).getResults().get(0).getDevice());
        inbox(client, conversation, other);
        errors(client, conversation);

        new ConversationsApi(client).deleteConversation(conversation, null);
        same(404, failure(() -> new ConversationsApi(client).getConversation(conversation)).getCode());
        new UsersApi(client).deleteMe(new AccountDeletion().currentPassword(password));
        same(401, failure(() -> new TokensApi(everybody).signIn(new Credentials().username(username).password(password)))
                .getCode());
    }

    private long register(String username, String password) throws ApiException {
        var user = new UsersApi(everybody)
                .registerUser(new UserRegistration()
                        .username(username)
                        .email(username + "@example.com")
                        .password(password)
                        .firstName("Gena"));
        same(username, user.getUsername());
        same(false, user.getIsAdmin());
        check(user.getCreatedAt() != null, "no time");
        return user.getId();
    }

    private static void profile(UsersApi users, long me, String username) throws ApiException {
        var changed = users.updateMe(new ProfileUpdate().lastName("Rator"), null);
        same(me, changed.getId());
        same("Gena", changed.getFirstName());
        same("Rator", changed.getLastName());
        // Null is not the same as nothing.
        same("", users.updateMe(new ProfileUpdate().lastName(null), null).getLastName());
        same(me, users.searchDirectory(username, null, null, "username").getResults().get(0).getId());
    }

    private static long conversation(ConversationsApi conversations, long me, long other) throws ApiException {
        var begun = conversations.createConversation(
                new ConversationCreate().title("Generated").participants(List.of(other)), null);
        same(Set.of(me, other), Set.copyOf(begun.getParticipants()));
        var id = begun.getId();
        var read = conversations.getConversationWithHttpInfo(id);
        var tag = read.getHeaders().get("etag").get(0);
        var untitled = conversations.updateConversation(id, new ConversationUpdate().title(null), tag);
        same(null, untitled.getTitle());
        same(2, untitled.getParticipantDetails().size());
        var stale = failure(
                () -> conversations.updateConversation(id, new ConversationUpdate().title("Late"), tag));
        same(412, stale.getCode());
        same(id, conversations.listConversations(null, null, 1, null, 0, "-created_at", null, null, null).getResults().get(0).getId());
        return id;
    }

    private static void messages(MessagesApi messages, long conversation, long me, String username)
            throws ApiException {
        var first = messages.sendMessage(conversation, new MessageCreate().content(WORDS), null);
        var second = messages.sendMessage(
                conversation,
                new MessageCreate().content("The second, for @" + username).replyTo(first.getId()),
                null);
        same(first.getId(), second.getReplyTo());
        same(WORDS, first.getContent());
        same(me, first.getSenderDetails().getId());
        var page = messages.listMessages(conversation, null, null, null, 1, null, "seq", null, null);
        same(2L, page.getCount());
        same(first, page.getResults().get(0));
        check(page.getNext().isAbsolute() && page.getPrevious() == null, "links");
        var after = messages.listMessages(conversation, first.getSeq().toString(), null, null, null, 0, "seq", null, null);
        same(List.of(second), after.getResults());
        same(2, messages.listMessages(conversation, null, "id:" + first.getId(), null, null, 0, null, null, null)
                .getResults()
                .size());
        messages.addReaction(conversation, "\uD83D\uDC4D", first.getId());
        same(List.of(me), messages.getMessage(conversation, first.getId()).getReactions().get(0).getUsers());
        check(
                messages.listMentions(null, null, null, null).getResults().stream()
                        .noneMatch(message -> message.getMentions().isEmpty()),
                "a message that mentions nobody");
        var edited = messages.updateMessage(
                conversation, first.getId(), new MessageUpdate().content("Edited"), null);
        same("Edited", edited.getContent());
        check(edited.getUpdatedAt().isAfter(edited.getCreatedAt()), "no later");
        messages.deleteMessage(conversation, first.getId(), null);
        same(404, failure(() -> messages.getMessage(conversation, first.getId())).getCode());
    }

    private static void sync(EventsApi events, String position, long me) throws ApiException {
        var changed = events.syncChanges(null, position).getConversations().stream()
                .flatMap(changes -> changes.getEvents().stream())
                .toList();
        var deleted = changed.stream()
                .filter(event -> event.getType() == ConversationEvent.TypeEnum.MESSAGE_DELETED)
                .findFirst()
                .orElseThrow();
        same(me, deleted.getMessage().getDeletedBy());
        same(null, deleted.getMessage().getContent());
        check(
                changed.stream()
                        .filter(event -> event.getType() == ConversationEvent.TypeEnum.MESSAGE_CREATED)
                        .anyMatch(event -> event.getMessage().getContent().startsWith("The second")),
                "no second message");
    }

    private static void inbox(ApiClient client, long conversation, long other) throws ApiException {
        var seen = new ConversationsApi(client).getConversation(conversation);
        same("owner", seen.getRole().getValue());
        check(seen.getLastMessage().getContent().startsWith("The second"), "last message");
        var inbox = new InboxApi(client);
        same(1L, inbox.markUnread(conversation, new UnreadMark().seq(2L)).getReadSeq());
        same(0L, inbox.markRead(conversation, new ReadMark().seq(2L)).getUnreadCount());
        same(true, inbox.updatePreferences(conversation, new PreferencesUpdate().pinned(true)).getPinned());
        same(1, inbox.listReceipts(conversation, null, null, null, null, null).getResults().size());
        var participants = new ParticipantsApi(client);
        var admin = participants.updateParticipant(
                conversation, other, new ParticipantUpdate().role(ParticipantRole.ADMIN));
        same("admin", admin.getRole().getValue());
        var direct = new ConversationsApi(client)
                .createConversation(
                        new ConversationCreate().kind(ConversationKind.DIRECT).participants(List.of(other)), null);
        same(null, direct.getRole());
        same(null, direct.getLastMessage());
    }

    private void errors(ApiClient client, long conversation) {
        var messages = new MessagesApi(client);
        var bad = failure(() -> messages.sendMessage(conversation, new MessageCreate().content(""), null));
        same(400, bad.getCode());
        same("content", problem(client, bad).getErrors().get(0).getField());
        var stranger = failure(() -> new MessagesApi(everybody).getMessage(conversation, 1L));
        same(401, stranger.getCode());
        check(stranger.getResponseHeaders().firstValue("WWW-Authenticate").isPresent(), "no challenge");
        var forbidden = failure(() -> new UsersApi(client).listUsers(null, null, null, null));
        same(403, problem(client, forbidden).getStatus());
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
        throw new AssertionError("That should have failed");
    }

    private static void same(Object expected, Object actual) {
        check(java.util.Objects.equals(expected, actual), "expected " + expected + " but was " + actual);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
