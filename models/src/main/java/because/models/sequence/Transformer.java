package because.models.sequence;

import because.core.Absence;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Event;
import because.core.Game;
import because.core.ItemRef;
import because.core.Profile;
import because.core.Provenance;
import because.core.Question;
import because.core.Recommender;
import because.core.Rivals;
import because.core.States;
import because.core.Target;
import because.models.Candidates;
import because.models.store.Storable;
import because.models.store.StoredModel;
import because.network.FloatEngine;
import because.network.Network;
import because.network.NetworkBacked;
import because.network.Operation;
import because.network.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A trained sequence Transformer. It reads which items a person used and in which order, the newest {@code window} of them; a score is the logit of "this is the
 * next item". Events of items outside the catalogue are passed over. The empty profile is read from the learned start token.
 */
public final class Transformer implements Recommender, States, Storable, NetworkBacked {
    /** The kind of model, in folders and options. */
    public static final String MODEL = "transformer";

    /** The file of the network's operations. */
    static final String NETWORK = "network.json";

    /** Profiles are scored in shards of this size, each on one thread. */
    private static final int SHARD = 16;

    private final StoredModel stored;
    private final Catalog catalog;
    private final FloatEngine engine;

    private Transformer(StoredModel stored) {
        this.stored = stored;
        this.catalog = stored.catalog();
        this.engine = new FloatEngine(Network.read(stored.text(NETWORK), stored.weights()));
        if (engine.network().items() != catalog.size()) {
            throw new BadInput("the network scores " + engine.network().items() + " items, but the catalogue has "
                    + catalog.size() + ".\nMaybe the folder was put together from two models.");
        }
    }

    /**
     * Makes the model of a folder again.
     *
     * @param stored what the folder holds
     * @return the model, which scores the same bits as the one that was stored
     * @throws BadInput if it is not a Transformer, or its parts do not fit together
     */
    public static Transformer restore(StoredModel stored) {
        return new Transformer(stored.ofKind(MODEL));
    }

    @Override
    public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
        boolean all = candidates == catalog.candidates();
        int[] items = all ? new int[0] : Candidates.indices(candidates, catalog);
        double[][] scores = new double[profiles.size()][];
        IntStream.range(0, (profiles.size() + SHARD - 1) / SHARD).parallel().forEach(shard -> {
            int start = shard * SHARD;
            List<Profile> part = profiles.subList(start, Math.min(profiles.size(), start + SHARD));
            List<float[]> states =
                    engine.newRun().states(part.stream().map(this::tokens).toList());
            for (int i = 0; i < states.size(); i++) {
                scores[start + i] = all ? all(engine, states.get(i)) : some(states.get(i), items);
            }
        });
        return scores;
    }

    static double[] all(FloatEngine engine, float[] state) {
        float[] scores = engine.scores(state);
        double[] row = new double[scores.length];
        for (int item = 0; item < row.length; item++) {
            row[item] = scores[item];
        }
        return row;
    }

    @Override
    public double[][] states(List<Profile> profiles) {
        List<float[]> states =
                engine.newRun().states(profiles.stream().map(this::tokens).toList());
        double[][] rows = new double[states.size()][];
        for (int row = 0; row < rows.length; row++) {
            float[] state = states.get(row);
            rows[row] = new double[state.length];
            for (int i = 0; i < state.length; i++) {
                rows[row][i] = state[i];
            }
        }
        return rows;
    }

    private double[] some(float[] state, int[] items) {
        double[] row = new double[items.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = engine.score(state, items[i]);
        }
        return row;
    }

    @Override
    public Network network() {
        return engine.network();
    }

    @Override
    public int[] tokenOfEvent(Profile profile) {
        int[] tokenOfEvent = new int[profile.events().size()];
        int next = 0;
        for (int i = 0; i < tokenOfEvent.length; i++) {
            boolean read = !(profile.events().get(i).item() instanceof Candidate.Described);
            tokenOfEvent[i] = read ? next++ : -1;
        }
        return tokenOfEvent;
    }

    @Override
    public Tokens tokens(Profile profile) {
        List<Event> events = profile.events().stream()
                .filter(event -> !(event.item() instanceof Candidate.Described))
                .toList();
        return Tokens.of(
                events.stream().mapToInt(event -> number(event.item())).toArray(),
                events.stream().mapToLong(Event::time).toArray(),
                profile.context().time());
    }

    @Override
    public Game game(Question question) {
        int[] tokenOfEvent = tokenOfEvent(question.profile());
        // An event that is not read has no token that could be hidden.
        return question.absence() == Absence.MASKED
                        && Arrays.stream(tokenOfEvent).anyMatch(token -> token < 0)
                ? Recommender.super.game(question)
                : SequenceGame.of(
                                engine,
                                tokens(question.profile()),
                                tokenOfEvent,
                                question,
                                Candidates.indices(question.candidates(), catalog),
                                question.target() == Target.NEXT ? Rivals.of(this, question) : new int[0])
                        .orElseGet(() -> Recommender.super.game(question));
    }

    private static int number(ItemRef item) {
        return item instanceof Candidate.Known known ? known.index() : Tokens.HIDDEN;
    }

    @Override
    public Catalog catalog() {
        return catalog;
    }

    @Override
    public Capabilities capabilities() {
        boolean time = engine.network().operations().stream()
                .anyMatch(operation -> operation instanceof Operation.PointwiseAttention attention
                        && attention.times().isPresent());
        return new Capabilities(true, time, false, true, true, false, false);
    }

    @Override
    public int window() {
        return engine.window();
    }

    @Override
    public Provenance provenance() {
        return stored.provenance();
    }

    @Override
    public <T> Optional<T> as(Class<T> view) {
        return view.isInstance(engine.network())
                ? Optional.of(view.cast(engine.network()))
                : Recommender.super.as(view);
    }

    @Override
    public StoredModel store() {
        return stored;
    }
}
