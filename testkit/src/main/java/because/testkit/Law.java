package because.testkit;

import because.core.Capabilities;
import because.core.Event;
import because.core.Part;
import because.core.Player;
import because.core.Profile;
import because.core.Question;
import java.util.ArrayList;
import java.util.List;

/** How a planted world scores, and the Shapley values that follow from it in closed form. */
sealed interface Law permits Law.Terms, Law.LastEvent {

    /** What the world adds to an item's popularity. */
    double score(Profile profile, int item);

    /** The Shapley value of each of the question's players. */
    double[] shapley(Question question, int item);

    Capabilities capabilities();

    /** Items that no score looks at, one bit each. */
    int ignored();

    /** Pairs of items that every score treats alike; each pair's bits together. */
    List<Integer> twins();

    /**
     * A sum of unanimity games: each term pays its weight when all its items are in the profile. A unanimity game's Shapley values are equal shares among
     * those that it needs, and Shapley values of a sum are sums.
     *
     * @param terms for each item that is scored; items of a term are bits
     */
    record Terms(List<List<Term>> terms, int ignored, List<Integer> twins) implements Law {
        /** What is paid when all these items are there. */
        record Term(int items, double weight) {}

        @Override
        public double score(Profile profile, int item) {
            int present = bits(profile.events());
            double score = 0;
            for (Term term : terms.get(item)) {
                score += (term.items & ~present) == 0 ? term.weight : 0;
            }
            return score;
        }

        @Override
        public double[] shapley(Question question, int item) {
            List<Integer> owned = owned(question);
            int present = bits(question.profile().events());
            double[] values = new double[owned.size()];
            for (Term term : terms.get(item)) {
                if ((term.items & ~present) != 0) {
                    continue;
                }
                long needed = owned.stream().filter(o -> (o & term.items) != 0).count();
                for (int player = 0; player < values.length; player++) {
                    values[player] += (owned.get(player) & term.items) != 0 ? term.weight / needed : 0;
                }
            }
            return values;
        }

        /** Each player's items; the shares hold only where every item comes and goes with one player. */
        static List<Integer> owned(Question question) {
            List<Event> events = question.profile().events();
            List<Integer> owned = new ArrayList<>();
            int occurrences = 0;
            for (Player player : question.players()) {
                int items = 0;
                for (Part part : player.parts()) {
                    if (part instanceof Part.OfEvent event) {
                        items |= bits(List.of(events.get(event.index())));
                    }
                }
                owned.add(items);
                occurrences += Integer.bitCount(items);
            }
            int all = owned.stream().reduce(0, (a, b) -> a | b);
            if (occurrences != Integer.bitCount(all) || events.size() != Integer.bitCount(bits(events))) {
                throw new IllegalArgumentException("the truth is known only where each item is in one event");
            }
            return owned;
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(false, false, false, false, true, false, false, false);
        }

        private static int bits(List<Event> events) {
            int bits = 0;
            for (Event event : events) {
                bits |= event.knownItem() >= 0 ? 1 << event.knownItem() : 0;
            }
            return bits;
        }
    }

    /**
     * Only the last event that can be seen counts: v(S) = w of the last event of S. With m events after it, an event is last with probability 1/(m + 1) on
     * joining a random order, and each of those m later ones takes its weight away with probability 1/((m + 1) m). Hence, with events 1 to n,
     * φᵢ = wᵢ/(n − i + 1) − Σ over j &lt; i of wⱼ/((n − j + 1)(n − j)).
     *
     * @param weights for each item that is scored, the weight of each item as the last
     */
    record LastEvent(List<List<Double>> weights) implements Law {
        @Override
        public double score(Profile profile, int item) {
            for (Event event : profile.events().reversed()) {
                if (event.knownItem() >= 0) {
                    return weights.get(item).get(event.knownItem());
                }
            }
            return 0;
        }

        @Override
        public double[] shapley(Question question, int item) {
            List<Event> events = question.profile().events();
            int n = events.size();
            if (!question.players().stream()
                    .map(Player::parts)
                    .toList()
                    .equals(java.util.stream.IntStream.range(0, n)
                            .mapToObj(i -> List.<Part>of(new Part.OfEvent(i)))
                            .toList())) {
                throw new IllegalArgumentException("the truth is known only where the players are the single events");
            }
            double[] values = new double[n];
            double taken = 0;
            for (int i = 0; i < n; i++) {
                double weight = weights.get(item).get(events.get(i).knownItem());
                int after = n - 1 - i;
                values[i] = weight / (after + 1) - taken;
                taken += after == 0 ? 0 : weight / ((after + 1.0) * after);
            }
            return values;
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(true, false, false, true, true, false, false, false);
        }

        @Override
        public int ignored() {
            return 0;
        }

        @Override
        public List<Integer> twins() {
            return List.of();
        }
    }
}
