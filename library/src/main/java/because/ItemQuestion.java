package because;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Event;
import because.core.Item;
import because.core.ItemRef;
import because.core.Part;
import because.core.Player;
import because.core.Profile;
import because.core.Recommender;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A question whose players are what is known of items: attributes of the item that is explained and of the items of the events, or words. Items are described
 * ({@link Candidate.Described}) to be asked about without some of it, so the model must be one that reads described items, and an item of the catalogue must be the same to it whether
 * it is known by its number or described: both are tried on the model itself.
 *
 * @param profile the person; the items of the events are described where attributes of them are players
 * @param candidate the item, described
 * @param players what can be absent
 */
record ItemQuestion(Profile profile, Candidate candidate, List<Player> players) {
    /** How near two scores must be, against their size, to be the same but for rounding. */
    private static final double SAME = 1e-6;

    /** So long a value of an attribute names a player. */
    private static final int NAME = 60;

    ItemQuestion {
        players = List.copyOf(players);
    }

    /**
     * @param unseen how many events come before those that are seen; players' ids count them
     * @param most how many players there may be one by one; what is more is one player together
     * @throws BadInput if the model does not read described items, or nothing of them that is asked about
     */
    static ItemQuestion of(
            Recommender recommender, Terms terms, Profile seen, int unseen, Candidate candidate, int most) {
        if (!recommender.capabilities().describedItems()) {
            throw BadInput.of(
                    "players",
                    terms.label(),
                    "events, for the model " + recommender.provenance().model()
                            + ", which knows items by their number only",
                    "Maybe train a model that reads what is known of items: a transformer with attributes: true, or content.");
        }
        Asked asked = new Asked(recommender, seen, unseen, candidate);
        return terms.kind() == Terms.Kind.WORDS ? asked.words(terms, most) : asked.attributes(terms, most);
    }

    private record Asked(Recommender recommender, Profile seen, int unseen, Candidate candidate) {

        private Item item() {
            return item(candidate);
        }

        private Item item(Candidate of) {
            Catalog catalog = recommender.catalog();
            return switch (of) {
                case Candidate.Known known -> catalog.item(known.index());
                case Candidate.Described described -> described.item();
            };
        }

        private double score(Profile profile, Item item) {
            return recommender.score(List.of(profile), List.of(new Candidate.Described(item)))[0][0];
        }

        private static boolean same(double one, double other) {
            return Math.abs(one - other) <= SAME * Math.max(1, Math.abs(one));
        }

        private ItemQuestion question(Profile profile, List<Player> players) {
            double known = recommender.score(List.of(seen), List.of(candidate))[0][0];
            if (!same(known, score(profile, item()))) {
                throw new BadInput("the model " + recommender.provenance().model()
                        + " takes a described item for a new one, so that its score without something is not that of the same item."
                        + "\nMaybe explain in terms of events, or with a transformer, content, fm or logistic.");
            }
            return new ItemQuestion(profile, new Candidate.Described(item()), players);
        }

        ItemQuestion attributes(Terms terms, int most) {
            Profile described = described();
            // Some models read what is known of a candidate, and know the items of events by their numbers.
            boolean events = same(score(seen, item()), score(described, item()));
            Profile profile = events ? described : seen;
            List<Player> players = new ArrayList<>();
            Pieces.of(item(), Part.OfItem.CANDIDATE, reading()).forEach((name, piece) -> {
                if (terms.name().isEmpty() || terms.name().equals(name)) {
                    players.add(new Player("item:" + name, piece.named(), piece.parts()));
                }
            });
            players.addAll(terms.name().isEmpty() ? together(profile) : oneByOne(profile, terms.name(), most));
            if (players.isEmpty()) {
                throw none(terms);
            }
            return question(profile, players);
        }

        /** The person, whose events are about the same items, described. */
        private Profile described() {
            List<Event> events = new ArrayList<>();
            for (Event event : seen.events()) {
                ItemRef item = event.item() instanceof Candidate.Known known
                        ? new Candidate.Described(item(known))
                        : event.item();
                events.add(new Event(item, event.kind(), event.value(), event.time()));
            }
            return seen.withEvents(events);
        }

        private Optional<TextReading> reading() {
            return recommender.as(TextReading.class);
        }

        private Map<String, Pieces> pieces(Profile profile, int place) {
            return profile.events().get(place).item() instanceof Candidate.Described(Item item)
                    ? Pieces.of(item, place, reading())
                    : Map.of();
        }

        /** Each attribute of all events' items as one player: "the genres of what the person used". */
        private List<Player> together(Profile profile) {
            Map<String, List<Part>> parts = new LinkedHashMap<>();
            Map<String, Integer> counts = new HashMap<>();
            Map<String, String> labels = new HashMap<>();
            for (int i = 0; i < profile.events().size(); i++) {
                pieces(profile, i).forEach((name, piece) -> {
                    parts.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(piece.parts());
                    counts.merge(name, 1, Integer::sum);
                    labels.putIfAbsent(name, piece.label());
                });
            }
            List<Player> players = new ArrayList<>();
            parts.forEach((name, all) ->
                    players.add(new Player("items:" + name, labels.get(name) + " (" + counts.get(name) + "×)", all)));
            return players;
        }

        /** One attribute of each event's item as a player of its own; those of the oldest events are one together, if there are too many. */
        private List<Player> oneByOne(Profile profile, String name, int most) {
            List<Player> players = new ArrayList<>();
            for (int i = 0; i < profile.events().size(); i++) {
                Pieces piece = pieces(profile, i).get(name);
                if (piece != null) {
                    String title =
                            recommender.catalog().title(profile.events().get(i).item());
                    players.add(new Player(
                            "event:" + (unseen + i) + ":" + name,
                            title + (piece.value().isEmpty() ? "" : ": " + piece.value()),
                            piece.parts()));
                }
            }
            int earlier = players.size() - most + 1;
            return earlier < 2 ? players : joined(players, earlier, name);
        }

        private static List<Player> joined(List<Player> players, int earlier, String name) {
            List<Part> parts = new ArrayList<>();
            players.subList(0, earlier).forEach(player -> parts.addAll(player.parts()));
            List<Player> joined =
                    new ArrayList<>(List.of(new Player("items:" + name, name + " (" + earlier + "×)", parts)));
            joined.addAll(players.subList(earlier, players.size()));
            return joined;
        }

        private BadInput none(Terms terms) {
            Set<String> known = new TreeSet<>(
                    Pieces.of(item(), Part.OfItem.CANDIDATE, reading()).keySet());
            Profile described = described();
            for (int i = 0; i < described.events().size(); i++) {
                known.addAll(pieces(described, i).keySet());
            }
            return known.isEmpty() || terms.name().isEmpty()
                    ? new BadInput("no attribute is known of the item " + item().id()
                            + " nor of the items of the events.\nMaybe map columns in data.items.attributes.")
                    : BadInput.unknown("attribute of the items", terms.name(), known);
        }

        ItemQuestion words(Terms terms, int most) {
            List<Player> players = new ArrayList<>();
            List<Part> rest = new ArrayList<>();
            List<Part.OfItem> all = new ArrayList<>();
            for (String name : texts(terms)) {
                String text = item().text(name);
                for (int[] span : WordReasons.words(text)) {
                    Part.OfWord part = new Part.OfWord(Part.OfItem.CANDIDATE, name, span[0], span[1]);
                    all.add(part);
                    if (players.size() < most - 1) {
                        String id = "word:" + name + ":" + span[0];
                        players.add(new Player(id, text.substring(span[0], span[1]), List.of(part)));
                    } else {
                        rest.add(part);
                    }
                }
            }
            if (all.isEmpty()) {
                throw new BadInput("the item " + item().id() + " has no words in " + String.join(", ", texts(terms))
                        + ".\nMaybe map texts of the items in data.items.attributes.");
            }
            if (!rest.isEmpty()) {
                players.add(new Player("words", "… (" + rest.size() + "×)", rest));
            }
            ItemQuestion question = question(seen, players);
            if (same(score(seen, item()), score(seen, item().without(all)))) {
                throw new BadInput("the model " + recommender.provenance().model()
                        + " scores the item the same without any of its words: it does not read its texts."
                        + "\nMaybe set data.texts and train a transformer with attributes: true, or content.");
            }
            return question;
        }

        /** The text that is named, those that the project's vectors are made of, or else the title and all texts. */
        private List<String> texts(Terms terms) {
            if (!terms.name().isEmpty()) {
                return List.of(terms.name());
            }
            Optional<TextReading> reading = recommender.as(TextReading.class);
            return reading.isPresent() ? reading.get().texts(item()) : TextVectors.names(List.of(), item());
        }
    }

    /**
     * What is known of an item under one name, which comes and goes together: an attribute, or the texts of which the project makes a vector, with that vector.
     *
     * @param label what it is called
     * @param value what it says, short enough for a name; empty if that is no words
     * @param parts of the item
     */
    private record Pieces(String label, String value, List<Part> parts) {
        String named() {
            return value.isEmpty() ? label : label + ": " + value;
        }

        /** By the names of attributes, in their order; texts and their vector under the vector's name. */
        static Map<String, Pieces> of(Item item, int place, Optional<TextReading> reading) {
            Map<String, Pieces> pieces = new LinkedHashMap<>();
            List<String> texts = reading.map(texter -> texter.texts(item)).orElse(List.of());
            String vector = reading.map(TextReading::attribute).orElse("");
            item.attributes().forEach((name, attribute) -> {
                if (!texts.contains(name) && !name.equals(vector)) {
                    pieces.put(name, new Pieces(name, said(attribute), List.of(new Part.OfItemAttribute(place, name))));
                }
            });
            List<Part> written = new ArrayList<>();
            for (String name : texts) {
                String text = item.text(name);
                if (!text.isEmpty()) {
                    written.add(new Part.OfWord(place, name, 0, text.length()));
                }
            }
            if (item.attributes().containsKey(vector)) {
                written.add(new Part.OfItemAttribute(place, vector));
                pieces.put(vector, new Pieces(String.join(", ", texts), "", written));
            }
            return pieces;
        }
    }

    /** What an attribute says, short enough for a name; empty if it is no words. */
    static String said(Attribute attribute) {
        String value = switch (attribute) {
            case Attribute.Tokens tokens -> String.join(", ", tokens.values());
            case Attribute.Quantity quantity ->
                quantity.value() == Math.rint(quantity.value()) && Math.abs(quantity.value()) < 1e15
                        ? String.format(Locale.ROOT, "%.0f", quantity.value())
                        : Double.toString(quantity.value());
            case Attribute.Text text -> text.value();
            case Attribute.Vector _, Attribute.Media _ -> "";
        };
        return value.codePointCount(0, value.length()) <= NAME
                ? value
                : value.substring(0, value.offsetByCodePoints(0, NAME - 1)) + "…";
    }
}
