package messaging.warmup;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import messaging.auth.session.TokenService;
import messaging.conversation.NewConversation;
import messaging.inbox.InboxFilter;
import messaging.inbox.InboxQueries;
import messaging.inbox.InboxService;
import messaging.json.Json;
import messaging.message.MessageQueries;
import messaging.message.MessageService;
import messaging.message.NewMessage;
import messaging.paging.ListParameters;
import messaging.settings.Settings;
import messaging.user.NewUser;
import messaging.user.Passwords;
import messaging.user.UserService;
import messaging.user.UserViews;

/**
 * Runs the operations of typical client requests in one transaction and rolls it back. Observers of commits, such as
 * live connections and metrics, are not notified. Only the generated IDs are used up.
 */
@Stateless
public class WarmUpService {
    private static final int MESSAGE_COUNT = 5;
    private static final int RANDOM_BYTES = 12;

    @Inject
    private UserService users;

    @Inject
    private UserViews accounts;

    @Inject
    private Passwords passwords;

    @Inject
    private TokenService tokens;

    @Inject
    private InboxService inbox;

    @Inject
    private MessageService messages;

    @Inject
    private MessageQueries messageQueries;

    @Inject
    private InboxQueries inboxQueries;

    @Inject
    private Settings settings;

    @Resource
    private SessionContext context;

    private final SecureRandom random = new SecureRandom();

    /**
     * The result of a warm-up round.
     *
     * @param accessToken access token of an account that does not exist
     * @param conversation ID of a conversation that does not exist
     */
    record Round(String accessToken, long conversation) {}

    /**
     * Registers an account, signs in, creates a conversation, sends messages, and reads them and the list of
     * conversations.
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Round run() {
        try {
            var name = "warm-up-" + randomText();
            var password = randomText();
            var user = users.register(read(
                    NewUser.class, Map.of("username", name, "email", name + "@example.com", "password", password)));
            var hash = accounts.findPasswordHash(user.id());
            if (!passwords.matches(password, hash)) {
                throw new IllegalStateException("The password of the warm-up does not match its hash");
            }
            var access = tokens.open(name, hash.orElseThrow(), Optional.empty(), "warm-up", "127.0.0.1")
                    .orElseThrow()
                    .access();
            var created =
                    inbox.create(user.id(), read(NewConversation.class, Map.of("title", "Warm-up")), Optional.empty());
            var conversation = created.value().view().id();
            for (int i = 0; i < MESSAGE_COUNT; i++) {
                var body = read(NewMessage.class, Map.of("content", "Warm-up: a first message, a second and a third"));
                write(messages.send(conversation, user.id(), body).value().view());
            }
            var page = new ListParameters().query(MessageQueries.LISTING, settings.lists());
            messageQueries
                    .list(conversation, user.id(), Optional.empty(), page)
                    .items()
                    .forEach(WarmUpService::write);
            var list = new ListParameters().query(InboxQueries.LISTING, settings.lists());
            inboxQueries
                    .list(user.id(), list, new InboxFilter(Optional.empty(), Map.of(), Optional.empty()))
                    .items()
                    .forEach(WarmUpService::write);
            return new Round(access, conversation);
        } finally {
            context.setRollbackOnly();
        }
    }

    private String randomText() {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    // Parsed from JSON, like the bodies of requests.
    private static <T> T read(Class<T> type, Map<String, String> fields) {
        try {
            return Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(fields), type);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Record view) {
        try {
            Json.MAPPER.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
