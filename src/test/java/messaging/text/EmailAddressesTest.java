package messaging.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressesTest {

    @ParameterizedTest // S-TEXT-5
    @CsvSource({
        "a@münchen.de, a@xn--mnchen-3ya.de",
        "a@MÜNCHEN.DE, a@xn--mnchen-3ya.de",
        "a@mu\u0308nchen.de, a@xn--mnchen-3ya.de",
        "a@XN--MNCHEN-3YA.de, a@xn--mnchen-3ya.de",
        "a@faß.de, a@xn--fa-hia.de",
        "a@例え.テスト, a@xn--r8jz45g.xn--zckzah",
        "a@пример.рф, a@xn--e1afmkfd.xn--p1ai",
        "a@ｅｘａｍｐｌｅ.com, a@example.com",
        "a@example。com, a@example.com",
        "Ama@Example.COM, Ama@example.com",
        "jose\u0301@example.com, josé@example.com",
        "a@r3---sn.example.com, a@r3---sn.example.com",
        "a@[127.0.0.1], a@[127.0.0.1]"
    })
    void domainIsStoredInAsciiForm(String typed, String stored) {
        assertEquals(Optional.of(stored), EmailAddresses.canonical(typed));
        assertEquals(Optional.of(stored), EmailAddresses.canonical(stored));
        assertTrue(EmailAddresses.isSame(typed, stored));
    }

    @ParameterizedTest // S-TEXT-5
    @ValueSource(
            strings = {
                "a",
                "@example.com",
                "a@",
                "a@exa\u00admple.com",
                "a@exa\u200bmple.com",
                "a\u200b@example.com",
                "a\u202e@example.com",
                "a\u0000@example.com",
                "a@exam\u2066ple.com",
                "a@example..com",
                "a@xn--a.com",
                "a\u3164@example.com",
                "a@-example.com",
                "a\n@example.com",
                "a\u00a0@example.com",
                "a@אa.com"
            })
    void invisibleCharactersAndInvalidDomainsAreRefused(String address) {
        assertEquals(Optional.empty(), EmailAddresses.canonical(address));
    }

    @Test // S-TEXT-5
    void unicodeFormIsForPeople() {
        assertEquals("a@münchen.de", EmailAddresses.unicode("a@xn--mnchen-3ya.de"));
        assertEquals("a@example.com", EmailAddresses.unicode("a@example.com"));
        assertFalse(EmailAddresses.isSame("a@münchen.de", "a@munchen.de"));
        assertTrue(EmailAddresses.isSame("AMA@example.com", "ama@example.com"));
    }
}
