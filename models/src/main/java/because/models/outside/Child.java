package because.models.outside;

import because.core.BadInput;
import because.models.outside.Exchange.Unanswered;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One process of a program, started when it is first asked, and again after it ended. One thread asks at a time. A process that does not answer in time, or that
 * answers with too much, is killed: what it would write later would be taken for the next answer.
 */
final class Child implements AutoCloseable {
    private static final int TAIL = 2000;
    private static final long GRACE = 2;

    private final List<String> words;
    private final Path directory;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("because-command").daemon().factory());
    private @Nullable Running running;
    private boolean closed;

    Child(List<String> words, Path directory) {
        this.words = words;
        this.directory = directory;
    }

    byte[] ask(byte[] request, long most, Duration patience) throws Unanswered, InterruptedException {
        Running process = running();
        Future<byte[]> asked = worker.submit(() -> process.ask(request, most));
        boolean answered = false;
        try {
            byte[] answer = asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            answered = true;
            return answer;
        } catch (TimeoutException late) {
            throw new Unanswered(
                    "gave no answer within " + patience.toMillis() / 1000.0 + " seconds" + process.complaint(),
                    true,
                    0);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Unanswered unanswered) {
                throw unanswered;
            }
            throw new Unanswered(process.end(), true, 0); // its pipe broke
        } finally {
            if (!answered) {
                process.close();
            }
        }
    }

    private synchronized Running running() throws Unanswered {
        if (closed) {
            throw new IllegalStateException("this model is closed");
        }
        Running present = running;
        if (present == null || !present.process.isAlive()) {
            present = Running.start(words, directory);
            running = present;
        }
        return present;
    }

    @Override
    public synchronized void close() {
        closed = true;
        worker.shutdown();
        if (running != null) {
            running.close();
        }
    }

    /** A process that was started. */
    private static final class Running {
        private final Process process;
        private final InputStream answers;
        private final OutputStream requests;
        private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        private final Thread listener;

        private Running(Process process) {
            this.process = process;
            this.answers = new BufferedInputStream(process.getInputStream(), 1 << 16);
            this.requests = process.getOutputStream();
            this.listener =
                    Thread.ofPlatform().daemon().name("because-command-errors").start(this::listen);
        }

        static Running start(List<String> words, Path directory) {
            if (!Files.isDirectory(directory)) {
                throw BadInput.of("the folder in which the command runs", directory, "a folder", "");
            }
            try {
                return new Running(new ProcessBuilder(words)
                        .directory(directory.toAbsolutePath().toFile())
                        .start());
            } catch (IOException notStarted) {
                throw new BadInput(
                        "the command '" + String.join(" ", words) + "' cannot be started in "
                                + directory.toAbsolutePath().normalize() + ": " + notStarted.getMessage()
                                + "\nMaybe its program is not installed, or its path is not relative to the project's folder.",
                        notStarted);
            }
        }

        byte[] ask(byte[] request, long most) throws IOException, Unanswered {
            requests.write(request);
            requests.write('\n');
            requests.flush();
            ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 12);
            for (int next = answers.read(); next != '\n'; next = answers.read()) {
                if (next < 0) {
                    throw new Unanswered(end(), true, 0);
                }
                if (line.size() >= most) {
                    throw new Unanswered(
                            "answered with more than the " + most + " bytes that its scores can take", false, 0);
                }
                line.write(next);
            }
            return line.toByteArray();
        }

        private void listen() {
            byte[] part = new byte[1 << 12];
            try (InputStream errors = process.getErrorStream()) {
                for (int read = errors.read(part); read >= 0; read = errors.read(part)) {
                    synchronized (complaints) {
                        complaints.write(part, 0, read);
                        if (complaints.size() > 2 * part.length) {
                            byte[] all = complaints.toByteArray();
                            complaints.reset();
                            complaints.write(all, all.length - TAIL, TAIL);
                        }
                    }
                }
            } catch (IOException gone) {
                // the process was killed; what it said before is kept
            }
        }

        /** How the process ended, and what it said last. */
        String end() {
            try {
                String how = process.waitFor(GRACE, TimeUnit.SECONDS)
                        ? "ended with exit code " + process.exitValue() + " instead of an answer"
                        : "closed its standard output instead of an answer";
                listener.join(TimeUnit.SECONDS.toMillis(1));
                return how + complaint();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return "ended instead of an answer";
            }
        }

        /** The end of what the process wrote to its standard error. */
        String complaint() {
            synchronized (complaints) {
                byte[] all = complaints.toByteArray();
                String text = Protocol.lines(Arrays.copyOfRange(all, Math.max(0, all.length - TAIL), all.length));
                return text.isEmpty() ? "" : "; its standard error ends with:\n" + text + "\n";
            }
        }

        /**
         * Ends the process and what it started. The handles are used, for a {@link Process} closes its pipes first, which waits for a write that nobody
         * reads.
         */
        void close() {
            List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                    .toList();
            all.forEach(ProcessHandle::destroy);
            try {
                process.waitFor(GRACE, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
