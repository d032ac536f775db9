package messaging.it;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;
import messaging.launch.Ports;

/** A mail server that accepts all email and keeps it for the tests. */
public final class Mailbox {

    private static final String ADDRESS = "127.0.0.1";
    private static final long TIMEOUT_MILLIS = 30_000;

    private final int port = Ports.free();
    private GreenMail server;

    int port() {
        return port;
    }

    void open() {
        server = new GreenMail(new ServerSetup(port, ADDRESS, ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    void close() {
        if (server != null) {
            server.stop();
        }
    }

    /**
     * Returns the text of the newest email to an address. Emails are sent in the background, so this waits for the given number
     * of them in the whole mailbox.
     *
     * @param address to whom
     * @param total how many emails there must be, to all addresses
     */
    public String awaitNewestTo(String address, int total) {
        if (!server.waitForIncomingEmail(TIMEOUT_MILLIS, total)) {
            throw new AssertionError("Only " + count() + " of " + total + " emails arrived");
        }
        List<MimeMessage> found = Arrays.stream(server.getReceivedMessages())
                .filter(message -> recipients(message).contains(address))
                .toList();
        if (found.isEmpty()) {
            throw new AssertionError("No email arrived for " + address);
        }
        return GreenMailUtil.getBody(found.get(found.size() - 1));
    }

    /** Returns how many emails have arrived, to all addresses. */
    public int count() {
        return server.getReceivedMessages().length;
    }

    /** Returns how many emails have arrived at an address. */
    public long count(String address) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(message -> recipients(message).contains(address))
                .count();
    }

    private static String recipients(MimeMessage message) {
        try {
            return Arrays.toString(message.getRecipients(RecipientType.TO));
        } catch (MessagingException e) {
            throw new AssertionError("An email without readable recipients", e);
        }
    }
}
