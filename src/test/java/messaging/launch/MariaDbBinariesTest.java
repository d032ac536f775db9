package messaging.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MariaDbBinariesTest {

    @Test
    void knowsTheOperatingSystemsThatHaveABinary() {
        assertEquals(Optional.of("linux"), MariaDbBinaries.platform("Linux"));
        assertEquals(Optional.of("osx"), MariaDbBinaries.platform("Mac OS X"));
        assertEquals(Optional.empty(), MariaDbBinaries.platform("Windows 11"));
        assertEquals(Optional.empty(), MariaDbBinaries.platform("FreeBSD"));
    }
}
