package because.explain.path;

import because.core.BadInput;
import because.core.Budget;
import because.core.Candidate;
import because.core.Coalitions;
import because.core.Convergence;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Game;
import because.core.Header;
import because.core.Knowledge;
import because.core.Part;
import because.core.Paths;
import because.core.Player;
import because.core.Question;
import because.core.Recommender;
import because.core.Setting;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The most telling paths over a knowledge graph from the events that matter to the model. Which events matter is asked of the model first: the target must
 * fall without the event alone, by at least a fifth of the largest such fall. Between those the paths with the rarest entities are chosen. Players that are groups are no
 * start of a path.
 */
public final class KnowledgePaths implements Explainer {
    /** The name of the method. */
    public static final String METHOD = "paths";

    /** A path begins at an event without which the target falls by at least this share of the largest fall of a single event. */
    static final double SHARE = 0.2;

    private static final int MOST = 5;
    private static final int EACH = 2;
    private static final int STEPS = 4;
    private static final int LIMIT = 1_000_000;

    private final Optional<Knowledge> knowledge;

    private KnowledgePaths(Optional<Knowledge> knowledge) {
        this.knowledge = knowledge;
    }

    /** Over the graph of a setting, which it gets by {@link #in}. */
    public KnowledgePaths() {
        this(Optional.empty());
    }

    /** @param knowledge the graph */
    public KnowledgePaths(Knowledge knowledge) {
        this(Optional.of(knowledge));
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public Explainer in(Setting setting) {
        return setting.knowledge().isPresent() ? new KnowledgePaths(setting.knowledge()) : this;
    }

    @Override
    public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
        Knowledge graph =
                knowledge.orElseThrow(() -> new BadInput("paths need a knowledge graph, and the data has none."
                        + "\nMaybe add the tables 'knowledge' and 'links' to because.yaml, or use another --method."));
        int n = question.players().size();
        if (budget.calls() < n + 2L) {
            throw BadInput.of("budget", budget.calls(), (n + 2) + " calls or more, for " + n + " players", "");
        }
        Game game = recommender.game(question);
        Coalitions coalitions = new Coalitions(n);
        coalitions.addNone();
        coalitions.addAll();
        for (int player = 0; player < n; player++) {
            BitSet without = new BitSet();
            without.set(0, n);
            without.clear(player);
            coalitions.add(without);
        }
        double[][] values = new double[n + 2][game.columns()];
        game.values(coalitions, values);
        List<Explanation> explanations = new ArrayList<>();
        for (int column = 0; column < game.columns(); column++) {
            Candidate candidate = question.candidates().get(column);
            String id = candidate instanceof Candidate.Known known
                    ? recommender.catalog().item(known.index()).id()
                    : ((Candidate.Described) candidate).item().id();
            Header header = new Header(
                    Header.SCHEMA,
                    METHOD,
                    Map.of("steps", "" + STEPS, "share", "" + SHARE),
                    seed,
                    recommender.provenance().fingerprint(),
                    id,
                    question.target(),
                    question.absence(),
                    values[0][column],
                    values[1][column],
                    n + 2L,
                    Convergence.EXACT,
                    Optional.empty());
            int goal = candidate instanceof Candidate.Known known ? graph.entity(known.index()) : -1;
            explanations.add(paths(graph, recommender, question, header, goal, values, column));
        }
        return explanations;
    }

    private static Paths paths(
            Knowledge graph,
            Recommender recommender,
            Question question,
            Header header,
            int goal,
            double[][] values,
            int column) {
        double largest = 0;
        for (int player = 0; player < question.players().size(); player++) {
            if (event(question.players().get(player)) >= 0) {
                largest = Math.max(largest, values[1][column] - values[player + 2][column]);
            }
        }
        Map<Integer, Player> starts = new LinkedHashMap<>();
        Map<Integer, Double> effects = new LinkedHashMap<>();
        int mattering = 0;
        for (int player = 0; player < question.players().size(); player++) {
            double effect = values[1][column] - values[player + 2][column];
            int event = event(question.players().get(player));
            if (event < 0 || !(effect > 0 && effect >= SHARE * largest)) {
                continue;
            }
            mattering++;
            int entity = graph.entity(question.profile().events().get(event).knownItem());
            if (entity >= 0 && effect > effects.getOrDefault(entity, 0.0)) {
                starts.put(entity, question.players().get(player));
                effects.put(entity, effect);
            }
        }
        List<Paths.Path> paths = new ArrayList<>();
        if (goal >= 0 && !starts.isEmpty()) {
            new PathSearch(graph, goal, STEPS)
                    .best(starts.keySet(), MOST, EACH, LIMIT)
                    .forEach(found -> paths.add(new Paths.Path(
                            Objects.requireNonNull(starts.get(found.start())),
                            effects.getOrDefault(found.start(), 0.0),
                            found.cost(),
                            steps(graph, recommender, found))));
        }
        return new Paths(header, paths, mattering);
    }

    /** The number of the event that a player is, or −1 if it is something else, such as many events together. */
    private static int event(Player player) {
        return player.parts().size() == 1 && player.parts().getFirst() instanceof Part.OfEvent(int index) ? index : -1;
    }

    private static List<Paths.Step> steps(Knowledge graph, Recommender recommender, PathSearch.Found found) {
        List<Paths.Step> steps = new ArrayList<>();
        for (int edge : found.edges()) {
            int entity = graph.other(edge);
            int item = graph.item(entity);
            steps.add(new Paths.Step(
                    graph.relation(edge),
                    graph.forward(edge),
                    graph.name(entity),
                    item < 0 ? "" : recommender.catalog().item(item).id(),
                    graph.degree(entity)));
        }
        return steps;
    }
}
