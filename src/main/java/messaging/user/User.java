package messaging.user;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** An account. */
@Entity
@Table(name = "users")
public class User {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String username;
    private String email;

    @Column(name = "password_hash")
    private String passwordHash;

    @Column(name = "first_name")
    private String firstName;

    @Column(name = "last_name")
    private String lastName;

    @Column(name = "is_external")
    private boolean external;

    @Column(name = "is_admin")
    private boolean admin;

    @Column(name = "is_active")
    private boolean active;

    private long revision;

    // Compared by searches only. Not lazy: to set a lazy attribute, EclipseLink reads the row again over what was
    // changed.
    @Column(name = "name_folded")
    private String nameFolded;

    @Column(name = "email_folded")
    private String emailFolded;

    @Column(name = "folded_revision")
    private Long foldedRevision;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    /** For JPA. */
    protected User() {}

    private User(Profile profile, String passwordHash, Instant now) {
        this.username = profile.username();
        this.email = profile.email();
        this.firstName = profile.firstName();
        this.lastName = profile.lastName();
        this.passwordHash = passwordHash;
        this.external = passwordHash == null;
        this.active = true;
        this.revision = 1;
        this.createdAt = now;
        this.updatedAt = now;
        fold();
    }

    /**
     * A new account.
     *
     * @param profile names and address
     * @param passwordHash the hashed password
     * @param now when
     * @return an active account without any rights
     */
    static User register(Profile profile, String passwordHash, Instant now) {
        return new User(profile, Objects.requireNonNull(passwordHash), now);
    }

    /**
     * A new account of somebody who signs in elsewhere.
     *
     * @param profile names and address, which may be null
     * @param now when
     * @return an active account without a password or any rights
     */
    static User registerExternal(Profile profile, Instant now) {
        return new User(profile, null, now);
    }

    /** Takes over a changed profile. */
    void present(Profile profile, Instant now) {
        username = profile.username();
        email = profile.email();
        firstName = profile.firstName();
        lastName = profile.lastName();
        edited(now);
    }

    /** Replaces the password. */
    void changePassword(String newHash, Instant now) {
        passwordHash = Objects.requireNonNull(newHash);
        edited(now);
    }

    /** Keeps the same password under a stronger hash: no edit that anybody would notice. */
    void strengthenHash(String newHash) {
        passwordHash = Objects.requireNonNull(newHash);
    }

    /** Lets the account be used, or not any more. */
    void activate(boolean usable, Instant now) {
        active = usable;
        edited(now);
    }

    /** Makes it an administrator's account, or not any more. */
    void promote(boolean toAdmin, Instant now) {
        admin = toAdmin;
        edited(now);
    }

    /** Keeps the row, to which messages refer, without the person. */
    void forget(String name, Instant now) {
        username = name;
        email = null;
        firstName = "";
        lastName = "";
        passwordHash = null;
        active = false;
        admin = false;
        edited(now);
    }

    private void edited(Instant now) {
        revision++;
        updatedAt = now;
        fold();
    }

    private void fold() {
        var folded = FoldedProfile.of(profile());
        nameFolded = folded.names();
        emailFolded = folded.email();
        foldedRevision = revision;
    }

    /**
     * Identifier of the account.
     *
     * @return a positive number
     */
    public long id() {
        return id;
    }

    /**
     * What identifies the account to people.
     *
     * @return unique without regard to case
     */
    public String username() {
        return username;
    }

    /**
     * Names and address together.
     *
     * @return the present profile
     */
    public Profile profile() {
        return new Profile(username, email, firstName, lastName);
    }

    /**
     * The hashed password.
     *
     * @return empty for an account that signs in elsewhere
     */
    public Optional<String> passwordHash() {
        return Optional.ofNullable(passwordHash);
    }

    /**
     * Whether the account belongs to somebody who signs in elsewhere.
     *
     * @return true for an account of single sign-on
     */
    public boolean isExternal() {
        return external;
    }

    /**
     * Whether the account administers the site.
     *
     * @return true for an administrator
     */
    public boolean isAdmin() {
        return admin;
    }

    /**
     * Whether the account may be used.
     *
     * @return false once deactivated
     */
    public boolean isActive() {
        return active;
    }

    /**
     * Whether the person behind the account has deleted it.
     *
     * @return true once deleted; nothing brings it back
     */
    public boolean isDeleted() {
        return !active && passwordHash == null && email == null && Usernames.isReserved(username);
    }

    /**
     * Counts the edits of the account.
     *
     * @return 1 for a new account
     */
    public long revision() {
        return revision;
    }

    /**
     * When the account was made.
     *
     * @return UTC, in microseconds
     */
    public Instant createdAt() {
        return createdAt;
    }

    /**
     * When the account was last edited.
     *
     * @return UTC, in microseconds
     */
    public Instant updatedAt() {
        return updatedAt;
    }
}
