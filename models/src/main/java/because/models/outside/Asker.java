package because.models.outside;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Profile;
import because.models.outside.Exchange.Unanswered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks a model outside: in parts, again where a request failed, and now and then whether it still answers as it did. */
final class Asker implements AutoCloseable {
    /** How many scores are asked for in one request at most; a single profile gets all its scores in one. */
    private static final int MOST_SCORES = 1 << 19;

    /** Room in an answer for anything but scores, and for a score with all its digits. */
    private static final long ROOM = 1 << 16;

    private static final long ROOM_FOR_SCORE = 40;
    private static final long FIRST_WAIT = 200;
    private static final long LONGEST_WAIT = 10_000;

    private final Exchange exchange;
    private final Asking asking;
    private final Catalog catalog;
    private final Protocol protocol;

    Asker(Exchange exchange, Asking asking, Catalog catalog) {
        this.exchange = exchange;
        this.asking = asking;
        this.catalog = catalog;
        this.protocol = new Protocol(catalog);
    }

    /** Reads an answer. */
    private interface Reader<T> {
        T read(byte[] answer) throws Unanswered;
    }

    /** What the model says of itself, under the fingerprint that its owner gives it if it gives itself none. */
    Declared describe() {
        Declared said = ask(Protocol.describing(), ROOM, Protocol::declared);
        return said.fingerprint().isEmpty()
                ? new Declared(asking.fingerprint(), said.capabilities(), said.window(), said.logOdds(), List.of())
                : said;
    }

    /** Scores of at least one candidate; a row for each profile. */
    double[][] scores(List<Profile> profiles, List<? extends Candidate> candidates, String fingerprint) {
        int batch = Math.clamp(MOST_SCORES / candidates.size(), 1, asking.batch());
        if (profiles.size() <= batch) {
            return part(profiles, candidates, fingerprint);
        }
        List<Callable<double[][]>> parts = new ArrayList<>();
        for (int from = 0; from < profiles.size(); from += batch) {
            List<Profile> some = profiles.subList(from, Math.min(profiles.size(), from + batch));
            parts.add(() -> part(some, candidates, fingerprint));
        }
        List<double[]> scores = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<double[][]>> answers =
                    parts.stream().map(threads::submit).toList();
            try {
                for (Future<double[][]> answer : answers) {
                    scores.addAll(Arrays.asList(answer.get()));
                }
            } catch (ExecutionException failed) {
                threads.shutdownNow();
                throw rethrown(failed);
            } catch (InterruptedException stopped) {
                threads.shutdownNow();
                throw interrupted(stopped);
            }
        }
        return scores.toArray(double[][]::new);
    }

    private static RuntimeException rethrown(ExecutionException failed) {
        return switch (failed.getCause()) {
            case UncheckedIOException io -> new UncheckedIOException(io.getMessage(), io.getCause());
            case BadInput wrong -> new BadInput(String.valueOf(wrong.getMessage()), wrong);
            case null, default -> new IllegalStateException(failed);
        };
    }

    private double[][] part(List<Profile> profiles, List<? extends Candidate> candidates, String fingerprint) {
        long most = ROOM + ROOM_FOR_SCORE * profiles.size() * candidates.size();
        return ask(
                protocol.scoring(profiles, candidates),
                most,
                answer -> Protocol.scores(answer, profiles.size(), candidates.size(), fingerprint));
    }

    private <T> T ask(byte[] request, long most, Reader<T> reader) {
        long wait = FIRST_WAIT;
        for (int failures = 0; ; failures++) {
            try {
                try {
                    return reader.read(exchange.ask(request, most));
                } catch (Unanswered failed) {
                    if (!failed.again() || failures >= asking.retries()) {
                        throw given(failed, failures + 1);
                    }
                    Thread.sleep(Math.max(wait, failed.waiting()));
                    wait = Math.min(LONGEST_WAIT, 2 * wait);
                }
            } catch (InterruptedException stopped) {
                throw interrupted(stopped);
            }
        }
    }

    private UncheckedIOException given(Unanswered failed, int times) {
        String message =
                exchange.where() + " " + failed.getMessage() + (times > 1 ? " (asked " + times + " times)" : "");
        return new UncheckedIOException(message, new IOException(failed));
    }

    private UncheckedIOException interrupted(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new UncheckedIOException("asking " + exchange.where() + " was interrupted", new IOException(stopped));
    }

    /** The answers to what a model is tried with. */
    double[][] tried(List<Profile> profiles, String fingerprint) {
        return scores(profiles, candidates(), fingerprint);
    }

    private List<Candidate.Known> candidates() {
        return Arrays.stream(Declared.items(catalog))
                .mapToObj(Candidate.Known::new)
                .toList();
    }

    /**
     * Compares two answers to one question.
     *
     * @param before what was answered first
     * @param now what was answered then
     * @param profile what they were asked about, from 0
     * @return what is wrong; empty if they agree
     */
    String difference(double[] before, double[] now, int profile) {
        double largest = Math.max(
                Arrays.stream(before).map(Math::abs).max().orElse(0),
                Arrays.stream(now).map(Math::abs).max().orElse(0));
        for (int column = 0; column < before.length; column++) {
            if (Math.abs(before[column] - now[column]) > asking.tolerance() * largest) {
                return exchange.where() + " gave item '"
                        + catalog.item(Declared.items(catalog)[column]).id() + "' the score " + before[column]
                        + " and then " + now[column] + " for the same profile (the " + (profile + 1)
                        + ". that it is tried with)";
            }
        }
        return "";
    }

    String where() {
        return exchange.where();
    }

    @Override
    public void close() {
        exchange.close();
    }
}
