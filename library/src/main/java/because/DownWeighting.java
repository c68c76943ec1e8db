package because;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Event;
import because.core.EventWeights;
import because.core.Interactions;
import because.core.Item;
import because.core.Split;
import because.data.WeightFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which events of a training count less, and how much: by rules, by a file, or both. Where several say something of an event, the smallest weight counts.
 *
 * @param rules the rules
 * @param file what a file says; empty for none
 */
public record DownWeighting(List<Rule> rules, Optional<WeightFile> file) {
    /** The weight of a rule that names none: a tenth. */
    public static final double USUAL = 0.1;

    /** What is popular: this share of the items with the most training events. */
    static final double POPULAR = 0.01;

    private static final String FORMS =
            "leaked, repeated, popular, item:ID or attribute:NAME:VALUE, with =WEIGHT or without";

    /** Copies the list and refuses to weigh nothing. */
    public DownWeighting {
        rules = List.copyOf(rules);
        if (rules.isEmpty() && file.isEmpty()) {
            throw BadInput.of("what is to be down-weighted", "nothing", FORMS + ", or a file", "");
        }
    }

    /** Which events a rule is about. */
    public enum Kind {
        /** Events at the very time of a later one of the person, with another item: they may be known only with it. */
        LEAKED,
        /** All but the first event of a person with an item. */
        REPEATED,
        /** Events with the most popular 1 % of the items. */
        POPULAR,
        /** Events with one item. */
        ITEM,
        /** Events with items that have a value of an attribute. */
        ATTRIBUTE;

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A rule.
     *
     * @param kind which events
     * @param name the item's id, or the attribute's name
     * @param value the attribute's value
     * @param weight how much they count, 0 to 1
     */
    public record Rule(Kind kind, String name, String value, double weight) {
        /** Refuses a weight out of range. */
        public Rule {
            if (!(weight >= 0 && weight <= 1)) {
                throw BadInput.of("the weight of " + kind.label(), weight, "0 (as if not there) to 1 (as always)", "");
            }
        }

        /**
         * @param text such as {@code leaked=0.1}, {@code repeated}, {@code item:1674=0} or {@code attribute:genre:Drama=0.5}
         * @return the rule
         * @throws BadInput if it is none
         */
        public static Rule parse(String text) {
            int equals = text.lastIndexOf('=');
            String what = equals < 0 ? text : text.substring(0, equals);
            double weight = equals < 0 ? USUAL : number(text.substring(equals + 1), text);
            if (what.startsWith("item:") && what.length() > 5) {
                return new Rule(Kind.ITEM, what.substring(5), "", weight);
            }
            String[] parts = what.split(":", 3);
            if (parts.length == 3 && parts[0].equals("attribute") && !parts[1].isEmpty()) {
                return new Rule(Kind.ATTRIBUTE, parts[1], parts[2], weight);
            }
            return switch (what) {
                case "leaked" -> new Rule(Kind.LEAKED, "", "", weight);
                case "repeated" -> new Rule(Kind.REPEATED, "", "", weight);
                case "popular" -> new Rule(Kind.POPULAR, "", "", weight);
                default -> throw BadInput.of("what is to be down-weighted", text, FORMS, "");
            };
        }

        private static double number(String number, String text) {
            try {
                return Double.parseDouble(number);
            } catch (NumberFormatException none) {
                throw BadInput.of("the weight in " + text, number, "a number from 0 to 1", "");
            }
        }

        @Override
        public String toString() {
            String what = switch (kind) {
                case LEAKED, REPEATED, POPULAR -> kind.label();
                case ITEM -> "item:" + name;
                case ATTRIBUTE -> "attribute:" + name + ":" + value;
            };
            return what + "=" + weight;
        }

        /** The events of the dataset that this is about. */
        private IntPredicate of(Dataset data, BitSet popular) {
            Interactions events = data.events();
            return switch (kind) {
                case LEAKED -> leaked(events)::get;
                case REPEATED -> repeated(events)::get;
                case POPULAR -> row -> popular.get(events.item(row));
                case ITEM -> {
                    int item = data.catalog().index(name);
                    if (item < 0) {
                        List<String> ids =
                                data.catalog().items().stream().map(Item::id).toList();
                        throw BadInput.unknown("item", name, ids);
                    }
                    yield row -> events.item(row) == item;
                }
                case ATTRIBUTE -> {
                    BitSet with = with(data.catalog());
                    yield row -> with.get(events.item(row));
                }
            };
        }

        private BitSet with(Catalog catalog) {
            BitSet with = new BitSet();
            Set<String> values = new HashSet<>();
            for (int item = 0; item < catalog.size(); item++) {
                if (catalog.item(item).attributes().get(name) instanceof Attribute.Tokens tokens) {
                    values.addAll(tokens.values());
                    with.set(item, tokens.values().contains(value));
                }
            }
            if (with.isEmpty()) {
                throw BadInput.unknown("value of the attribute " + name, value, values);
            }
            return with;
        }
    }

    /**
     * @param rules as {@link Rule#parse} reads them; may be empty if there is a file
     * @param file what a file says
     * @return the weighting
     */
    public static DownWeighting parse(List<String> rules, Optional<WeightFile> file) {
        return new DownWeighting(rules.stream().map(Rule::parse).toList(), file);
    }

    /** The weighting of a model that was trained before, by what its mark says. */
    static DownWeighting again(String text) {
        try {
            return parse(List.of(text.split(", ")), Optional.empty());
        } catch (BadInput unknown) {
            throw new BadInput(
                    "the model was trained on events weighted by " + text + ", which cannot be weighted so again.\n"
                            + "Maybe name the weights anew: because retrain --weights FILE",
                    unknown);
        }
    }

    /**
     * What a report found to be leaned on.
     *
     * @param leanings the report
     * @return a rule for each kind of events that is leaned on, with the usual weight; empty if none is
     */
    public static Optional<DownWeighting> of(Leanings leanings) {
        List<Rule> rules = leanings.leaned().stream()
                .map(kind -> new Rule(kind, "", "", USUAL))
                .toList();
        return rules.isEmpty() ? Optional.empty() : Optional.of(new DownWeighting(rules, Optional.empty()));
    }

    /** @return the rules as they are written, and the file's name */
    public String text() {
        List<String> all = rules.stream().map(Rule::toString).collect(Collectors.toCollection(ArrayList::new));
        file.ifPresent(read -> all.add("file " + read.name()));
        return String.join(", ", all);
    }

    /**
     * The weights of a training's events.
     *
     * @param training the events
     * @return the weight of each
     * @throws BadInput if a rule names an item or attribute that is not there, or nothing counts less
     */
    public EventWeights weights(Dataset training) {
        EventWeights weights = weights(training, rules, popular(training));
        if (weights.lighter() == 0) {
            throw new BadInput("of the " + weights.size() + " training events none counts less by " + text()
                    + ", so training again would change nothing.\n"
                    + "Maybe look what reasons lean on: because judge --lean");
        }
        return weights;
    }

    /** The weights of events beside those of the training, among which these items are popular. */
    EventWeights of(Dataset data, BitSet popular) {
        return weights(data, rules, popular);
    }

    private EventWeights weights(Dataset data, List<Rule> rules, BitSet popular) {
        double[] weights = new double[data.events().size()];
        Arrays.fill(weights, 1);
        file.map(read -> read.weights(data)).ifPresent(read -> Arrays.setAll(weights, read::weight));
        for (Rule rule : rules) {
            IntPredicate about = rule.of(data, popular);
            for (int row = 0; row < weights.length; row++) {
                weights[row] = about.test(row) ? Math.min(weights[row], rule.weight()) : weights[row];
            }
        }
        return EventWeights.of(text(), weights.length, row -> weights[row]);
    }

    /**
     * The split without the events that count less: what is left is as it should be, so accuracy on it is not that of finding leaks. What is merely popular
     * stays, for it is no mistake to be predicted.
     *
     * @param split the split
     * @return the same parts of fewer events
     */
    public Split clean(Split split) {
        List<Rule> wrong =
                rules.stream().filter(rule -> rule.kind() != Kind.POPULAR).toList();
        Dataset whole = split.whole();
        EventWeights weights = weights(whole, wrong, new BitSet());
        int[] kept = IntStream.range(0, weights.size())
                .filter(row -> weights.weight(row) == 1)
                .toArray();
        Split.Part[] parts = new Split.Part[kept.length];
        Arrays.setAll(parts, i -> split.part(kept[i]));
        return new Split(
                split.name() + ", without what counts less",
                whole.withEvents(whole.events().where(row -> weights.weight(row) == 1)),
                parts);
    }

    /** The most popular items of a training. */
    static BitSet popular(Dataset training) {
        long[] counts = new long[training.catalog().size()];
        for (int row = 0; row < training.events().size(); row++) {
            counts[training.events().item(row)]++;
        }
        BitSet popular = new BitSet();
        IntStream.range(0, counts.length)
                .boxed()
                .sorted((a, b) -> Long.compare(counts[b], counts[a]))
                .limit(Math.max(1, Math.round(POPULAR * counts.length)))
                .forEach(popular::set);
        return popular;
    }

    /** Events followed, at the same moment, by one with another item. One that was merely logged twice is repeated, not leaked. */
    private static BitSet leaked(Interactions events) {
        BitSet leaked = new BitSet();
        for (int user = 0; user < events.users(); user++) {
            for (int row = events.to(user) - 2; row >= events.from(user); row--) {
                boolean together = events.time(row) != Event.NO_TIME && events.time(row) == events.time(row + 1);
                leaked.set(row, together && (leaked.get(row + 1) || events.item(row) != events.item(row + 1)));
            }
        }
        return leaked;
    }

    private static BitSet repeated(Interactions events) {
        BitSet repeated = new BitSet();
        for (int user = 0; user < events.users(); user++) {
            Set<Integer> seen = new HashSet<>();
            for (int row = events.from(user); row < events.to(user); row++) {
                repeated.set(row, !seen.add(events.item(row)));
            }
        }
        return repeated;
    }
}
