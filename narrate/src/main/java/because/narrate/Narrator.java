package because.narrate;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Concepts;
import because.core.Counterfactual;
import because.core.Curve;
import because.core.DeletionTest;
import because.core.Event;
import because.core.Examples;
import because.core.Explanation;
import because.core.Importance;
import because.core.InteractionValues;
import because.core.Item;
import because.core.ItemRef;
import because.core.Part;
import because.core.Paths;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Profile;
import because.core.Rules;
import because.core.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says an attribution in one sentence, such as <em>Recommended because you rated “Heat” and “Casino”.</em>
 *
 * <p>The sentence names exactly the players that the passed deletion test names, and says nothing else: the claim is that they moved the model's score, which
 * is what was tested. What the person did is said by the kind of the event; a kind without words of its own becomes "is in your history". If the named
 * players account for less than half of the rise of the target over its base value, the sentence says "partly". Without a passed deletion test there is no
 * reason, and the sentence says so.
 *
 * <p>Titles stay in the language of the data. English puts them in “ ”; Chinese puts titles in 《 》 (the marks of works, which readers accept for wares too) and
 * ids, groups, tags and attributes in “ ”. Names lose control characters and marks of text direction, and are cut at 80 characters; the text is plain text, not
 * HTML.
 */
public final class Narrator {
    private final Catalog catalog;

    /** @param catalog tells which items have a title and which only an id */
    public Narrator(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * What an explanation of any kind comes to, in a sentence.
     *
     * @param explanation what is told
     * @param item the item that it is about
     * @param profile the person of the question that the explanation answers
     * @param recommended whether the item is recommended to the person
     * @param language the language of the sentence
     * @return a sentence that says nothing but what was checked, or that there is not enough evidence
     * @throws BadInput if the explanation is about another item
     */
    public Reason say(Explanation explanation, Item item, Profile profile, boolean recommended, Language language) {
        return switch (explanation) {
            case Attribution attribution -> reason(attribution, item, profile, language, recommended);
            case Counterfactual counterfactual ->
                new CounterfactualSentence(counterfactual, catalog, profile, language).reason(item);
            // It tells how the model works, which is no reason for a person.
            case Trace _ -> new Reason(language, Phrase.NO_REASON.in(language), List.of(), false);
            case Importance _, Curve _, Rules _, Concepts _ ->
                new Reason(language, Phrase.FOR_EVERYBODY.in(language), List.of(), false);
            case Examples examples -> new ExamplesSentence(examples, language).reason(item);
            case InteractionValues told -> new InteractionsSentence(told, language).reason(item);
            case Paths paths -> new PathSentence(paths, profile, language).reason(item, recommended);
        };
    }

    /**
     * What an explanation about many people comes to, in a sentence that names only what is certain.
     *
     * @param explanation an importance, a curve, rules or concepts
     * @param language the language of the sentence
     * @return the sentence
     * @throws BadInput if the explanation is about one person
     */
    public static String summary(Explanation explanation, Language language) {
        return new SummarySentence(language).of(explanation);
    }

    /**
     * The reason for a recommendation.
     *
     * @param attribution what moved the model's score of the item
     * @param item the recommended item
     * @param profile the person of the question that the attribution answers, whose events tell what was done; with the empty profile the wording is neutral
     * @param language the language of the sentence
     * @return a reason that passes the {@link Guard}
     * @throws BadInput if the attribution is about another item
     */
    public Reason reason(Attribution attribution, Item item, Profile profile, Language language) {
        return reason(attribution, item, profile, language, true);
    }

    /**
     * What raised an item's score, whether it is recommended or not.
     *
     * @param attribution what moved the model's score of the item
     * @param item the item
     * @param profile the person of the question, as for {@link #reason}
     * @param language the language of the sentence
     * @return a sentence under the same conditions as a reason, which does not say that the item is recommended
     * @throws BadInput if the attribution is about another item
     */
    public Reason support(Attribution attribution, Item item, Profile profile, Language language) {
        return reason(attribution, item, profile, language, false);
    }

    private Reason reason(Attribution attribution, Item item, Profile profile, Language language, boolean recommended) {
        String explained = attribution.header().candidate();
        if (!explained.equals(item.id())) {
            throw BadInput.of(
                    "the item of a reason", item.id(), "the item that the attribution is about, " + explained, "");
        }
        Reason reason = attribution
                .header()
                .deletionTest()
                .filter(Guard::stands)
                .map(test -> supported(attribution, test, profile, language, recommended))
                .orElseGet(() -> notEnough(attribution, profile, language));
        return Guard.faults(reason, attribution, item).isEmpty() ? reason : notEnough(attribution, profile, language);
    }

    private static Reason notEnough(Attribution attribution, Profile profile, Language language) {
        boolean nothingKnown = attribution.players().isEmpty()
                && profile.withContext(Profile.EMPTY.context()).equals(Profile.EMPTY);
        Phrase phrase = nothingKnown ? Phrase.COLD : Phrase.NOT_ENOUGH;
        return new Reason(language, phrase.in(language), List.of(), false);
    }

    private Reason supported(
            Attribution attribution, DeletionTest test, Profile profile, Language language, boolean recommended) {
        Map<String, Player> players = new LinkedHashMap<>();
        for (PlayerValue value : attribution.players()) {
            players.put(value.player().id(), value.player());
        }
        List<Player> named = new ArrayList<>();
        for (String id : test.named()) {
            Player player = players.get(id);
            if (player != null) {
                named.add(player);
            }
        }
        String text = new Grammar(language)
                .reason(clauses(named, profile, language), Guard.onlyPartly(attribution, test), recommended);
        return new Reason(language, text, test.named(), true);
    }

    /** A clause for each thing done and one for each player that is no event, in the order in which they are first named. */
    private List<String> clauses(List<Player> named, Profile profile, Language language) {
        Map<Object, List<Player>> groups = new LinkedHashMap<>();
        for (Player player : named) {
            Object key = Grammar.isEvent(player)
                    ? doing(player, profile)
                    : known(player).<Object>map(phrase -> phrase).orElse(player.id());
            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(player);
        }
        List<String> clauses = new ArrayList<>();
        groups.forEach((key, members) -> clauses.add(
                switch (key) {
                    case Doing doing -> did(doing, members, profile, language);
                    case Phrase phrase -> phrase.in(language, named(members, language));
                    default -> clause(members.getFirst(), profile, language);
                }));
        return clauses;
    }

    /** How players are told of together that stand for what is known of an item or of the person; empty for others. */
    private static Optional<Phrase> known(Player player) {
        return switch (player.parts().getFirst()) {
            case Part.OfWord _ when player.parts().size() == 1 -> Optional.of(Phrase.WORD);
            case Part.OfItem item -> Optional.of(item.event() == Part.OfItem.CANDIDATE ? Phrase.ITEM : Phrase.ITEMS);
            case Part.OfAttribute _, Part.OfToken _ -> Optional.of(Phrase.PROFILE);
            default -> Optional.empty();
        };
    }

    private static String named(List<Player> players, Language language) {
        Grammar grammar = new Grammar(language);
        return grammar.list(players.stream()
                .map(player -> grammar.name(Grammar.nameOf(player)))
                .distinct()
                .toList());
    }

    private String did(Doing doing, List<Player> players, Profile profile, Language language) {
        Grammar grammar = new Grammar(language);
        Map<Object, List<Player>> byItem = new LinkedHashMap<>();
        for (Player player : players) {
            ItemRef item = item(player.parts().getFirst(), profile);
            Object key = item == ItemRef.Hidden.HIDDEN ? player.id() : List.of(item, player.name());
            byItem.computeIfAbsent(key, _ -> new ArrayList<>()).add(player);
        }
        List<String> titles = new ArrayList<>();
        for (List<Player> same : byItem.values()) {
            String title = title(same.getFirst(), profile, grammar);
            titles.add(
                    switch (same.size()) {
                        case 1 -> title;
                        case 2 -> Phrase.TWICE.in(language, title);
                        default -> Phrase.TIMES.in(language, title, same.size());
                    });
        }
        return doing.clause(language, grammar.list(titles), titles.size() > 1);
    }

    private String title(Player player, Profile profile, Grammar grammar) {
        String name = Grammar.nameOf(player);
        boolean onlyId = switch (item(player.parts().getFirst(), profile)) {
            case Candidate.Known known ->
                known.index() < catalog.size()
                        && catalog.item(known.index()).id().equals(name);
            case Candidate.Described described -> described.item().id().equals(name);
            case ItemRef.Hidden _ -> false;
        };
        return onlyId ? grammar.name(name) : grammar.work(name);
    }

    private static String clause(Player player, Profile profile, Language language) {
        String name = new Grammar(language).name(Grammar.nameOf(player));
        if (player.parts().stream().allMatch(part -> part instanceof Part.OfEvent)) {
            int count = player.parts().size();
            String counted = doing(player, profile).counted(language, count);
            return player.id().equals(Player.EARLIER)
                    ? Phrase.EARLIER.in(language, counted)
                    : Phrase.GROUP.in(language, counted, name);
        }
        Phrase phrase = switch (player.parts().getFirst()) {
            case Part.OfTag _ when player.parts().size() == 1 -> Phrase.TAG;
            case Part.OfLink _ when player.parts().size() == 1 -> Phrase.LINK;
            default -> Phrase.PROFILE;
        };
        return phrase.in(language, name);
    }

    /** What all events of a player have in common; the neutral word if they differ. */
    private static Doing doing(Player player, Profile profile) {
        List<Doing> doings = player.parts().stream()
                .map(part -> Doing.of(event(part, profile).kind()))
                .distinct()
                .toList();
        return doings.size() == 1 ? doings.getFirst() : Doing.HAD;
    }

    private static ItemRef item(Part part, Profile profile) {
        return event(part, profile).item();
    }

    /** The event of a part; one of which nothing is known if the profile does not have it. */
    private static Event event(Part part, Profile profile) {
        return part instanceof Part.OfEvent(int index)
                        && index >= 0
                        && index < profile.events().size()
                ? profile.events().get(index)
                : new Event(ItemRef.Hidden.HIDDEN, Event.ANY, Double.NaN, Event.NO_TIME);
    }
}
