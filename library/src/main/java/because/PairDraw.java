package because;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Event;
import because.core.Predictor;
import because.core.Profile;
import because.core.Query;
import because.core.Recommendation;
import because.core.Recommender;
import because.core.Split;
import because.core.Task;
import because.explain.global.Pair;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws the people, and the items, on which a model is asked what it looks at. */
final class PairDraw {
    private static final int BEST = 10;

    /** Of the recommended items and of the others, so many for each person. */
    private static final int EACH = 2;

    private static final int TRIES = 100;

    private final Recommender recommender;
    private final Split split;
    private final Dataset training;
    private final Optional<Split.Part> unseen;
    private final int[] popularity;

    PairDraw(Recommender recommender, Split split) {
        this.recommender = recommender;
        this.split = split;
        Dataset found = split.whole();
        Optional<Split.Part> after = Optional.empty();
        for (Split.Part last : List.of(Split.Part.TRAIN, Split.Part.VALIDATION)) {
            Dataset part = split.through(last);
            if (part.fingerprint().equals(recommender.provenance().data())) {
                found = part;
                after = Optional.of(last == Split.Part.TRAIN ? Split.Part.VALIDATION : Split.Part.TEST);
                break;
            }
        }
        this.training = found;
        this.unseen = after;
        this.popularity = new int[split.whole().catalog().size()];
        for (int row = 0; row < training.events().size(); row++) {
            popularity[training.events().item(row)]++;
        }
    }

    /** What the model was trained on, or all events if it was trained on others. */
    Dataset training() {
        return training;
    }

    /** How many events of the training part each item has. */
    int[] popularity() {
        return popularity;
    }

    /** All people, in an order drawn at random. */
    List<Integer> people(long seed) {
        return Judging.shuffled(
                IntStream.range(0, training.users().size()).boxed().toList(), seed);
    }

    List<Pair> pairs(Overview.Options options, Overview.Items items) {
        List<Pair> pairs = new ArrayList<>();
        Set<Integer> asked = new HashSet<>();
        for (int user : people(options.seed())) {
            if (asked.size() == options.people()) {
                break;
            }
            List<Pair> of = of(user, options, items);
            pairs.addAll(of);
            if (!of.isEmpty()) {
                asked.add(user);
            }
        }
        if (asked.size() < 2) {
            throw new BadInput(
                    "only " + asked.size() + " of " + training.users().size()
                            + " people can be asked about; 2 are needed at least."
                            + "\nMaybe the part of the data that is held out has no events; ask about --items recommended.");
        }
        return pairs;
    }

    private List<Pair> of(int user, Overview.Options options, Overview.Items items) {
        if (!options.item().isEmpty()) {
            Profile profile = training.profile(user);
            int item = Overview.known(recommender, options.item()).index();
            return nothing(profile) ? List.of() : List.of(pair(user, profile, item, Double.NaN));
        }
        return switch (items) {
            case NEXT, AUTO -> next(user);
            case RECOMMENDED -> {
                Profile profile = training.profile(user);
                yield nothing(profile)
                        ? List.of()
                        : recommender.recommend(Query.of(profile, 1)).stream()
                                .map(best -> pair(user, profile, best.item(), Double.NaN))
                                .toList();
            }
            case CONTRAST -> contrast(user, options.seed());
        };
    }

    private static boolean nothing(Profile profile) {
        return profile.withContext(Profile.EMPTY.context()).equals(Profile.EMPTY);
    }

    private Pair pair(int user, Profile profile, int item, double label) {
        Set<Integer> exclude = profile.knownItems().stream().boxed().collect(Collectors.toSet());
        exclude.remove(item);
        return new Pair(user, profile, item, label, exclude);
    }

    /** What the person did first in the part that the model has not seen. */
    private List<Pair> next(int user) {
        if (unseen.isPresent()) {
            int[] rows = split.rows(user, unseen.get());
            if (rows.length == 0) {
                return List.of();
            }
            Event event = split.whole().event(rows[0]);
            return List.of(pair(user, split.before(user, unseen.get()), event.knownItem(), label(event)));
        }
        int from = training.events().from(user);
        int last = training.events().to(user) - 1;
        return last < from
                ? List.of()
                : List.of(pair(
                        user,
                        training.profile(user, from, last),
                        training.events().item(last),
                        Double.NaN));
    }

    private double label(Event event) {
        Task task = recommender.as(Predictor.class).map(Predictor::task).orElse(Task.NEXT_ITEM);
        return task.task() == Task.Kind.NEXT_ITEM ? 1 : task.label(event);
    }

    private List<Pair> contrast(int user, long seed) {
        Profile profile = training.profile(user);
        if (nothing(profile)) {
            return List.of();
        }
        SplittableRandom random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + user);
        List<Integer> best = recommender.recommend(Query.of(profile, BEST)).stream()
                .map(Recommendation::item)
                .toList();
        Set<Integer> known = profile.knownItems().stream().boxed().collect(Collectors.toSet());
        List<Pair> pairs = new ArrayList<>();
        Set<Integer> drawn = new HashSet<>();
        for (int i = 0; i < TRIES && drawn.size() < Math.min(EACH, best.size()); i++) {
            int item = best.get(random.nextInt(best.size()));
            if (drawn.add(item)) {
                pairs.add(pair(user, profile, item, Double.NaN));
            }
        }
        int others = 0;
        for (int i = 0; i < TRIES && others < EACH; i++) {
            int item = random.nextInt(popularity.length);
            if (!best.contains(item) && !known.contains(item) && drawn.add(item)) {
                pairs.add(pair(user, profile, item, Double.NaN));
                others++;
            }
        }
        return pairs;
    }
}
