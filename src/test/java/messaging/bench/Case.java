package messaging.bench;

/**
 * A case: an operation of the product, and its ceiling.
 *
 * @param name for {@code --only}
 * @param title for the table
 * @param product the product's load
 * @param open requests for latency at a fixed rate; null if they cannot be repeated
 * @param ceilingName what the ceiling is; empty for none
 * @param ceiling the ceiling's load; null for none
 */
record Case(String name, String title, Load product, Target open, String ceilingName, Load ceiling) {
    Case(String name, String title, Load product, Target open) {
        this(name, title, product, open, "", null);
    }
}
