package messaging.mail;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import messaging.settings.Settings;
import messaging.text.EmailAddresses;

/** Sends plain-text emails in the background, so that response times do not reveal whether an email is sent. */
@ApplicationScoped
public class Mailer {
    private static final Logger LOG = Logger.getLogger(Mailer.class.getName());
    private static final String TIMEOUT_MILLIS = "10000";

    private Settings settings;

    @Resource
    private ManagedExecutorService executor;

    /** For CDI's proxy. */
    protected Mailer() {}

    @Inject
    Mailer(Settings settings) {
        this.settings = settings;
    }

    /**
     * Sends an email in the background. Failures are logged.
     *
     * @param address of the recipient
     * @param subject one line
     * @param text the body
     */
    public void send(String address, String subject, String text) {
        settings.mail().ifPresent(server -> executor.execute(() -> deliver(server, address, subject, text)));
    }

    private static void deliver(Settings.Mail server, String address, String subject, String text) {
        try {
            var message = new MimeMessage(session(server));
            message.setFrom(new InternetAddress(server.from()));
            message.setRecipient(Message.RecipientType.TO, recipient(address));
            message.setSubject(subject, StandardCharsets.UTF_8.name());
            message.setText(text, StandardCharsets.UTF_8.name());
            Transport.send(message);
        } catch (MessagingException e) {
            LOG.log(Level.WARNING, "Could not send an email through " + server, e);
        }
    }

    // Previous versions stored domains as they were typed; SMTP requires A-labels (RFC 5890).
    private static InternetAddress recipient(String address) throws AddressException {
        return new InternetAddress(EmailAddresses.canonical(address).orElse(address));
    }

    private static Session session(Settings.Mail server) {
        var properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", server.host());
        properties.put("mail.smtp.port", Integer.toString(server.port()));
        properties.put("mail.smtp.starttls.required", Boolean.toString(server.startTls()));
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        properties.put("mail.smtp.timeout", TIMEOUT_MILLIS);
        properties.put("mail.smtp.writetimeout", TIMEOUT_MILLIS);
        properties.put("mail.smtp.auth", Boolean.toString(server.user().isPresent()));
        return Session.getInstance(properties, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return server.user()
                        .map(user -> new PasswordAuthentication(
                                user, server.password().orElse("")))
                        .orElse(null);
            }
        });
    }
}
