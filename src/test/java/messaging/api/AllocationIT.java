package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import messaging.it.Account;
import messaging.it.Allocation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How much memory the main requests allocate (S-SPEED-1): at most 20 % more than recorded. Compiled code allocates less than
 * interpreted code, so the requests are repeated until it is reached, up to a number that does not depend on the machine.
 */
class AllocationIT {
    // KiB that a warm server allocates for each request. Record less when a change gains, more only for a reason.
    private static final double PAGE_OF_50_MESSAGES = 160;
    // 63 of them are the price of statements that stay prepared (ADR 40).
    private static final double LIST_OF_20_CONVERSATIONS = 310;
    private static final double SEND = 135;
    private static final double OWN_PROFILE = 47;

    private static final double TOLERANCE = 1.2;
    private static final int REQUESTS = 250;
    private static final int ROUNDS = 40;
    // One alone can miss what a thread allocated that has ended.
    private static final int ROUNDS_WITHIN = 3;
    private static final int MESSAGES = 50;
    private static final int CONVERSATIONS = 20;

    private static Allocation allocation;
    private static Account ama;
    private static String conversation;

    @BeforeAll
    static void fill() throws Exception {
        allocation = new Allocation();
        ama = Account.register();
        List<Account> others = Stream.generate(Account::register).limit(4).toList();
        for (int i = 0; i < CONVERSATIONS; i++) {
            String path = ama.createConversation("Conversation " + i, others.toArray(Account[]::new));
            ama.sendMessage(path, "Could you have a look at the figures before noon?");
            conversation = path;
        }
        IntStream.range(1, MESSAGES)
                .forEach(i -> others.get(i % others.size()).sendMessage(conversation, "Доброе утро, отчёт готов " + i));
    }

    @AfterAll
    static void detach() throws Exception {
        allocation.close();
    }

    @Test
    void pageOfMessages() {
        assertAllocates(
                PAGE_OF_50_MESSAGES,
                () -> ama.get(conversation + "messages/?limit=" + MESSAGES).expect(200));
    }

    @Test
    void listOfConversations() {
        assertAllocates(
                LIST_OF_20_CONVERSATIONS, () -> ama.get("conversations/").expect(200));
    }

    @Test
    void send() {
        String path = ama.createConversation("Sends");
        assertAllocates(
                SEND,
                () -> ama.post(path + "messages/", object("content", "Could you have a look?"))
                        .expect(201));
    }

    @Test
    void ownProfile() {
        assertAllocates(OWN_PROFILE, () -> ama.get("users/me/").expect(200));
    }

    private static void assertAllocates(double recorded, Runnable request) {
        double found = 0;
        int within = 0;
        for (int i = 0; i < ROUNDS && within < ROUNDS_WITHIN; i++) {
            found = allocation.kibibytes(REQUESTS, request);
            within = found <= recorded * TOLERANCE ? within + 1 : 0;
        }
        double last = found;
        assertEquals(
                ROUNDS_WITHIN,
                within,
                () -> String.format(Locale.ROOT, "%.1f KiB for each request, %.1f recorded", last, recorded));
    }
}
