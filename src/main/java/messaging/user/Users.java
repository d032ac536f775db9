package messaging.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import messaging.jdbc.JdbcClient;
import messaging.paging.FoldedText;
import messaging.paging.Listing;
import messaging.paging.PageQuery;
import messaging.paging.PageReader;
import messaging.paging.Slice;
import messaging.text.EmailAddresses;
import messaging.text.UsernameRules;

/** The accounts in the database. */
@ApplicationScoped
public class Users {
    /** Username and names, which every user may search. */
    public static final FoldedText NAMES =
            FoldedText.of("nameFolded", "username", "firstName", "lastName").foldedAtRevision("foldedRevision");

    /** The administrators' list. */
    public static final Listing<User> LISTING = Listing.of(User.class)
            .search(NAMES)
            .search(FoldedText.of("emailFolded", "email").foldedAtRevision("foldedRevision"))
            .order("id", "username", "email", "first_name", "last_name", "created_at", "updated_at")
            .unique("username")
            .byDefault("id");

    /** Expression for the collation key of a parameter. */
    public static final String COLLATION_KEY =
            "HEX(WEIGHT_STRING(CONVERT(? USING utf8mb4) COLLATE utf8mb4_0900_as_ci))";

    /** The directory. Searches and sorts by public fields only, so that it does not reveal others. */
    static final Listing<User> DIRECTORY = Listing.of(User.class)
            .search(NAMES)
            .minSearchLength(2)
            .order("id", "username", "first_name", "last_name")
            .unique("username")
            .byDefault("username");

    private static final String ACTIVE_CLAIMS =
            "SELECT id, username, is_admin FROM users WHERE id = ? AND is_active = TRUE";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private JdbcClient database;

    /**
     * Stores a new account, which gets its id.
     *
     * @param user a new account
     */
    public void add(User user) {
        entities.persist(user);
        entities.flush();
    }

    /** Writes pending changes, so that violations of unique keys are reported now. */
    void flush() {
        entities.flush();
    }

    /**
     * Finds an account.
     *
     * @param id of the account
     * @return empty if the account does not exist
     */
    public Optional<User> find(long id) {
        return Optional.ofNullable(entities.find(User.class, id));
    }

    /**
     * Finds an account and locks it until the transaction ends.
     *
     * @param id of the account
     * @return empty if the account does not exist
     */
    public Optional<User> lock(long id) {
        return Optional.ofNullable(entities.find(User.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /**
     * Finds an account by its username.
     *
     * @param username in any case
     * @return empty if the account does not exist
     */
    public Optional<User> findByUsername(String username) {
        return entities.createQuery("SELECT u FROM User u WHERE u.username = :username", User.class)
                .setParameter("username", UsernameRules.normalize(username))
                .getResultStream()
                .findFirst();
    }

    /**
     * Returns the claims of access tokens about an active account.
     *
     * @param id of the account
     * @return empty if the account does not exist or is deactivated
     */
    public Optional<AccountClaims> activeClaims(long id) {
        return database.first(
                ACTIVE_CLAIMS, row -> new AccountClaims(row.getLong(1), row.getString(2), row.getBoolean(3)), id);
    }

    /**
     * Returns a key that is the same for all spellings that the database considers equal.
     *
     * @param name username or email address
     * @return the collation weights in hexadecimal digits
     */
    public String collationKey(String name) {
        return database.first("SELECT " + COLLATION_KEY, row -> row.getString(1), name)
                .orElseThrow();
    }

    /**
     * Finds an account by its email address. Single sign-on accounts are left out, because their addresses are not verified.
     *
     * @param email address in any case, with the domain in either form
     * @return empty if the account does not exist
     */
    public Optional<User> findByEmail(String email) {
        var canonical = EmailAddresses.canonical(email).orElse(email);
        return entities.createQuery("SELECT u FROM User u WHERE u.email IN :emails AND u.external = FALSE", User.class)
                .setParameter("emails", List.of(canonical, EmailAddresses.unicode(canonical)))
                .getResultStream()
                // Previous versions allowed an account for each form.
                .min(Comparator.comparing(
                        user -> !canonical.equalsIgnoreCase(user.profile().email())));
    }

    /** Returns the ids of the active administrators. */
    List<Long> findAdministratorIds() {
        return entities.createQuery("SELECT u.id FROM User u WHERE u.admin = TRUE AND u.active = TRUE", Long.class)
                .getResultList();
    }

    /**
     * Finds the active accounts among the given ones.
     *
     * @param ids of accounts
     * @return those that exist and are active
     */
    public List<User> findActive(Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : entities.createQuery("SELECT u FROM User u WHERE u.id IN :ids AND u.active = TRUE", User.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    /**
     * Returns whether an account is active, and prevents its deactivation and deletion until the transaction ends. The row
     * is locked in share mode: unlike {@link #lock}, this does not block transactions that check the same account.
     *
     * @param id of the account
     * @return false if the account is deactivated or does not exist
     */
    public boolean lockIfActive(long id) {
        return !entities.createNativeQuery(
                        "SELECT u.id FROM users u WHERE u.id = ?1 AND u.is_active = TRUE LOCK IN SHARE MODE")
                .setParameter(1, id)
                .getResultList()
                .isEmpty();
    }

    Slice<User> page(PageQuery page, Optional<Boolean> active, Optional<Boolean> admin) {
        return new PageReader<>(
                        LISTING,
                        entities,
                        page,
                        (builder, query, root) -> builder.and(
                                active.map(wanted -> builder.equal(root.get("active"), wanted))
                                        .orElseGet(builder::conjunction),
                                admin.map(wanted -> builder.equal(root.get("admin"), wanted))
                                        .orElseGet(builder::conjunction)))
                .read();
    }

    Slice<User> directory(PageQuery page) {
        return new PageReader<>(DIRECTORY, entities, page, (builder, query, root) -> builder.isTrue(root.get("active")))
                .read();
    }
}
