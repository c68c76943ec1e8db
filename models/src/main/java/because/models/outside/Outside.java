package because.models.outside;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Event;
import because.core.Profile;
import because.core.Provenance;
import because.core.Recommender;
import because.models.Candidates;
import because.models.store.OptionMap;
import because.models.store.Storable;
import because.models.store.StoredModel;
import because.models.store.StrictJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model that is not ours, asked over HTTP or as a program. What is stored of it is how to reach it, what it said of itself and how it answered when it was
 * registered: another version of it is refused. It is first asked when the first score is wanted.
 */
public final class Outside implements Recommender, Storable {
    /** The name of models behind an address. */
    public static final String REMOTE = "remote";

    /** The name of models in a program. */
    public static final String COMMAND = "command";

    private static final String DECLARED = "declared.json";

    /** After so many questions it is asked again whether it answers as it did. */
    private static final int OFTEN = 100;

    private final StoredModel stored;
    private final Declared declared;
    private final Asking asking;
    private final Supplier<Exchange> exchange;
    private final AtomicLong asked = new AtomicLong();
    private @Nullable Asker asker;
    private boolean closed;

    private Outside(StoredModel stored, Asking asking, Supplier<Exchange> exchange) {
        this.stored = stored;
        this.declared = Declared.read(DECLARED, stored.text(DECLARED));
        this.asking = asking;
        this.exchange = exchange;
        if (declared.answers().size() != Declared.profiles(catalog()).size()
                || declared.answers().stream().anyMatch(row -> row.size() != Declared.items(catalog()).length)) {
            throw new BadInput(DECLARED + " is damaged: it does not hold the answers that a model is known by.");
        }
    }

    /**
     * A registered model behind an address.
     *
     * @param stored what was stored of it
     * @return the model; it is not asked yet
     * @throws BadInput if it is of another kind or damaged
     */
    public static Outside remote(StoredModel stored) {
        RemoteOptions options = OptionMap.read(
                "the model " + REMOTE,
                RemoteOptions.defaults(),
                stored.ofKind(REMOTE).provenance().options());
        return new Outside(stored, options.asking(), () -> new HttpExchange(options, System::getenv));
    }

    /**
     * A registered model in a program, which runs in the current folder; see {@link #in}.
     *
     * @param stored what was stored of it
     * @return the model; its program is not started yet
     * @throws BadInput if it is of another kind or damaged
     */
    public static Outside command(StoredModel stored) {
        return command(stored, Path.of(""));
    }

    private static Outside command(StoredModel stored, Path directory) {
        CommandOptions options = OptionMap.read(
                "the model " + COMMAND,
                CommandOptions.defaults(),
                stored.ofKind(COMMAND).provenance().options());
        return new Outside(stored, options.asking(), () -> new ProcessExchange(options, directory));
    }

    /**
     * @param directory the folder in which the program runs
     * @return the same model there; one behind an address as it is
     */
    public Outside in(Path directory) {
        return stored.kind().equals(COMMAND) ? command(stored, directory) : this;
    }

    /**
     * Registers a model: asks what it is, and tries whether it answers the same question in the same way twice.
     *
     * @param kind the kind of model
     * @param options how it is reached
     * @param asking how it is asked
     * @param exchange reaches it
     * @param seed is kept with the run
     * @param data the items
     * @return what is to be stored
     * @throws BadInput if it answers differently when asked again
     * @throws java.io.UncheckedIOException if it does not answer, or not as it should
     */
    static StoredModel register(
            String kind, Record options, Asking asking, Supplier<Exchange> exchange, long seed, Dataset data) {
        if (data.catalog().size() == 0) {
            throw new BadInput("there are no items that the model " + kind + " could score.");
        }
        try (Asker asker = new Asker(exchange.get(), asking, data.catalog())) {
            Declared said = asker.describe();
            List<Profile> profiles = Declared.profiles(data.catalog());
            double[][] answers = asker.tried(profiles, said.fingerprint());
            for (int i = profiles.size() - 1; i >= 0; i--) {
                double[] again = asker.tried(List.of(profiles.get(i)), said.fingerprint())[0];
                String difference = asker.difference(answers[i], again, i);
                if (!difference.isEmpty()) {
                    throw new BadInput(
                            difference
                                    + ".\nMaybe switch off what is random in it (dropout, sampling): an explanation compares the scores of many requests, so"
                                    + " a model must be deterministic. The rounding of larger batches can be allowed by the option tolerance.");
                }
            }
            Map<String, String> texts = Map.of(DECLARED, StrictJson.write(said.withAnswers(answers)));
            return StoredModel.trained(kind, options, seed, data, Map.of(), texts, Map.of());
        }
    }

    @Override
    public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
        if (declared.capabilities().describedItems()) {
            Candidates.check(candidates, catalog());
        } else if (candidates != catalog().candidates()) {
            Candidates.indices(candidates, catalog());
        }
        for (Profile profile : profiles) {
            Candidates.items(profile, catalog());
            if (!declared.capabilities().describedItems()) {
                refuseDescribed(profile);
            }
        }
        if (profiles.isEmpty() || candidates.isEmpty()) {
            return new double[profiles.size()][candidates.size()];
        }
        Asker present = asker();
        if (asked.incrementAndGet() % OFTEN == 0) {
            check(
                    present,
                    Declared.profiles(catalog()).subList(1, 2),
                    declared.answers().subList(1, 2));
        }
        return present.scores(profiles, candidates, declared.fingerprint());
    }

    private void refuseDescribed(Profile profile) {
        for (Event event : profile.events()) {
            if (event.item() instanceof Candidate.Described described) {
                throw BadInput.of(
                        "an event's item",
                        described.item().title(),
                        "items of the model's own catalogue",
                        "Maybe let the model say that it reads described items: \"describedItems\": true");
            }
        }
    }

    /** Reaches the model when it is first needed, and sees whether it is the one that was registered. */
    private synchronized Asker asker() {
        if (closed) {
            throw new IllegalStateException("this model is closed");
        }
        if (asker != null) {
            return asker;
        }
        Asker made = new Asker(exchange.get(), asking, catalog());
        try {
            Declared now = made.describe();
            if (!now.fingerprint().equals(declared.fingerprint())) {
                throw new BadInput(
                        made.where() + " is another model than the one that was registered: its fingerprint is '"
                                + now.fingerprint() + "', not '" + declared.fingerprint() + "'." + again());
            }
            if (!now.withAnswers(new double[0][]).equals(declared.withAnswers(new double[0][]))) {
                throw new BadInput(
                        made.where() + " says something else of itself than when it was registered." + again());
            }
            check(made, Declared.profiles(catalog()), declared.answers());
        } catch (RuntimeException refused) {
            made.close();
            throw refused;
        }
        asker = made;
        return made;
    }

    private void check(Asker made, List<Profile> profiles, List<List<Double>> answers) {
        double[][] now = made.tried(profiles, declared.fingerprint());
        for (int i = 0; i < now.length; i++) {
            double[] before =
                    answers.get(i).stream().mapToDouble(Double::doubleValue).toArray();
            String difference = made.difference(before, now[i], i);
            if (!difference.isEmpty()) {
                throw new BadInput(difference
                        + ": it is another model than the one that was registered, or it is not deterministic."
                        + again());
            }
        }
    }

    private static String again() {
        return "\nMaybe register it again: because train";
    }

    @Override
    public Catalog catalog() {
        return stored.catalog();
    }

    @Override
    public Capabilities capabilities() {
        return declared.capabilities();
    }

    @Override
    public Provenance provenance() {
        return stored.provenance();
    }

    @Override
    public int window() {
        return declared.window();
    }

    @Override
    public boolean logOdds() {
        return declared.logOdds();
    }

    @Override
    public StoredModel store() {
        return stored;
    }

    @Override
    public void close() {
        Asker present;
        synchronized (this) {
            closed = true;
            present = asker;
            asker = null;
        }
        if (present != null) {
            present.close();
        }
    }
}
