package because.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process has had, of the JVM and of what it calls. */
final class ResidentMemory {
    private ResidentMemory() {}

    /** @return the most memory that this process has had, in MiB; −1 where the system does not say */
    static long peakMegabytes() {
        Path status = Path.of("/proc/self/status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(kilobytes -> Long.parseLong(kilobytes) >> 10)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException untold) {
            return -1;
        }
    }
}
