package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.EventClient;
import messaging.it.Sql;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many users send at the same time: every acknowledged message is stored once and in order, whichever others are rejected. */
@Tag("database")
class ConcurrentSendsIT { // S-PLUS-2, S-PLUS-3, S-PLUS-4

    private static final int ROUNDS = 6;
    private static final int REQUESTS = 32;

    private final Random random = new Random(20_261_128);
    private final List<Account> people =
            List.of(Account.register(), Account.register(), Account.register(), Account.register());
    private final Account stranger = Account.register();
    private final List<Chat> chats = List.of(new Chat("First"), new Chat("Second"), new Chat("Third"));

    /** A conversation with what was acknowledged in it. */
    private final class Chat {
        private final String path;
        private final String messages;
        private final long replied;
        private final long deleted;
        private final List<Request> accepted = Collections.synchronizedList(new ArrayList<>());

        private Chat(String title) {
            path = people.get(0)
                    .createConversation(title, people.subList(1, people.size()).toArray(Account[]::new));
            messages = path + "messages/";
            replied = people.get(0)
                    .post(messages, object("content", "Replied to"))
                    .expect(201)
                    .id();
            deleted = people.get(1)
                    .post(messages, object("content", "Deleted"))
                    .expect(201)
                    .id();
            people.get(1).delete(messages + deleted + "/").expect(204);
        }

        private long id() {
            return Long.parseLong(path.replaceAll("\\D", ""));
        }
    }

    /** A request with the answer that it must get, and the one that it got. */
    private final class Request {
        private final Chat chat;
        private final Account sender;
        private final Map<String, Object> body;
        private final int status;
        private ApiResponse answer;

        private Request(Chat chat, Account sender, int status, Object... body) {
            this.chat = chat;
            this.sender = sender;
            this.status = status;
            this.body = object(body);
        }

        private ApiResponse send() {
            answer = sender.post(chat.messages, body);
            if (answer.status() == 201) {
                chat.accepted.add(this);
            }
            return answer;
        }
    }

    @Test
    void everyAcknowledgedMessageIsThereOnceAndInOrder() {
        var listening = people.stream().map(EventClient::openEventStream).toList();
        try {
            listening.forEach(one -> one.await("caught_up"));
            for (int round = 0; round < ROUNDS; round++) {
                run(round);
            }
            for (var chat : chats) {
                check(chat);
                listening.forEach(one -> checkDelivery(chat, one));
            }
        } finally {
            listening.forEach(EventClient::close);
        }
    }

    @Test
    void conversationThatIsLockedDelaysNoOtherOne() {
        var locked = chats.get(0);
        var others = new ArrayList<Callable<ApiResponse>>();
        var blocked = new ArrayList<Request>();
        for (int i = 0; i < 4; i++) {
            blocked.add(new Request(locked, people.get(i), 201, "content", "Waits " + i));
            others.add(new Request(chats.get(1), people.get(i), 201, "content", "Does not wait " + i)::send);
        }
        var threads = blocked.stream().map(request -> new Thread(request::send)).toList();
        Sql.runWhileLocked(
                () -> {
                    threads.forEach(Thread::start);
                    Concurrently.run(others).forEach(answer -> answer.expect(201));
                },
                "SELECT id FROM conversations WHERE id = ? FOR UPDATE",
                locked.id());
        threads.forEach(ConcurrentSendsIT::join);
        blocked.forEach(request -> request.answer.expect(201));
        chats.subList(0, 2).forEach(this::check);
    }

    private void run(int round) {
        var requests = new ArrayList<Request>();
        for (int i = 0; i < REQUESTS; i++) {
            requests.addAll(random(round + "-" + i));
        }
        Concurrently.run(requests.stream()
                .<Callable<ApiResponse>>map(request -> request::send)
                .toList());
        var repeated = new HashMap<String, List<ApiResponse>>();
        for (var request : requests) {
            var answer = request.answer;
            if (request.status == 200) {
                repeated.computeIfAbsent(
                                request.chat.path + request.sender.id() + request.body.get("client_id"),
                                key -> new ArrayList<>())
                        .add(answer);
            } else {
                answer.expect(request.status);
            }
        }
        for (var answers : repeated.values()) {
            assertEquals(
                    List.of(200, 201),
                    answers.stream().map(ApiResponse::status).sorted().toList());
            assertEquals(answers.get(0).json(), answers.get(1).json());
        }
    }

    // One request or, with a client id, two equal ones.
    private List<Request> random(String name) {
        var chat = chats.get(random.nextInt(chats.size()));
        var sender = people.get(random.nextInt(people.size()));
        var content = "Message " + name;
        return switch (random.nextInt(8)) {
            case 0 -> List.of(new Request(chat, stranger, 404, "content", content));
            case 1 -> List.of(new Request(chat, sender, 400, "content", content, "reply_to", chat.deleted));
            case 2 -> List.of(new Request(chat, sender, 201, "content", content, "reply_to", chat.replied));
            case 3 ->
                List.of(new Request(
                        chat,
                        sender,
                        201,
                        "content",
                        content + " @" + people.get(0).username() + " 👋 été"));
            case 4 ->
                Collections.nCopies(2, name).stream()
                        .map(id -> new Request(chat, sender, 200, "content", content, "client_id", id))
                        .toList();
            default -> List.of(new Request(chat, sender, 201, "content", content));
        };
    }

    private void check(Chat chat) {
        var reader = people.get(0);
        var last = reader.get(chat.path).expect(200).get("last_seq").longValue();
        // Two messages were sent before, and one of them was deleted.
        var expected = LongStream.rangeClosed(3, last).boxed().toList();
        assertEquals(
                expected,
                chat.accepted.stream().map(ConcurrentSendsIT::seq).sorted().toList(),
                "no gap, and none twice");
        JsonNode previous = null;
        for (var message : history(reader, chat)) {
            var sent = chat.accepted.stream()
                    .filter(request -> request.answer.id() == message.get("id").longValue())
                    .findFirst()
                    .orElseThrow();
            assertEquals(sent.answer.json(), message);
            assertEquals(sent.body.get("content"), message.get("content").textValue());
            assertEquals(sent.sender.id(), message.get("sender").longValue());
            if (previous != null) {
                assertEquals(
                        previous.get("version").longValue() + 1,
                        message.get("version").longValue());
                assertTrue(previous.get("created_at")
                                .textValue()
                                .compareTo(message.get("created_at").textValue())
                        <= 0);
            }
            previous = message;
        }
        for (var person : people) {
            var own = person.get(chat.path).expect(200);
            long pointer = own.get("read_seq").longValue();
            long unread = chat.accepted.stream()
                    .filter(request -> seq(request) > pointer && request.sender != person)
                    .count();
            // The message that is replied to is the first one, and its sender has read it.
            long before = person == people.get(0) || pointer >= 1 ? 0 : 1;
            assertEquals(unread + before, own.get("unread_count").longValue(), own::text);
        }
        for (var request : chat.accepted) {
            assertNotEquals(stranger, request.sender);
        }
    }

    private static List<JsonNode> history(Account reader, Chat chat) {
        var all = new ArrayList<JsonNode>();
        for (long after = 2; ; ) {
            var page = reader.get(chat.messages + "?limit=100&ordering=seq&after=" + after)
                    .expect(200)
                    .results();
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page);
            after = page.get(page.size() - 1).get("seq").longValue();
        }
    }

    private static void checkDelivery(Chat chat, EventClient listening) {
        var last =
                chat.accepted.stream().mapToLong(ConcurrentSendsIT::seq).max().orElseThrow();
        listening.await(frame -> created(frame, chat).contains(last));
        var seqs = listening.frames().stream()
                .flatMap(frame -> created(frame, chat).stream())
                .distinct()
                .toList();
        assertEquals(chat.accepted.stream().map(ConcurrentSendsIT::seq).sorted().toList(), seqs, "live, in order");
    }

    private static List<Long> created(JsonNode frame, Chat chat) {
        var seqs = new ArrayList<Long>();
        if (frame.path("conversation").longValue() == chat.id()) {
            for (var event : frame.path("events")) {
                if (event.path("type").asText().equals("message.created")) {
                    seqs.add(event.path("message").path("seq").longValue());
                }
            }
        }
        return seqs;
    }

    private static long seq(Request request) {
        return request.answer.get("seq").longValue();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
