package because.models.outside;

import because.core.BadInput;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Asks over HTTP: a POST for each request. Redirections are not followed, or the authorization could go to somebody else. */
final class HttpExchange implements Exchange {
    /** A longer wait than this is not waited for, whatever the other side asks. */
    private static final long LONGEST_WAIT = 30_000;

    private static final int TOO_MANY = 429;
    private static final int SERVER_ERRORS = 500;
    private static final int NOT_IMPLEMENTED = 501;

    private final String url;
    private final HttpRequest.Builder form;
    private final Duration patience;
    private final Semaphore free;
    private final HttpClient client;

    /**
     * @param options where it is asked
     * @param environment the value of an environment variable, null if there is none
     */
    HttpExchange(RemoteOptions options, UnaryOperator<@Nullable String> environment) {
        if (options.url().isEmpty()) {
            throw new BadInput("the model remote has no url.\nMaybe say where it is asked: "
                    + "model: {kind: remote, options: {url: \"http://localhost:8080/score\"}}");
        }
        this.url = options.url();
        this.patience = options.asking().patience();
        this.free = new Semaphore(options.connections());
        this.form = HttpRequest.newBuilder(URI.create(url))
                .timeout(patience)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json");
        if (!options.authorization().isEmpty()) {
            authorise(options.authorization(), environment.apply(options.authorization()));
        }
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // an offer of HTTP/2 confuses small servers
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
    }

    private void authorise(String variable, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new BadInput("the environment variable " + variable + ", which holds the authorization for " + url
                    + ", is not set.\nMaybe set it: export " + variable + "='Bearer …'");
        }
        try {
            form.header("Authorization", value.strip());
        } catch (IllegalArgumentException notAHeader) { // its message holds the value
            throw new BadInput("the environment variable " + variable
                    + " holds something that cannot be the value of the header Authorization."
                    + "\nMaybe it has several lines.");
        }
    }

    @Override
    public String where() {
        return url;
    }

    @Override
    public byte[] ask(byte[] request, long most) throws Unanswered, InterruptedException {
        free.acquire();
        try {
            HttpRequest post =
                    form.copy().POST(BodyPublishers.ofByteArray(request)).build();
            CompletableFuture<HttpResponse<byte[]>> sent =
                    client.sendAsync(post, BodyHandlers.limiting(BodyHandlers.ofByteArray(), most));
            try {
                return answer(sent.get(patience.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException late) {
                throw new Unanswered("gave no whole answer within " + seconds() + " seconds", true, 0);
            } catch (ExecutionException failed) {
                throw unanswered(failed.getCause(), most);
            } finally {
                sent.cancel(true); // does nothing where it is done
            }
        } finally {
            free.release();
        }
    }

    private byte[] answer(HttpResponse<byte[]> response) throws Unanswered {
        int status = response.statusCode();
        if (status == 200) {
            return response.body();
        }
        boolean again = status == TOO_MANY || (status >= SERVER_ERRORS && status != NOT_IMPLEMENTED);
        throw new Unanswered(
                "answered with HTTP status " + status + ": " + Protocol.brief(response.body()),
                again,
                response.headers()
                        .firstValue("Retry-After")
                        .filter(value -> value.matches("[0-9]{1,6}"))
                        .map(value -> Math.min(LONGEST_WAIT, 1000 * Long.parseLong(value)))
                        .orElse(0L));
    }

    private Unanswered unanswered(@Nullable Throwable cause, long most) {
        String why = cause == null ? "" : String.valueOf(cause.getMessage());
        if (cause instanceof IOException && why.contains("capacity")) {
            return new Unanswered("answered with more than the " + most + " bytes that its scores can take", false, 0);
        }
        if (cause instanceof java.net.http.HttpTimeoutException) {
            return new Unanswered("gave no answer within " + seconds() + " seconds", true, 0);
        }
        if (cause instanceof ConnectException) {
            return new Unanswered("cannot be reached", true, 0);
        }
        return new Unanswered("did not answer: " + cause, cause instanceof IOException, 0);
    }

    private double seconds() {
        return patience.toMillis() / 1000.0;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
