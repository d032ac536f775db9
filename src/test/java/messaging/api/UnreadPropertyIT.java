package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import messaging.it.Account;
import messaging.it.ApiResponse;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;

/** After any sequence of actions, the unread count is what a naive count of all messages finds. */
@Tag("database")
class UnreadPropertyIT { // S-PLUS-3

    private static final int PEOPLE = 3;
    private static final List<Account> ACCOUNTS = new ArrayList<>();

    /** The actions of a user. */
    enum Deed {
        SEND,
        DELETE,
        READ,
        UNREAD,
        LEAVE,
        JOIN,
        HIDE_HISTORY,
        SHOW_HISTORY
    }

    /** An action of a user on a message or user that the number selects. */
    record Step(Deed deed, int who, int which) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        // Sends more often than the rest, or there would be little to count.
        var deeds = Arbitraries.frequency(
                Tuple.of(8, Deed.SEND),
                Tuple.of(4, Deed.DELETE),
                Tuple.of(3, Deed.READ),
                Tuple.of(3, Deed.UNREAD),
                Tuple.of(1, Deed.LEAVE),
                Tuple.of(2, Deed.JOIN),
                Tuple.of(1, Deed.HIDE_HISTORY),
                Tuple.of(1, Deed.SHOW_HISTORY));
        return Combinators.combine(
                        deeds,
                        Arbitraries.integers().between(0, PEOPLE - 1),
                        Arbitraries.integers().between(0, 1_000))
                .as(Step::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(40);
    }

    @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED)
    void unreadIsWhatANaiveCountFinds(@ForAll("steps") List<Step> steps) {
        while (ACCOUNTS.size() < PEOPLE) {
            ACCOUNTS.add(Account.register());
        }
        var world = new World();
        for (int i = 0; i < steps.size(); i++) {
            world.take(steps.get(i));
            // Every step would be as good a moment to look, and take three times as long.
            if (i % 4 == 0 || i == steps.size() - 1) {
                world.compare(steps.subList(0, i + 1).toString());
            }
        }
    }

    /** A conversation, and beside it what should be in it, kept in the simplest way that there is. */
    private static final class World {
        private final String conversation = owner().createConversation("Anything", ACCOUNTS.get(1));
        private final List<Said> messages = new ArrayList<>();
        private final TreeMap<Integer, Part> parts = new TreeMap<>();
        private boolean hidden;

        private static final class Said {
            private final int sender;
            private final String path;
            private boolean deleted;

            private Said(int sender, String path) {
                this.sender = sender;
                this.path = path;
            }
        }

        private static final class Part {
            private long pointer;
            private long receipt;
            private final long joined;

            private Part(long latest) {
                pointer = latest;
                receipt = latest;
                joined = latest;
            }
        }

        private World() {
            parts.put(0, new Part(0));
            parts.put(1, new Part(0));
        }

        private static Account owner() {
            return ACCOUNTS.get(0);
        }

        private long latest() {
            return messages.size();
        }

        private long pointer(Part part) {
            return hidden ? Math.max(part.pointer, part.joined) : part.pointer;
        }

        void take(Step step) {
            var who = step.who();
            var account = ACCOUNTS.get(who);
            var part = Optional.ofNullable(parts.get(who));
            switch (step.deed()) {
                case SEND -> part.ifPresent(mine -> send(who, mine));
                case DELETE -> delete(step.which());
                case READ ->
                    part.ifPresent(mine -> {
                        var seq = step.which() % (latest() + 1);
                        account.post(conversation + "read/", object("seq", seq)).expect(200);
                        if (seq > pointer(mine)) {
                            mine.pointer = seq;
                            mine.receipt = Math.max(mine.receipt, seq);
                        }
                    });
                case UNREAD ->
                    part.filter(mine -> latest() > (hidden ? mine.joined : 0)).ifPresent(mine -> {
                        var first = hidden ? mine.joined + 1 : 1;
                        var seq = first + step.which() % (latest() - first + 1);
                        account.post(conversation + "unread/", object("seq", seq))
                                .expect(200);
                        if (seq <= pointer(mine)) {
                            mine.pointer = seq - 1;
                        }
                    });
                case LEAVE -> {
                    if (who > 0 && part.isPresent()) {
                        account.delete(conversation + "participants/" + account.id() + "/")
                                .expect(204);
                        parts.remove(who);
                    }
                }
                case JOIN -> {
                    if (part.isEmpty()) {
                        owner().post(conversation + "participants/", object("user", account.id()))
                                .expect(201);
                        parts.put(who, new Part(latest()));
                    }
                }
                case HIDE_HISTORY -> history("joined");
                default -> history("all");
            }
        }

        private void send(int who, Part part) {
            messages.add(new Said(who, ACCOUNTS.get(who).sendMessage(conversation, "words")));
            if (part.pointer == latest() - 1) {
                part.pointer = latest();
                part.receipt = latest();
            }
        }

        private void delete(int which) {
            if (!messages.isEmpty() && !messages.get(which % messages.size()).deleted) {
                var message = messages.get(which % messages.size());
                owner().delete(message.path).expect(204);
                message.deleted = true;
            }
        }

        private void history(String setting) {
            owner().patch(conversation, object("history", setting)).expect(200);
            hidden = setting.equals("joined");
        }

        void compare(String story) {
            parts.forEach((who, part) -> {
                var account = ACCOUNTS.get(who);
                long unread = 0;
                Optional<Long> newest = Optional.empty();
                for (long seq = 1; seq <= latest(); seq++) {
                    var message = messages.get((int) seq - 1);
                    var isThere = !message.deleted && (!hidden || seq > part.joined);
                    if (isThere && seq > pointer(part) && message.sender != who) {
                        unread++;
                    }
                    newest = isThere ? Optional.of(seq) : newest;
                }
                var view = account.get(conversation).expect(200);
                assertEquals(
                        List.of(pointer(part), unread, newest.orElse(0L)),
                        List.of(
                                view.get("read_seq").longValue(),
                                view.get("unread_count").longValue(),
                                view.get("last_message").path("seq").longValue()),
                        () -> who + " after " + story);
                assertEquals(unread > 0, isListedAsUnread(account), () -> who + " after " + story);
            });
            assertEquals(receipts(), receiptsSeen(), story);
        }

        private boolean isListedAsUnread(Account account) {
            ApiResponse list = account.get("conversations/?unread=true&ordering=-id&limit=1");
            return list.results().stream()
                    .anyMatch(one ->
                            conversation.equals("conversations/" + one.get("id").longValue() + "/"));
        }

        private List<Long> receipts() {
            // None is there before its participant has read something that was sent after they joined.
            return parts.values().stream()
                    .filter(part -> part.receipt > part.joined)
                    .map(part -> part.receipt)
                    .toList();
        }

        private List<Long> receiptsSeen() {
            return owner().get(conversation + "receipts/?ordering=user").results().stream()
                    .map(receipt -> receipt.get("seq").longValue())
                    .toList();
        }
    }
}
