package because;

import because.core.BadInput;
import because.core.Budget;
import because.core.Candidate;
import because.core.Counterfactual;
import because.core.Dataset;
import because.core.Event;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Filter;
import because.core.Item;
import because.core.Player;
import because.core.Profile;
import because.core.Progress;
import because.core.Query;
import because.core.Question;
import because.core.Recommendation;
import because.core.Recommender;
import because.core.Setting;
import because.evaluate.faithfulness.Judgement;
import because.explain.Explainers;
import because.explain.counterfactual.Counterfactuals;
import because.narrate.Language;
import because.narrate.Narrator;
import because.narrate.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A trained model and what is known of the people: recommends, and says why. Safe for use by several threads.
 *
 * <pre>{@code
 * try (var because = Because.open(Path.of("shop"))) {
 *     for (var r : because.recommend("42", 5).recommendations()) {
 *         System.out.println(r.title() + ": " + r.why().orElseThrow().reason(Language.EN));
 *     }
 * }
 * }</pre>
 */
public final class Because implements AutoCloseable {
    /** The file, in the project's folder, that keeps what people say of their interests. */
    static final String INTERESTS = "interests.json";

    /** Items beyond this place are not said to be recommended. */
    private static final int BEST = 10;

    private final Recommender recommender;
    private final Config.Explaining explaining;
    private final Optional<Dataset> people;
    private final Narrator narrator;
    private final Axes axes;
    private final Methods methods;
    private final Interests interests;
    private final Asking asking;

    /**
     * @param recommender the model, which is closed with this; a user's own is as good
     * @param explaining how its recommendations are explained
     * @param people whose histories are known; empty if only profiles are asked about
     */
    public Because(Recommender recommender, Config.Explaining explaining, Optional<Dataset> people) {
        this(recommender, explaining, people, Methods.NONE, Optional.empty(), Asking.NOW);
    }

    private Because(
            Recommender recommender,
            Config.Explaining explaining,
            Optional<Dataset> people,
            Methods methods,
            Optional<Interests> interests,
            Asking asking) {
        this.asking = asking;
        this.methods = methods;
        this.recommender = recommender;
        this.explaining = explaining;
        this.people = people;
        this.narrator = new Narrator(recommender.catalog());
        this.axes = new Axes(explaining, recommender, people);
        this.interests =
                interests.orElseGet(() -> new Interests(recommender, people, new InterestFile(Optional.empty())));
    }

    /**
     * Opens a project's newest model, and the histories of its people.
     *
     * @param folder a folder with a {@code because.yaml}
     * @return the front door, to be closed
     * @throws BadInput if there is no project, no trained model, or something in them cannot be read
     */
    public static Because open(Path folder) {
        return open(Project.open(folder), "", Progress.NONE);
    }

    /**
     * Opens a model of a project. Items that came after its training are taken up by what is known of them if the model reads that, and left out otherwise; such as the
     * data does not have any more are not recommended.
     *
     * @param project the project
     * @param run the model's name, as {@link Runs#open} takes it; empty for the newest
     * @param progress is told how far the reading is
     * @return the front door, to be closed
     * @throws BadInput if the model knows none of the items that the data now has
     */
    public static Because open(Project project, String run, Progress progress) {
        Path folder = project.runs().folder(run);
        Recommender trained = project.reading(project.runs().open(run));
        Transfer transfer;
        try {
            transfer = Transfer.of(trained, project.data(progress), progress);
        } catch (BadInput cannot) {
            trained.close();
            throw cannot;
        }
        Recommender recommender = transfer.recommender();
        Dataset data = transfer.data();
        return new Because(
                recommender,
                project.config().explaining(),
                Optional.of(data),
                Methods.of(project, folder, recommender, progress),
                Optional.of(new Interests(
                        recommender,
                        Optional.of(data),
                        new InterestFile(Optional.of(project.folder().resolve(INTERESTS))))),
                Asking.NOW);
    }

    /** @return the names of all methods that explain, the one to start with first */
    public static List<String> methods() {
        return Explainers.names();
    }

    /** @return the model */
    public Recommender recommender() {
        return recommender;
    }

    /** @return how recommendations are explained */
    public Config.Explaining explaining() {
        return explaining;
    }

    /**
     * @param explaining another way of explaining
     * @return the same model and people with it; close only one of the two
     */
    public Because with(Config.Explaining explaining) {
        return new Because(recommender, explaining, people, methods, Optional.of(interests), asking);
    }

    /**
     * @param setting what methods may need beside the model: the training data for {@code examples}, a knowledge graph for {@code paths}
     * @return the same model and people with it; close only one of the two
     */
    public Because with(Setting setting) {
        return new Because(recommender, explaining, people, methods.with(setting), Optional.of(interests), asking);
    }

    /**
     * @param choices what was judged of this model, which the method auto goes by
     * @return the same model and people with it; close only one of the two
     */
    public Because with(MethodChoices choices) {
        return new Because(recommender, explaining, people, methods.with(choices), Optional.of(interests), asking);
    }

    /**
     * @param moment when people are asked about, in milliseconds since 1970-01-01T00:00Z: models with the option {@code context} or {@code queryTime} look at it
     * @return the same model and people, asked about then rather than now; close only one of the two
     * @throws BadInput if the model does not look at it
     */
    public Because at(long moment) {
        Asking.check(recommender);
        return new Because(
                recommender, explaining, people, methods, Optional.of(interests), new Asking(OptionalLong.of(moment)));
    }

    /** The same model and people, with interests that are kept elsewhere. */
    Because with(Interests interests) {
        return new Because(recommender, explaining, people, methods, Optional.of(interests), asking);
    }

    /**
     * What is known of a person.
     *
     * @param user the person's id
     * @return all events and attributes, with what the person says of {@link #interests()}; empty if nothing is known of the person
     */
    public Optional<Profile> profile(String user) {
        Profile profile = applied(user);
        return known(user, profile) ? Optional.of(profile) : Optional.empty();
    }

    private Profile applied(String user) {
        return asking.of(interests.applied(user, interests.history(user)), recommender);
    }

    /** Whether the data has the person, or the person has said something. */
    private boolean known(String user, Profile profile) {
        return people.map(data -> data.users().index(user) >= 0).orElse(false)
                || !profile.events().isEmpty();
    }

    /** @return what people like, and what they say of it */
    public Interests interests() {
        return interests;
    }

    /**
     * The usual request of a person of the data.
     *
     * @param user the person's id; of somebody whom the data does not have nothing is known
     * @param n how many, 1 or more
     * @return the request, which leaves out what the person knows or has muted
     */
    public Query query(String user, int n) {
        return new Query(applied(user), n, interests.excluded(user), List.of());
    }

    /** @return the ids of the people whose histories are known, in the order of the data */
    public List<String> users() {
        return people.map(data -> data.users().ids()).orElse(List.of());
    }

    /**
     * @param item an item's id
     * @return its number in the catalogue
     * @throws BadInput if there is no such item
     */
    public int item(String item) {
        int index = recommender.catalog().index(item);
        if (index < 0) {
            List<String> ids =
                    recommender.catalog().items().stream().map(Item::id).toList();
            throw BadInput.unknown("item", item, ids);
        }
        return index;
    }

    /**
     * @param attribute the name of an attribute
     * @return the name
     * @throws BadInput if no item has such an attribute
     */
    public String attribute(String attribute) {
        Set<String> known = recommender.catalog().items().stream()
                .flatMap(item -> item.attributes().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!known.contains(attribute)) {
            throw BadInput.unknown("attribute of the items", attribute, known);
        }
        return attribute;
    }

    /**
     * Recommends to a person of the data what they do not know yet, with reasons.
     *
     * @param user the person's id; somebody whom the data does not have gets what the model recommends to the empty profile
     * @param n how many, 1 or more
     * @return the recommendations, each with its reason
     */
    public Answer recommend(String user, int n) {
        return recommend(user, n, List.of(), true);
    }

    /**
     * Recommends to a person of the data.
     *
     * @param user the person's id
     * @param n how many, 1 or more
     * @param filters conditions, all of which hold for what is recommended
     * @param why whether to give reasons
     * @return the recommendations
     * @throws BadInput if a filter names an attribute that no item has
     */
    public Answer recommend(String user, int n, List<Filter> filters, boolean why) {
        Query usual = query(user, n);
        Query query = new Query(usual.profile(), n, usual.exclude(), filters);
        return answer(user, known(user, usual.profile()), query, why);
    }

    /**
     * Recommends for a profile.
     *
     * @param query the request
     * @param why whether to give reasons
     * @return the recommendations
     * @throws BadInput if a filter names an attribute that no item has
     */
    public Answer recommend(Query query, boolean why) {
        return answer("", true, query, why);
    }

    private Answer answer(String user, boolean known, Query query, boolean why) {
        query.filters().forEach(filter -> attribute(filter.attribute()));
        List<Recommendation> list = recommender.recommend(query);
        List<Candidate> candidates = new ArrayList<>();
        list.forEach(r -> candidates.add(new Candidate.Known(r.item())));
        List<Answer.Why> reasons =
                why && !list.isEmpty() ? explain(query.profile(), candidates, excluded(query), query.n()) : List.of();
        List<Answer.Recommended> recommended = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Item item = recommender.catalog().item(list.get(i).item());
            recommended.add(new Answer.Recommended(
                    list.get(i).rank(),
                    item.id(),
                    item.title(),
                    list.get(i).score(),
                    reasons.isEmpty() ? Optional.empty() : Optional.of(reasons.get(i))));
        }
        return new Answer(user, recommender.provenance().model(), known, query.profile(), recommended);
    }

    /**
     * Explains some items for a profile, whether they are recommended or not; of those that are not among its best ten, the reason says what raised their score. The players are the events that the model can see, or groups of them; of a long history only the
     * newest are players of their own, and the earlier ones are one player together.
     *
     * @param profile the person
     * @param candidates the items
     * @param exclude what is not recommended to the person: it has no rank
     * @return a reason for each item, in their order
     */
    public List<Answer.Why> explain(Profile profile, List<Candidate> candidates, Set<Integer> exclude) {
        return explain(profile, candidates, exclude, 0);
    }

    /**
     * Explains some items of a list of recommendations.
     *
     * @param profile the person
     * @param candidates the items
     * @param exclude what is not recommended to the person: it has no rank
     * @param list how long the list is, for methods whose answer depends on it; 0 if nobody says
     * @return a reason for each item, in their order
     */
    public List<Answer.Why> explain(Profile profile, List<Candidate> candidates, Set<Integer> exclude, int list) {
        return axes.questions(profile, seen(profile), candidates, exclude, list).stream()
                .flatMap(question -> explain(question, list).stream())
                .toList();
    }

    /**
     * What would bring an item into a person's list.
     *
     * @param profile the person
     * @param item the item's number in the catalogue
     * @param exclude what is not recommended to the person
     * @param list how long the list is, 1 or more
     * @param by what may change
     * @return a counterfactual, in words too
     * @throws BadInput if the item is in the list already, or is not recommended to the person
     */
    public Answer.Why bring(Profile profile, int item, Set<Integer> exclude, int list, Counterfactual.By by) {
        Profile seen = seen(profile);
        List<Candidate> candidates = List.of(recommender.catalog().candidates().get(item));
        Question question = axes.question(seen, axes.players(profile, seen), candidates, exclude, list);
        Counterfactuals method = Counterfactuals.enter(Counterfactuals.Search.AUTO, list, by);
        Explanation explanation = method.explain(recommender, question, budget(question), explaining.seed())
                .getFirst();
        return why(explanation, candidates.getFirst(), seen, false);
    }

    /** What a query does not let into the list. */
    private Set<Integer> excluded(Query query) {
        Set<Integer> excluded = new HashSet<>(query.exclude());
        for (int i = 0; i < recommender.catalog().size() && !query.filters().isEmpty(); i++) {
            Item item = recommender.catalog().item(i);
            if (!query.filters().stream().allMatch(filter -> filter.accepts(item))) {
                excluded.add(i);
            }
        }
        return excluded;
    }

    /**
     * Explains some items in terms of groups of events.
     *
     * @param profile the person
     * @param group names the group of an event
     * @param candidates the items
     * @param exclude what is not recommended to the person
     * @return a reason for each item, in their order
     */
    public List<Answer.Why> explain(
            Profile profile, Function<Event, String> group, List<Candidate> candidates, Set<Integer> exclude) {
        Profile seen = seen(profile);
        return explain(axes.question(seen, Player.groups(seen, group), candidates, exclude, 0), 0);
    }

    /** What the model looks at. If an event were taken out of the whole profile, one that was never seen would move up in its place. */
    Profile seen(Profile profile) {
        int unseen = Math.max(0, profile.events().size() - recommender.window());
        return unseen == 0
                ? profile
                : profile.withEvents(
                        profile.events().subList(unseen, profile.events().size()));
    }

    private Budget budget(Question question) {
        boolean anytime = explaining.precision() > 0 || explaining.seconds() > 0;
        int players = question.players().size();
        Budget usual = anytime ? Explainers.most(players) : Explainers.budget(players);
        Budget budget = Budget.calls(explaining.calls() == 0 ? usual.calls() * question.draws() : explaining.calls());
        budget = explaining.precision() > 0 ? budget.upTo(explaining.precision()) : budget;
        return explaining.seconds() > 0 ? budget.within(explaining.seconds()) : budget;
    }

    private List<Answer.Why> explain(Question question, int list) {
        Profile profile = question.profile();
        List<Candidate> candidates = question.candidates();
        Set<Integer> exclude = question.exclude();
        Budget budget = budget(question);
        Explainer explainer = methods.checked(explaining, question, budget, list, axes.groups(profile));
        Set<Integer> best = new HashSet<>();
        recommender
                .recommend(new Query(profile, Math.max(BEST, candidates.size()), exclude, List.of()))
                .forEach(recommendation -> best.add(recommendation.item()));
        List<Answer.Why> reasons = new ArrayList<>();
        List<Explanation> explanations = explainer.explain(recommender, question, budget, explaining.seed());
        for (int i = 0; i < explanations.size(); i++) {
            boolean recommended = best.contains(recommender.catalog().index(candidates.get(i)));
            reasons.add(why(explanations.get(i), candidates.get(i), profile, recommended));
        }
        return reasons;
    }

    private Answer.Why why(Explanation explanation, Candidate candidate, Profile profile, boolean recommended) {
        Map<Language, String> reasons = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            Reason reason = narrator.say(explanation, item(candidate), profile, recommended, language);
            reasons.put(language, reason.text());
        }
        return new Answer.Why(explanation, reasons);
    }

    private Item item(Candidate candidate) {
        return switch (candidate) {
            case Candidate.Known known -> recommender.catalog().item(known.index());
            case Candidate.Described described -> described.item();
        };
    }

    /**
     * Judges how faithful explainers are to the model, on people of the data.
     *
     * @param options which methods, on whom, and how
     * @param progress is told after each person
     * @return what was measured, the methods side by side
     * @throws BadInput if there are no people, or no method can explain this model
     */
    public Judgement judge(Judging.Options options, Progress progress) {
        return Judging.judge(
                recommender,
                people.orElseThrow(() ->
                        new BadInput("explanations are judged on people, but only profiles are asked about here.")),
                options,
                methods.setting(options.methods()),
                progress);
    }

    /**
     * The same person with some items added now, or taken out.
     *
     * @param profile the person
     * @param add items that are added as newest events, in this order
     * @param remove items of which all events are taken out
     * @return the other profile
     * @throws BadInput if an item that is to be taken out is not in the profile
     */
    public Profile changed(Profile profile, List<Integer> add, List<Integer> remove) {
        return new Changes(recommender.catalog()).of(profile, add, remove);
    }

    @Override
    public void close() {
        recommender.close();
    }
}
