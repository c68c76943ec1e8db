package because.cli;

import because.MemorySize;
import because.core.BadInput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The program {@code because}. Exit codes: 0 done, 1 a check failed, 2 wrong use or input, 3 could not finish, 130 interrupted. */
public final class Main {
    /** A check failed. */
    static final int FAILED = 1;

    private static final int WRONG = 2;
    private static final int UNFINISHED = 3;

    private Main() {}

    /** @param args the command line */
    public static void main(String[] args) {
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        int code = run(out, err, args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /**
     * Runs a command line.
     *
     * @param out gets the answers
     * @param err gets progress and complaints
     * @param args the command line
     * @return the exit code
     */
    static int run(PrintStream out, PrintStream err, String... args) {
        Terminal terminal = new Terminal(out, err);
        CommandLine line = BecauseCommand.line(terminal);
        line.setOut(new java.io.PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new java.io.PrintWriter(err, true, StandardCharsets.UTF_8));
        line.setExecutionExceptionHandler((exception, _, _) -> failed(exception, terminal));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        try {
            return line.execute(args);
        } catch (Error error) {
            return failed(error, terminal);
        }
    }

    /** Says what went wrong, in words that the user can do something with, and chooses the exit code. */
    static int failed(Throwable failure, Terminal terminal) {
        terminal.finish();
        return switch (failure) {
            case BadInput wrong -> {
                terminal.err().println("because: " + wrong.getMessage());
                yield WRONG;
            }
            case UncheckedIOException io -> unfinished(String.valueOf(io.getMessage()), terminal);
            case IOException io -> unfinished(String.valueOf(io.getMessage()), terminal);
            case OutOfMemoryError memory ->
                unfinished(
                        "there is not enough memory (" + memory.getMessage() + ").\n"
                                + more(Runtime.getRuntime().maxMemory()),
                        terminal);
            case LinkageError missing ->
                unfinished(
                        "a library cannot be loaded: " + missing
                                + "\nMaybe it was built for another platform: build it with -Djavacpp.platform=…",
                        terminal);
            default -> {
                LoggerFactory.getLogger(Main.class).debug("unexpected", failure);
                yield unfinished(
                        "something went wrong that should not have: " + failure
                                + "\nMaybe run it again with BECAUSE_LOG=debug, and report what it says.",
                        terminal);
            }
        };
    }

    /** Advises twice as much memory as Java has now; it counts a little less than it was given. */
    static String more(long bytes) {
        return "Maybe allow more than " + MemorySize.text((double) bytes) + ": BECAUSE_MEMORY="
                + 2 * Math.ceilDiv(bytes, 1L << 30) + "g because …";
    }

    private static int unfinished(String message, Terminal terminal) {
        terminal.err().println("because: " + message);
        return UNFINISHED;
    }
}
