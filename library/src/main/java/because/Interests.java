package because;

import because.Interest.Standing;
import because.core.Attribute;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Dataset;
import because.core.Event;
import because.core.Item;
import because.core.ItemRef;
import because.core.Profile;
import because.core.Recommender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What people like, as their events tell, and what they say of it themselves. What they say changes the profile that the model reads, so it holds for every
 * model, and for the reasons too: events of what is removed or muted are not in it, and a declared interest is an event of an item that has nothing but it, the
 * newest of all, so that a model that reads only the newest ones reads it. Safe for use by several threads.
 */
public final class Interests {
    /** After so many events one counts half, in the short term. */
    private static final double HALF_LIFE = 5;

    private final Recommender recommender;
    private final Optional<Dataset> people;
    private final InterestFile file;
    private volatile @Nullable Map<Word, Double> usual;

    /** A word of an attribute. */
    record Word(String attribute, String value) {
        @Override
        public String toString() {
            return attribute + "=" + value;
        }
    }

    /**
     * @param recommender whose catalogue it is
     * @param people whose histories are known
     * @param file keeps what people say
     */
    Interests(Recommender recommender, Optional<Dataset> people, InterestFile file) {
        this.recommender = recommender;
        this.people = people;
        this.file = file;
    }

    /**
     * @param user a person's id
     * @return the person's interests, the most telling first; then what was removed or muted
     */
    public List<Interest> of(String user) {
        Profile raw = history(user);
        InterestFile.Said said = file.said(user);
        Map<Word, List<Integer>> events = new LinkedHashMap<>();
        for (int i = 0; i < raw.events().size(); i++) {
            for (Word word : words(raw.events().get(i).item())) {
                events.computeIfAbsent(word, _ -> new ArrayList<>()).add(i);
            }
        }
        said.all().keySet().forEach(word -> events.putIfAbsent(word, List.of()));
        List<Interest> interests = new ArrayList<>();
        events.forEach((word, places) -> {
            Standing standing = said.all().getOrDefault(word, Standing.OBSERVED);
            List<Integer> counting = standing == Standing.REMOVED
                    ? places.stream()
                            .filter(i -> !said.silences(word, i, raw.events().get(i)))
                            .toList()
                    : places;
            interests.add(new Interest(
                    word.attribute(),
                    word.value(),
                    share(counting, raw.events().size(), false),
                    share(counting, raw.events().size(), true),
                    usual().getOrDefault(word, 0.0),
                    counting,
                    standing));
        });
        interests.sort(Comparator.comparing((Interest interest) ->
                        interest.standing() == Standing.MUTED || interest.standing() == Standing.REMOVED)
                .thenComparing(interest -> interest.standing() != Standing.DECLARED)
                .thenComparing(Comparator.comparingDouble(Interest::weight).reversed())
                .thenComparing(interest -> interest.attribute() + "=" + interest.value()));
        return interests;
    }

    private static double share(List<Integer> places, int all, boolean recent) {
        double sum = 0;
        double whole = 0;
        Set<Integer> among = new HashSet<>(places);
        for (int i = 0; i < all; i++) {
            double counts = recent ? Math.pow(2, -(all - 1 - i) / HALF_LIFE) : 1;
            whole += counts;
            sum += among.contains(i) ? counts : 0;
        }
        return whole == 0 ? 0 : sum / whole;
    }

    /** The share of everybody's events whose item has a word. */
    private Map<Word, Double> usual() {
        Map<Word, Double> known = usual;
        if (known == null) {
            known = people.map(Interests::usual).orElse(Map.of());
            usual = known;
        }
        return known;
    }

    private static Map<Word, Double> usual(Dataset data) {
        int[] counts = new int[data.catalog().size()];
        for (int row = 0; row < data.events().size(); row++) {
            counts[data.events().item(row)]++;
        }
        Map<Word, Double> shares = new HashMap<>();
        for (int item = 0; item < counts.length; item++) {
            for (Word word : words(data.catalog().item(item))) {
                shares.merge(
                        word, (double) counts[item] / Math.max(1, data.events().size()), Double::sum);
            }
        }
        return shares;
    }

    /**
     * Changes what a person says: all of it, or nothing if something in it is refused.
     *
     * @param user the person's id
     * @param changes the new standing of each interest, by {@code ATTRIBUTE=VALUE}; {@link Standing#OBSERVED} takes back what was said
     * @throws BadInput if no item has an interest, one is declared to a model that does not read attributes of events' items, so that it would have no effect, or more
     *     are declared than the model reads events
     */
    public void change(String user, Map<String, Standing> changes) {
        Map<Word, Standing> checked = new LinkedHashMap<>();
        changes.forEach((interest, standing) -> {
            checked.put(word(interest), standing);
            if (standing == Standing.DECLARED && !readsDeclared()) {
                throw BadInput.of(
                        "an interest",
                        interest,
                        "none, for the model " + recommender.provenance().model()
                                + " does not read attributes of the items of a person's events, so it would have no effect",
                        "Maybe train one that does: because train --model content, --model affinity, or --model transformer -o"
                                + " attributes=true.");
            }
        });
        InterestFile.Until now = InterestFile.Until.of(history(user));
        long declared = file.said(user).with(checked, now).all().values().stream()
                .filter(Standing.DECLARED::equals)
                .count();
        if (checked.containsValue(Standing.DECLARED) && declared > recommender.window()) {
            throw BadInput.of(
                    "the number of added interests",
                    declared,
                    "at most " + recommender.window() + ", for the model reads so many events",
                    "Maybe take one back first: because person --reset ATTRIBUTE=VALUE");
        }
        file.say(user, checked, now);
    }

    /** Whether an event of an item that has nothing but an attribute can change what is recommended. */
    private boolean readsDeclared() {
        return recommender.capabilities().describedEvents();
    }

    /**
     * Says that a person likes something.
     *
     * @param user the person's id
     * @param interest {@code ATTRIBUTE=VALUE}
     * @throws BadInput as {@link #change} does
     */
    public void declare(String user, String interest) {
        change(user, Map.of(interest, Standing.DECLARED));
    }

    /**
     * Forgets the events until now from which an interest follows.
     *
     * @param user the person's id
     * @param interest {@code ATTRIBUTE=VALUE}
     * @throws BadInput as {@link #change} does
     */
    public void remove(String user, String interest) {
        change(user, Map.of(interest, Standing.REMOVED));
    }

    /**
     * Leaves an interest out, with all that has it, until it is reset.
     *
     * @param user the person's id
     * @param interest {@code ATTRIBUTE=VALUE}
     * @throws BadInput as {@link #change} does
     */
    public void mute(String user, String interest) {
        change(user, Map.of(interest, Standing.MUTED));
    }

    /**
     * Takes back what was said of an interest.
     *
     * @param user the person's id
     * @param interest {@code ATTRIBUTE=VALUE}
     * @throws BadInput as {@link #change} does
     */
    public void reset(String user, String interest) {
        change(user, Map.of(interest, Standing.OBSERVED));
    }

    private Word word(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw BadInput.of("an interest", text, "ATTRIBUTE=VALUE, such as genres=Comedy", "");
        }
        Word word = new Word(
                text.substring(0, equals).strip(), text.substring(equals + 1).strip());
        Map<String, Set<String>> known = new TreeMap<>();
        for (Item item : recommender.catalog().items()) {
            words(item)
                    .forEach(w -> known.computeIfAbsent(w.attribute(), _ -> new HashSet<>())
                            .add(w.value()));
        }
        if (!known.containsKey(word.attribute())) {
            throw BadInput.unknown("attribute of the items, made of words,", word.attribute(), known.keySet());
        }
        Set<String> values = known.getOrDefault(word.attribute(), Set.of());
        if (!values.contains(word.value())) {
            throw BadInput.unknown("value of " + word.attribute(), word.value(), new TreeSet<>(values));
        }
        return word;
    }

    /**
     * What the data knows of a person, whatever the person says of it.
     *
     * @param user the person's id
     * @return all events and attributes; the empty profile if the data does not have the person
     */
    public Profile history(String user) {
        return people.filter(data -> data.users().index(user) >= 0)
                .map(data -> data.profile(data.users().index(user)))
                .orElse(Profile.EMPTY);
    }

    /**
     * The profile that the model is to read.
     *
     * @param user the person's id
     * @param profile what is known of the person
     * @return the same with what the person says
     */
    Profile applied(String user, Profile profile) {
        InterestFile.Said said = file.said(user);
        if (said.all().isEmpty()) {
            return profile;
        }
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < profile.events().size(); i++) {
            int place = i;
            Event event = profile.events().get(i);
            if (words(event.item()).stream().noneMatch(word -> said.silences(word, place, event))) {
                events.add(event);
            }
        }
        Profile done = profile.withEvents(events);
        said.all().forEach((word, standing) -> {
            if (standing == Standing.DECLARED && readsDeclared()) {
                events.add(declared(word, done.newest()));
            }
        });
        return profile.withEvents(events);
    }

    /** At the time of the newest event: a model that looks at times has seen few events without one, and none so late in a history. */
    private static Event declared(Word word, long time) {
        Item item = new Item(
                Event.INTEREST + ":" + word,
                word.value(),
                Map.of(word.attribute(), new Attribute.Tokens(List.of(word.value()))));
        return new Event(new Candidate.Described(item), Event.INTEREST, Double.NaN, time);
    }

    /**
     * @param user the person's id
     * @return what is not to be recommended: what the person knows, and what has an interest that is muted
     */
    Set<Integer> excluded(String user) {
        Set<Integer> excluded = new HashSet<>();
        history(user).knownItems().stream().forEach(excluded::add);
        InterestFile.Said said = file.said(user);
        if (said.all().containsValue(Standing.MUTED)) {
            for (int i = 0; i < recommender.catalog().size(); i++) {
                if (words(recommender.catalog().item(i)).stream()
                        .anyMatch(word -> said.all().get(word) == Standing.MUTED)) {
                    excluded.add(i);
                }
            }
        }
        return excluded;
    }

    private List<Word> words(ItemRef ref) {
        return switch (ref) {
            case Candidate.Known known -> words(recommender.catalog().item(known.index()));
            case Candidate.Described described -> words(described.item());
            case ItemRef.Hidden _ -> List.of();
        };
    }

    private static List<Word> words(Item item) {
        List<Word> words = new ArrayList<>();
        item.attributes().forEach((name, attribute) -> {
            if (attribute instanceof Attribute.Tokens tokens) {
                tokens.values().stream().distinct().forEach(value -> words.add(new Word(name, value)));
            }
        });
        return Collections.unmodifiableList(words);
    }
}
