package messaging.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Linux's accounting of processes (S-SPEED-1). */
class ProcessStatTest {
    @Test
    void cpuTimeIsUserAndSystemTimeOfTheProcess() {
        assertEquals(
                1_250,
                ProcessStat.parseCpuMillis(
                        "17 (java) S 1 17 17 0 -1 4194304 900 77 3 0 100 25 7 9 20 0 40 0 12345 1000 200"));
    }

    @Test
    void nameOfTheProcessMayHaveSpacesAndParentheses() {
        assertEquals(
                30,
                ProcessStat.parseCpuMillis("17 (a) S (b c) R 1 17 17 0 -1 4194304 900 77 3 0 1 2 7 9 20 0 40 0 12345"));
    }

    @Test
    void residentMemoryIsInMebibytes() {
        assertEquals(1.5, ProcessStat.parseResidentMebibytes("VmPeak:\t 9999 kB\nVmRSS:\t    1536 kB\nThreads:\t7\n"));
    }

    @Test
    void residentMemoryMustBeThere() {
        assertThrows(IllegalArgumentException.class, () -> ProcessStat.parseResidentMebibytes("Name:\tkthreadd\n"));
    }
}
