package because.models.sequence;

import because.core.Absence;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Coalitions;
import because.core.Event;
import because.core.EventStates;
import because.core.ForwardingGame;
import because.core.Game;
import because.core.Item;
import because.core.ItemRef;
import because.core.MultiTask;
import because.core.Predictor;
import because.core.Profile;
import because.core.Provenance;
import because.core.Question;
import because.core.Recommender;
import because.core.Rivals;
import because.core.States;
import because.core.Target;
import because.core.Task;
import because.core.Transferable;
import because.models.Candidates;
import because.models.feature.FeatureSpace;
import because.models.store.OptionMap;
import because.models.store.Storable;
import because.models.store.StoredModel;
import because.models.text.TunedEncoder;
import because.network.Features;
import because.network.FloatEngine;
import because.network.Network;
import because.network.NetworkBacked;
import because.network.Operation;
import because.network.Tensor;
import because.network.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A trained sequence Transformer. It reads which items a person used and in which order, the newest {@code window} of them; a score is the logit of "this is the
 * next item", or the rating, or the logarithm of the odds that are expected of an item. Where items are read by what is known of them, items outside the catalogue are read and scored, too;
 * otherwise their events are passed over. The empty profile is read from the learned start token.
 */
public final class Transformer
        implements Recommender, Predictor, MultiTask, States, EventStates, Storable, NetworkBacked, Transferable {
    /** The kind of model, in folders and options. */
    public static final String MODEL = "transformer";

    /** The file of the network's operations. */
    static final String NETWORK = "network.json";

    /** Profiles are scored in shards of this size, each on one thread. */
    private static final int SHARD = 24;

    private final StoredModel stored;
    private final Catalog catalog;
    private final FloatEngine engine;
    private final Optional<Described> described;
    private final ConcurrentLinkedQueue<FloatEngine.Run> runs = new ConcurrentLinkedQueue<>();
    private final Adapters adapters;

    private Transformer(StoredModel stored) {
        this.stored = stored;
        this.catalog = stored.catalog();
        this.adapters = own(Adapters.NEXT_ITEM);
        this.engine =
                new FloatEngine(network(Network.read(stored.text(NETWORK), TunedEncoder.without(stored.weights()))));
        because.models.sequence.Reading reading = own(because.models.sequence.Reading.IDS);
        boolean cloze = engine.network().embed().blank().isPresent();
        this.described = Optional.ofNullable(stored.texts().get(FeatureSpace.FILE))
                .map(FeatureSpace::fromJson)
                .map(space -> new Described(space, reading, cloze));
        int vectors = engine.network()
                .embed()
                .features()
                .map(table -> engine.network().weight(table).dimension(0))
                .orElse(0);
        if (vectors != described.map(Described::size).orElse(0)) {
            throw new BadInput("the network has vectors of " + vectors + " features, but "
                    + described.map(Described::size).orElse(0) + " are described.\nMaybe the folder was put together"
                    + " from two models.");
        }
        if (engine.network().items() != catalog.size()) {
            throw new BadInput("the network scores " + engine.network().items() + " items, but the catalogue has "
                    + catalog.size() + ".\nMaybe the folder was put together from two models.");
        }
    }

    /** Some of the options; older folders do not say all of them. */
    private <R extends Record> R own(R usual) {
        Map<String, String> own = new HashMap<>(stored.provenance().options());
        own.keySet().retainAll(OptionMap.of(usual).keySet());
        return OptionMap.read("the model " + MODEL, usual, own);
    }

    /** The network of the task, at the temperature. */
    private Network network(Network whole) {
        Task.Kind kind = adapters.task().task();
        Network network = whole.to(LabelledHead.name(kind));
        return kind == Task.Kind.PROBABILITY && adapters.temperature() != 1
                ? LabelledHead.measured(network, LabelledHead.name(kind), 1 / adapters.temperature(), 0)
                : network;
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
        Scored scored = all ? new Scored(List.of()) : new Scored(candidates);
        double[][] scores = new double[profiles.size()][];
        IntStream.range(0, (profiles.size() + SHARD - 1) / SHARD).parallel().forEach(shard -> {
            int start = shard * SHARD;
            List<Profile> part = profiles.subList(start, Math.min(profiles.size(), start + SHARD));
            List<float[]> states =
                    engine.newRun().states(part.stream().map(this::tokens).toList());
            float[][] whole = all ? engine.scores(states) : new float[0][];
            for (int i = 0; i < states.size(); i++) {
                scores[start + i] = all ? doubles(whole[i]) : scored.scores(states.get(i));
            }
        });
        return scores;
    }

    static double[] all(FloatEngine engine, float[] state) {
        return doubles(engine.scores(state));
    }

    private static double[] doubles(float[] numbers) {
        double[] row = new double[numbers.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = numbers[i];
        }
        return row;
    }

    @Override
    public double[][] states(List<Profile> profiles) {
        List<float[]> states =
                engine.newRun().states(profiles.stream().map(this::tokens).toList());
        double[][] rows = new double[states.size()][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = doubles(states.get(row));
        }
        return rows;
    }

    /** An event's vector is what the last attention reads of it. */
    @Override
    public Reading read(Profile profile) {
        FloatEngine.Run known = runs.poll();
        FloatEngine.Run run = known == null ? engine.newRun() : known;
        FloatEngine.Reading reading = run.read(tokens(profile));
        runs.add(run);
        int[] tokenOfEvent = tokenOfEvent(profile);
        float[][] events = new float[tokenOfEvent.length][];
        for (int i = 0; i < events.length; i++) {
            events[i] = tokenOfEvent[i] < 0 ? new float[0] : reading.token(tokenOfEvent[i]);
        }
        return new Reading(events, reading.state());
    }

    @Override
    public int width() {
        return engine.readingWidth();
    }

    @Override
    public float[] vector(Candidate candidate) {
        Candidates.check(List.of(candidate), catalog);
        return engine.vector(number(candidate), features(candidate));
    }

    /** Of an item of the catalogue, as it stands there. */
    @Override
    public OptionalDouble score(Reading reading, Candidate candidate) {
        if (!(candidate instanceof Candidate.Known known)) {
            return OptionalDouble.empty();
        }
        Candidates.check(List.of(candidate), catalog);
        return OptionalDouble.of(engine.score(reading.state(), known.index()));
    }

    /** Some candidates, as the network scores them. */
    final class Scored {
        private final int[] items;
        private final Features[] features;

        Scored(List<? extends Candidate> candidates) {
            boolean known = candidates.stream().allMatch(Candidate.Known.class::isInstance);
            if (known || !describes()) {
                this.items = Candidates.indices(candidates, catalog);
                this.features = new Features[items.length];
                Arrays.fill(features, Features.NONE);
                return;
            }
            Candidates.check(candidates, catalog);
            this.items = candidates.stream().mapToInt(Transformer.this::number).toArray();
            this.features = candidates.stream().map(Transformer.this::features).toArray(Features[]::new);
        }

        int size() {
            return items.length;
        }

        /** Whether a candidate is one of the catalogue's, just as it stands there. */
        boolean known(int candidate) {
            return items[candidate] >= 0 && features[candidate].isEmpty();
        }

        double score(float[] state, int candidate) {
            return known(candidate)
                    ? engine.score(state, items[candidate])
                    : engine.score(state, items[candidate], features[candidate]);
        }

        double[] scores(float[] state) {
            double[] row = new double[items.length];
            for (int i = 0; i < row.length; i++) {
                row[i] = score(state, i);
            }
            return row;
        }
    }

    /** Whether items are read and scored by what is known of them. */
    private boolean describes() {
        return described.map(Described::attributes).orElse(false);
    }

    private boolean read(Event event) {
        return describes() || !(event.item() instanceof Candidate.Described);
    }

    private int number(ItemRef item) {
        return switch (item) {
            case Candidate.Known known -> known.index();
            case Candidate.Described(Item description) -> {
                int index = catalog.index(description.id());
                yield index >= 0 ? index : Tokens.DESCRIBED;
            }
            case ItemRef.Hidden _ -> Tokens.HIDDEN;
        };
    }

    /** What an item's vector lacks of what is known of it: of one of the catalogue's, what is known otherwise than in training. */
    private Features features(ItemRef item) {
        if (!(item instanceof Candidate.Described(Item description)) || described.isEmpty()) {
            return Features.NONE;
        }
        int index = catalog.index(description.id());
        Features all = described.get().item(description);
        return index >= 0 ? all.minus(described.get().item(catalog.item(index))) : all;
    }

    @Override
    public Network network() {
        return engine.network();
    }

    @Override
    public int[] tokenOfEvent(Profile profile) {
        int[] tokenOfEvent = new int[profile.events().size()];
        int next = leading(profile).size();
        for (int i = 0; i < tokenOfEvent.length; i++) {
            tokenOfEvent[i] = read(profile.events().get(i)) ? next++ : -1;
        }
        return tokenOfEvent;
    }

    @Override
    public Map<String, Integer> tokenOfAttribute(Profile profile) {
        List<String> names = leading(profile);
        return IntStream.range(0, names.size()).boxed().collect(Collectors.toMap(names::get, token -> token));
    }

    private List<String> leading(Profile profile) {
        return described.map(known -> known.leadingNames(profile.attributes())).orElse(List.of());
    }

    @Override
    public Tokens tokens(Profile profile) {
        List<Event> events = profile.events().stream().filter(this::read).toList();
        Tokens tokens = Tokens.of(
                events.stream().mapToInt(event -> number(event.item())).toArray(),
                events.stream().mapToLong(Event::time).toArray(),
                profile.context().time());
        return described
                .map(known -> known.complete(tokens.with(features(known, profile, events)), profile.attributes()))
                .orElse(tokens);
    }

    private List<Features> features(Described known, Profile profile, List<Event> events) {
        List<Features> features = new ArrayList<>();
        features.add(known.person(profile.attributes()));
        long before = Event.NO_TIME;
        for (Event event : events) {
            boolean hidden = event.item() == ItemRef.Hidden.HIDDEN;
            features.add(hidden ? Features.NONE : features(event.item()).plus(known.event(event, before)));
            before = event.time();
        }
        return features;
    }

    @Override
    public Game game(Question question) {
        int[] tokenOfEvent = tokenOfEvent(question.profile());
        // An event that is not read has no token that could be hidden; where one is removed, the next one's gap is
        // another.
        boolean anew = question.absence() == Absence.MASKED
                ? Arrays.stream(tokenOfEvent).anyMatch(token -> token < 0)
                : described.map(Described::gaps).orElse(false);
        if (anew) {
            return Recommender.super.game(question);
        }
        // The game takes a score for a logit among all items; here it is one of the item alone.
        boolean odds = logOdds() && question.target() == Target.PROBABILITY;
        Question asked = odds ? question.withTarget(Target.SCORE) : question;
        return SequenceGame.of(
                        engine,
                        tokens(question.profile()),
                        tokenOfEvent,
                        tokenOfAttribute(question.profile()),
                        asked,
                        new Scored(question.candidates()),
                        question.target() == Target.NEXT ? Rivals.of(this, question) : new int[0])
                .map(game -> odds ? new OddsGame(game) : game)
                .orElseGet(() -> Recommender.super.game(question));
    }

    /** A game of log-odds, told as probabilities. */
    private static final class OddsGame extends ForwardingGame {
        OddsGame(Game odds) {
            super(odds);
        }

        @Override
        public void values(Coalitions coalitions, double[][] out) {
            super.values(coalitions, out);
            for (int row = 0; row < coalitions.size(); row++) {
                for (int column = 0; column < columns(); column++) {
                    out[row][column] = Task.PROBABILITY.prediction(out[row][column]);
                }
            }
        }
    }

    @Override
    public Task task() {
        return adapters.task();
    }

    @Override
    public boolean logOdds() {
        return task().task() == Task.Kind.PROBABILITY;
    }

    @Override
    public Recommender withTemperature(double temperature) {
        if (!logOdds()) {
            throw new BadInput("a model of the task " + task().task().label() + " has no temperature.");
        }
        return with(adapters.withTemperature(temperature));
    }

    @Override
    public List<Task> tasks() {
        return adapters.learned().keySet().stream().map(adapters::task).toList();
    }

    @Override
    public Recommender asking(Task.Kind kind) {
        return kind == task().task() ? this : with(adapters.asking(kind));
    }

    private Transformer with(Adapters other) {
        TransformerOptions options =
                TransformerOptions.of("the model " + MODEL, stored.provenance().options());
        return restore(stored.withOptions(options.withAdapters(other)));
    }

    @Override
    public Transformer over(Catalog other) {
        Catalog items = catalog.over(other);
        int[] from = items.items().stream()
                .mapToInt(item -> catalog.index(item.id()))
                .toArray();
        Features[] features = new Features[from.length];
        for (int item = 0; item < from.length; item++) {
            if (from[item] < 0 && !describes()) {
                throw BadInput.of(
                        "an item",
                        items.item(item).title(),
                        "those that the model was trained with, for it reads nothing of them but their ids",
                        "Maybe train again, or train one that reads attributes: --option attributes=true.");
            }
            features[item] = from[item] < 0 ? described.orElseThrow().item(items.item(item)) : Features.NONE;
        }
        Network whole = Network.read(stored.text(NETWORK), TunedEncoder.without(stored.weights()));
        Map<String, Tensor> weights = new HashMap<>(stored.weights());
        weights.putAll(new OtherItems(from, features).in(whole).weights());
        return restore(new StoredModel(stored.provenance(), stored.metrics(), items, weights, stored.texts()));
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
        return new Capabilities(
                true,
                time || described.map(known -> known.gaps() || known.moments()).orElse(false),
                described.map(Described::values).orElse(false),
                true,
                true,
                describes(),
                describes(),
                described.map(Described::people).orElse(false));
    }

    @Override
    public int window() {
        return engine.window() - described.map(Described::room).orElse(0);
    }

    @Override
    public Provenance provenance() {
        return stored.provenance();
    }

    @Override
    public <T> Optional<T> as(Class<T> view) {
        if (view == Predictor.class && task().task() == Task.Kind.NEXT_ITEM) {
            return Optional.empty(); // its scores say nothing outside of its list
        }
        return view.isInstance(engine.network())
                ? Optional.of(view.cast(engine.network()))
                : Recommender.super.as(view);
    }

    @Override
    public StoredModel store() {
        return stored;
    }
}
