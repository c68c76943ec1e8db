package because.models;

import because.core.BadInput;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;

/**
 * The memory that a training may take. Java's own has a bound that is set when Java starts; what libraries such as libtorch take lies outside of it, and may have
 * what a limit for the whole process leaves over.
 */
public final class Memory {
    /** Of Java's memory and of the rest, what may be used: the remainder is for all else. */
    private static final double SHARE = 0.8;

    private Memory() {}

    /** @return how many bytes of the machine's memory the process takes now; 0 if the system does not say */
    public static long resident() {
        return Pointer.physicalBytes();
    }

    /**
     * @param limit how many bytes the whole process may take; the machine's memory is a limit, too
     * @return how many bytes of it a training may take outside of Java's memory
     */
    public static double outside(long limit) {
        long machine = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        return Math.max(0, Math.min(limit, machine) - Runtime.getRuntime().maxMemory()) * SHARE;
    }

    /**
     * Refuses what would not fit, before hours are spent on it.
     *
     * @param what what needs it, such as "ease for 90000 items"
     * @param heap how many bytes of Java's memory it needs
     * @param outside how many bytes beside it
     * @param limit how many bytes the whole process may take
     * @param less how it can do with less, such as "keep fewer items by a filter such as k-core"
     * @throws BadInput if it does not fit; says what to set
     */
    public static void check(String what, double heap, double outside, long limit, String less) {
        double heapThere = Runtime.getRuntime().maxMemory() * SHARE;
        double outsideThere = outside(limit);
        if (heap > heapThere) {
            throw BadInput.of(
                    "the memory that " + what + " needs",
                    gigabytes(heap),
                    "up to " + gigabytes(heapThere) + ", most of what Java has",
                    "Maybe give Java more memory (BECAUSE_MEMORY="
                            + Math.ceilDiv((long) (heap / SHARE), 1L << 30)
                            + "g because …, or -Xmx), or " + less + ".");
        }
        if (outside > outsideThere) {
            double all = Runtime.getRuntime().maxMemory() + outside / SHARE;
            throw BadInput.of(
                    "the memory outside of Java that " + what + " needs",
                    gigabytes(outside),
                    "up to " + gigabytes(outsideThere) + ", most of what "
                            + (limit == Long.MAX_VALUE ? "the machine has" : "the limit of memory leaves")
                            + " beside Java's "
                            + gigabytes((double) Runtime.getRuntime().maxMemory()),
                    "Maybe "
                            + (limit == Long.MAX_VALUE
                                    ? ""
                                    : "allow " + Math.ceilDiv((long) all, 1L << 20)
                                            + "m (--memory, or training.memory), ")
                            + "give Java less memory (BECAUSE_MEMORY=1g because …, or -Xmx), or " + less + ".");
        }
    }

    private static String gigabytes(double bytes) {
        return String.format(Locale.ROOT, "%.2f GB", bytes / (1L << 30));
    }
}
