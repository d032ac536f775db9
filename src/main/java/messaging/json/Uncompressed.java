package messaging.json;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource method whose response contains secrets, such as tokens, and is never compressed: the length of a
 * compressed body depends on repetitions in it, so it could reveal a secret next to text that an attacker chooses
 * (BREACH).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Uncompressed {}
