package because.models.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Capabilities;
import because.core.Profile;
import because.models.store.StoredModel;
import because.models.store.StrictJson;
import because.testkit.PlantedWorld;
import because.testkit.ServedModel;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that does not behave. */
class RemoteTest {
    private static final PlantedWorld WORLD = PlantedWorld.additive(3);

    private final ServedModel served = new ServedModel(WORLD);
    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
    private volatile UnaryOperator<String> spoil = answer -> answer;
    private volatile int status = 200;
    private volatile long delay;
    private HttpServer server = HttpServerAtRest.NONE;

    /** Stands where no server runs yet. */
    private static final class HttpServerAtRest {
        private static final HttpServer NONE;

        static {
            try {
                NONE = HttpServer.create();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                requests.incrementAndGet();
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                        .ifPresent(authorizations::add);
                byte[] asked = exchange.getRequestBody().readAllBytes();
                String answer = spoil.apply(new String(served.answer(asked), StandardCharsets.UTF_8));
                try {
                    Thread.sleep(delay);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
                byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private RemoteOptions options() {
        return Asked.at(server).withAsking(Asking.defaults().withRetries(0));
    }

    private Outside register(RemoteOptions options) {
        return new RemoteTrainer(options).train(Asked.data(WORLD.catalog()), Asked.RUN);
    }

    private double[] ask(Outside model) {
        return model.score(List.of(Profile.ofItems(1, 2, 3)), WORLD.catalog().candidates())[0];
    }

    @Test
    void scores_are_those_of_the_model_to_the_bit_in_any_number_of_requests() {
        List<Profile> profiles = Collections.nCopies(50, Profile.ofItems(1, 2, 3));
        try (Outside model = register(options().withAsking(Asking.defaults().withBatch(7)))) {
            ask(model);
            int before = requests.get();
            double[][] scores = model.score(profiles, WORLD.catalog().candidates());
            assertThat(requests.get() - before).isEqualTo(8);
            assertThat(scores)
                    .isDeepEqualTo(WORLD.score(profiles, WORLD.catalog().candidates()));
            int now = requests.get();
            assertThat(model.score(List.of(), WORLD.catalog().candidates())).isEmpty();
            assertThat(model.score(profiles, List.of())).hasDimensions(50, 0);
            assertThatThrownBy(() -> model.score(List.of(Profile.ofItems(99)), List.of(new Candidate.Known(1))))
                    .isInstanceOf(BadInput.class);
            assertThat(requests.get()).isEqualTo(now); // nobody need be asked about that
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"scores\":[[1]]} | 1 rows of scores for 8 profiles",
                "{\"scores\":[]} | 0 rows of scores for 8 profiles",
                "{\"values\":[]} | no array 'scores'",
                "[[1]] | no JSON object",
                "<html>Bad\u001b[2Jgateway</html> | not JSON: '<html>Bad [2Jgateway</html>'",
                "`` | no JSON object: nothing",
                "{\"error\":\"no such item\"} | says: no such item",
            })
    void what_is_no_table_of_scores_is_refused(String answer, String complaint) {
        spoil = right -> right.contains("scores") ? answer : right;
        assertThatThrownBy(() -> register(options()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(complaint)
                .hasMessageContaining("http://localhost:");
    }

    @ParameterizedTest
    @CsvSource({"NaN, NaN", "Infinity, Infinity", "null, null", "1e999, Infinity", "'\"3\"', 3", "[], []"})
    void a_score_that_is_no_finite_number_is_refused(String score, String shown) {
        spoil = right -> right.replaceFirst("\\[\\[[^,]*,", "[[" + score + ",");
        assertThatThrownBy(() -> register(options()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("answered with the score")
                .hasMessageContaining(shown)
                .hasMessageContaining("row 1, column 1")
                .hasMessageContaining("finite");
    }

    @Test
    void scores_of_another_number_than_items_are_refused() {
        spoil = right -> right.replaceFirst("\\[\\[", "[[0.5,");
        assertThatThrownBy(() -> register(options())).hasMessageContaining("17 scores for 16 items, in row 1");
    }

    @Test
    void an_endless_answer_is_not_read_to_its_end() {
        spoil = right -> right.contains("scores") ? " ".repeat(10_000_000) + right : right;
        assertThatThrownBy(() -> register(options()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("more than the")
                .hasMessageContaining("bytes that its scores can take");
        assertThat(requests.get()).isEqualTo(2);
    }

    @Test
    void a_slow_server_is_waited_for_and_asked_again_no_longer_than_allowed() {
        delay = 700;
        assertThatThrownBy(() -> register(
                        options().withAsking(Asking.defaults().withTimeout(0.2).withRetries(1))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("within 0.2 seconds (asked 2 times)");
        assertThat(requests.get()).isEqualTo(2);
    }

    @Test
    void a_dead_server_is_said_to_be_dead() {
        RemoteOptions options = options();
        server.stop(0);
        assertThatThrownBy(() -> register(options))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void a_failing_server_is_asked_again_and_a_refusing_one_is_not() {
        status = 503;
        AtomicInteger left = new AtomicInteger(2);
        spoil = right -> {
            if (left.decrementAndGet() <= 0) {
                status = 200;
            }
            return right;
        };
        try (Outside model = register(options().withAsking(Asking.defaults().withRetries(3)))) {
            assertThat(ask(model)).hasSize(PlantedWorld.ITEMS);
        }
        status = 404;
        spoil = _ -> "no such page";
        int before = requests.get();
        assertThatThrownBy(() -> register(options().withAsking(Asking.defaults().withRetries(3))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("HTTP status 404: 'no such page'");
        assertThat(requests.get() - before).isEqualTo(1);
    }

    @Test
    void a_model_that_answers_otherwise_when_asked_again_is_not_registered() {
        AtomicInteger asked = new AtomicInteger();
        spoil = right -> right.replaceFirst("\\[\\[[^,]*,", "[[" + asked.incrementAndGet() + ",");
        assertThatThrownBy(() -> register(options()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("for the same profile")
                .hasMessageContaining("Maybe switch off what is random")
                .hasMessageContaining("deterministic");
    }

    @Test
    void rounding_within_the_tolerance_is_allowed_and_none_where_it_is_nought() {
        AtomicInteger asked = new AtomicInteger();
        spoil = right -> {
            Matcher first = Pattern.compile("(?<=\\[\\[)[^,]*").matcher(right);
            return first.replaceFirst(
                    score -> "" + (Double.parseDouble(score.group()) + 1e-7 * asked.incrementAndGet()));
        };
        register(options()).close();
        assertThatThrownBy(() -> register(options().withAsking(Asking.defaults().withTolerance(0))))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void another_version_than_the_registered_one_is_refused_even_while_it_is_asked() {
        try (Outside model = register(options())) {
            ask(model);
            spoil = right -> right.replace(WORLD.provenance().fingerprint(), "version 2");
            assertThatThrownBy(() -> ask(model))
                    .hasMessageContaining("another model now")
                    .hasMessageContaining("'version 2'")
                    .hasMessageContaining("because train");
            StoredModel stored = model.store();
            assertThatThrownBy(() -> ask(Outside.remote(stored)))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("another model than the one that was registered");
        }
    }

    @Test
    void a_model_without_a_fingerprint_is_known_by_its_answers() {
        String own = "\"fingerprint\":\"" + WORLD.provenance().fingerprint() + "\",";
        spoil = right -> right.replace(own, "");
        StoredModel stored;
        try (Outside model = register(options())) {
            stored = model.store();
            ask(model);
            spoil = right -> right.replace(own, "").replaceFirst("\\[\\[[^,]*,", "[[77,");
            // It gives no hint, so it is tried now and then.
            Throwable found = null;
            for (int i = 0; found == null && i < 200; i++) {
                found = catchThrowable(() -> ask(model));
            }
            assertThat(found).isInstanceOf(BadInput.class).hasMessageContaining("and then 77.0 for the same profile");
        }
        assertThatThrownBy(() -> ask(Outside.remote(stored)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("and then 77.0");
    }

    @Test
    void the_authorization_is_sent_and_stands_nowhere() {
        RemoteOptions options = options().withAuthorization("PATH"); // a variable that is there anywhere
        try (Outside model = register(options)) {
            assertThat(authorizations).isNotEmpty().containsOnly(System.getenv("PATH"));
            assertThat(model.store().toString() + model.store().texts()).doesNotContain(System.getenv("PATH"));
        }
        assertThatThrownBy(() -> register(options().withAuthorization("BECAUSE_NO_SUCH_TOKEN")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("BECAUSE_NO_SUCH_TOKEN")
                .hasMessageContaining("is not set");
        assertThatThrownBy(() -> options().withAuthorization("Bearer abc"))
                .isInstanceOf(BadInput.class)
                .hasMessageNotContaining("abc");
        assertThatThrownBy(() -> options().withUrl("http://me:secret@localhost/"))
                .isInstanceOf(BadInput.class)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({"localhost:8080", "ftp://localhost/", "http:///x", "'http://a b'"})
    void an_address_that_is_none_is_refused(String url) {
        assertThatThrownBy(() -> options().withUrl(url))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("http://localhost:8080/score");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | format",
                "{\"format\":2} | format 2",
                "{\"format\":1,\"maskng\":true} | 'maskng'",
                "{\"format\":1,\"masking\":1} | not true or false",
                "{\"format\":1,\"window\":0} | window",
                "{\"format\":1,\"fingerprint\":3} | not text",
            })
    void what_a_model_says_of_itself_is_read_strictly(String said, String complaint) {
        spoil = right -> right.contains("scores") ? right : said;
        assertThatThrownBy(() -> register(options()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource({"true, '', true", "false, '', false", "true, false, false", "false, true, true"})
    void a_model_that_scores_described_items_is_taken_to_look_at_events_of_them_unless_it_says_otherwise(
            String items, String events, boolean looks) {
        String said = "{\"format\":1,\"describedItems\":" + items
                + (events.isEmpty() ? "" : ",\"describedEvents\":" + events) + "}";
        spoil = right -> right.contains("scores") ? right.replaceAll("\"fingerprint\":\"[^\"]*\",", "") : said;
        try (Outside model = register(options())) {
            assertThat(model.capabilities().describedEvents()).isEqualTo(looks);
        }
    }

    @Test
    void what_an_earlier_version_kept_of_a_model_is_read() {
        Capabilities looks = new Capabilities(true, false, true, true, false, true, true, false);
        Declared kept = new Declared("v1", looks, 50, false, List.of(List.of(0.5, 1.0)));
        String now = StrictJson.write(kept);
        assertThat(Declared.read("declared.json", now)).isEqualTo(kept);
        String before = now.replaceAll("\"describedEvents\" : true,\\s*", "");
        assertThat(before).isNotEqualTo(now);
        assertThat(Declared.read("declared.json", before)).isEqualTo(kept);
        for (String damaged : List.of("{", "[]", "{\"capabilities\": {}}", before.replace("order", "ordre"))) {
            assertThatThrownBy(() -> Declared.read("declared.json", damaged))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("declared.json is damaged");
        }
    }

    @Test
    void a_model_that_says_nothing_of_itself_is_taken_to_look_at_everything() {
        spoil = right ->
                right.contains("scores") ? right.replaceAll("\"fingerprint\":\"[^\"]*\",", "") : "{\"format\":1}";
        try (Outside model = register(options().withAsking(Asking.defaults().withFingerprint("mine")))) {
            assertThat(model.capabilities().order()).isTrue();
            assertThat(model.capabilities().attributes()).isTrue();
            assertThat(model.capabilities().masking()).isFalse();
            assertThat(model.capabilities().describedItems()).isFalse();
            assertThat(model.capabilities().describedEvents()).isFalse();
            assertThat(model.window()).isEqualTo(Integer.MAX_VALUE);
            assertThat(model.provenance().options()).containsEntry("fingerprint", "mine");
            assertThat(ask(model)).hasSize(PlantedWorld.ITEMS);
        }
    }
}
