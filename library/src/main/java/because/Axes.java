package because;

import because.core.Absence;
import because.core.Background;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Dataset;
import because.core.Event;
import because.core.Part;
import because.core.Player;
import because.core.Profile;
import because.core.Question;
import because.core.Recommender;
import because.explain.Explainers;
import because.explain.group.Groups;
import because.explain.shapley.OwenValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The axes of a question beside the person and the items: who the players are, and what comes in the place of those who are absent. */
final class Axes {
    /** So many of the most popular items are the background of that name. */
    private static final int POPULAR = 10;

    private final Config.Explaining explaining;
    private final Recommender recommender;
    private final Optional<Dataset> data;
    private @Nullable Background between;

    Axes(Config.Explaining explaining, Recommender recommender, Optional<Dataset> data) {
        this.explaining = explaining;
        this.recommender = recommender;
        this.data = data;
    }

    /** What is asked about some items: one question, or one for each item where the players are what is known of it. */
    List<Question> questions(
            Profile profile, Profile seen, List<Candidate> candidates, Set<Integer> exclude, int list) {
        if (explaining.terms().kind() == Terms.Kind.EVENTS) {
            return List.of(question(seen, players(profile, seen), candidates, exclude, list));
        }
        refuseEventMethods();
        if (explaining.terms().kind() == Terms.Kind.PERSON) {
            List<Player> players = new PersonPlayers(seen).alone(explaining.terms(), recommender, explaining.players());
            return List.of(question(seen, players, candidates, exclude, list));
        }
        int unseen = profile.events().size() - seen.events().size();
        List<Question> questions = new ArrayList<>();
        for (Candidate candidate : candidates) {
            ItemQuestion asked =
                    ItemQuestion.of(recommender, explaining.terms(), seen, unseen, candidate, explaining.players());
            questions.add(question(asked.profile(), asked.players(), List.of(asked.candidate()), exclude, list));
        }
        return questions;
    }

    private void refuseEventMethods() {
        List<String> methods = new ArrayList<>(Explainers.ofGames());
        methods.remove(OwenValues.METHOD);
        if (explaining.terms().kind() == Terms.Kind.PERSON) {
            // What is known of a person may have tokens in a network, which items' attributes and words have not.
            methods.addAll(Explainers.ofNetworks());
        }
        if (!methods.contains(explaining.method())) {
            throw BadInput.of(
                    "method",
                    explaining.method(),
                    String.join(", ", methods) + ", where the players are "
                            + explaining.terms().label(),
                    "");
        }
        if (grouped()) {
            throw BadInput.of(
                    "group",
                    explaining.group(),
                    Config.Explaining.NO_GROUP + ", where the players are "
                            + explaining.terms().label(),
                    "Maybe leave out --group, or explain by events.");
        }
    }

    Question question(Profile seen, List<Player> players, List<Candidate> candidates, Set<Integer> exclude, int list) {
        Optional<Background> background =
                explaining.absence().replaces() ? Optional.of(background(seen, candidates)) : Optional.empty();
        return new Question(
                seen,
                players,
                explaining.absence(),
                explaining.target(),
                candidates,
                exclude,
                background,
                list == 0 ? Question.LIST : list);
    }

    /** Of which groups the events are members, for a method that shares out the whole among groups first. */
    List<Player> groups(Profile seen) {
        return structured() && grouped()
                ? Groups.parse(explaining.group()).players(seen, recommender.catalog(), data)
                : List.of();
    }

    private boolean grouped() {
        return !explaining.group().equals(Config.Explaining.NO_GROUP);
    }

    private boolean structured() {
        return explaining.method().equals(OwenValues.METHOD);
    }

    /** The players: events or groups of them, and for a model that looks at them the person's attributes, tags and links. */
    List<Player> players(Profile profile, Profile seen) {
        List<Player> players = new ArrayList<>(
                structured() || !grouped()
                        ? events(profile, seen)
                        : Groups.parse(explaining.group()).players(seen, recommender.catalog(), data));
        if (recommender.capabilities().attributes()) {
            players.addAll(new PersonPlayers(seen).all());
        }
        return players;
    }

    /** Events whose ids count those of the whole history, of which some were never seen. */
    private List<Player> events(Profile profile, Profile seen) {
        int unseen = profile.events().size() - seen.events().size();
        List<Player> players = new ArrayList<>();
        int together = seen.events().size() - explaining.players() + 1;
        List<Part> earlier = new ArrayList<>();
        for (int i = 0; i < seen.events().size(); i++) {
            Part part = new Part.OfEvent(i);
            if (together > 1 && i < together) {
                earlier.add(part);
            } else {
                String name = recommender.catalog().title(seen.events().get(i).item());
                players.add(new Player("event:" + (unseen + i), name, List.of(part)));
            }
        }
        if (!earlier.isEmpty()) {
            players.addFirst(new Player(Player.EARLIER, earlier.size() + " earlier events", earlier));
        }
        return players;
    }

    private Background background(Profile seen, List<Candidate> candidates) {
        return switch (explaining.absence()) {
            case MARGINAL -> Background.people(known(), seen, explaining.draws(), explaining.seed());
            case CONDITIONAL -> between();
            case REMOVED, MASKED, BACKGROUND -> reference(explaining.background(), candidates);
        };
    }

    private synchronized Background between() {
        Background present = between;
        if (present == null) {
            present = Background.between(known(), explaining.draws(), explaining.seed());
            between = present;
        }
        return present;
    }

    private Background reference(String name, List<Candidate> candidates) {
        if (name.equals("popular")) {
            return Background.of(name, List.of(popular(candidates)));
        } else if (name.startsWith("item:")) {
            int item = recommender.catalog().index(name.substring(5));
            if (item < 0) {
                throw BadInput.of("the background", name, "an item of the catalogue after item:", "");
            }
            return Background.of(name, List.of(Profile.ofItems(item)));
        } else if (name.startsWith("user:")) {
            int user = known().users().index(name.substring(5));
            if (user < 0) {
                throw BadInput.of("the background", name, "a person of the data after user:", "");
            }
            return Background.of(name, List.of(known().profile(user)));
        }
        throw BadInput.of("explaining.background", name, "popular, item:ID or user:ID", "");
    }

    /** The items of the most events, the most popular as the newest; what is explained is not put into the history. */
    private Profile popular(List<Candidate> candidates) {
        Dataset known = known();
        int[] events = new int[known.catalog().size()];
        for (int row = 0; row < known.events().size(); row++) {
            events[known.events().item(row)]++;
        }
        List<Event> list = IntStream.range(0, events.length)
                .filter(item -> !candidates.contains(new Candidate.Known(item)))
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(item -> -events[item]).thenComparing(item -> item))
                .limit(POPULAR)
                .map(Event::of)
                .toList();
        return Profile.of(list.reversed());
    }

    private Dataset known() {
        return data.orElseThrow(() -> BadInput.of(
                "absence",
                explaining.absence().label(),
                Absence.REMOVED.label() + " or " + Absence.MASKED.label() + ", where the data is not at hand",
                ""));
    }
}
