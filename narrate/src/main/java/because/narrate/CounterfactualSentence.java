package because.narrate;

import because.core.Catalog;
import because.core.Counterfactual;
import because.core.Counterfactual.Change;
import because.core.Counterfactual.Goal;
import because.core.Item;
import because.core.Part;
import because.core.Player;
import because.core.Profile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says a counterfactual in one sentence, such as <em>Without “Heat” and “Casino” you would see “Ronin” instead.</em> It names every change and nothing else but
 * the items that were seen in the changed list.
 */
final class CounterfactualSentence {
    /** How many of the items that come in are named. */
    private static final int INSTEAD = 1;

    private final Counterfactual counterfactual;
    private final Catalog catalog;
    private final Profile profile;
    private final Language language;
    private final Grammar grammar;

    CounterfactualSentence(Counterfactual counterfactual, Catalog catalog, Profile profile, Language language) {
        this.counterfactual = counterfactual;
        this.catalog = catalog;
        this.profile = profile;
        this.language = language;
        this.grammar = new Grammar(language);
    }

    Reason reason(Item item) {
        if (!counterfactual.header().candidate().equals(item.id())
                || counterfactual.changes().isEmpty()) {
            return nothing();
        }
        List<String> ids = counterfactual.changes().stream().map(Change::id).toList();
        Reason reason = new Reason(language, text(item), ids, true);
        return faults(reason, item).isEmpty() ? reason : nothing();
    }

    private Reason nothing() {
        Phrase phrase = counterfactual.goal() == Goal.LEAVE ? Phrase.NOTHING_REMOVES : Phrase.NOTHING_BRINGS;
        return new Reason(language, phrase.in(language), List.of(), false);
    }

    private String text(Item item) {
        String removed = names(Counterfactual.Removed.class);
        String added = names(Counterfactual.Added.class);
        int top = counterfactual.top();
        if (counterfactual.goal() == Goal.ENTER) {
            String title = title(item.id(), item.title());
            return added.isEmpty()
                    ? Phrase.BRING_REMOVE.in(language, removed, title, top)
                    : removed.isEmpty()
                            ? Phrase.BRING_ADD.in(language, added, title, top)
                            : Phrase.BRING_BOTH.in(language, added, removed, title, top);
        }
        if (counterfactual.instead().isEmpty()) {
            return Phrase.WITHOUT_NOTHING.in(language, removed);
        }
        String instead = grammar.list(counterfactual.instead().stream()
                .limit(INSTEAD)
                .map(listed -> title(listed.item(), listed.title()))
                .toList());
        return top == 1
                ? Phrase.WITHOUT_FIRST.in(language, removed, instead)
                : Phrase.WITHOUT_AMONG.in(language, removed, instead, top);
    }

    /** The changes of one sort in a row; an item with which the person did several things is named once. */
    private String names(Class<? extends Change> sort) {
        Map<String, Integer> times = new LinkedHashMap<>();
        for (Change change : counterfactual.changes()) {
            if (sort.isInstance(change)) {
                times.merge(name(change), 1, Integer::sum);
            }
        }
        List<String> names = new ArrayList<>();
        times.forEach((name, count) -> names.add(
                switch (count) {
                    case 1 -> name;
                    case 2 -> Phrase.TWICE.in(language, name);
                    default -> Phrase.TIMES.in(language, name, count);
                }));
        return grammar.list(names);
    }

    private String name(Change change) {
        return switch (change) {
            case Counterfactual.Added added -> title(added.item(), added.name());
            case Counterfactual.Removed removed -> removed(removed.player());
        };
    }

    private String removed(Player player) {
        if (player.id().equals(Player.EARLIER)) {
            return Phrase.EARLIER_EVENTS.in(language, player.parts().size());
        }
        return Grammar.isEvent(player) ? event(player) : grammar.name(Grammar.nameOf(player));
    }

    private String event(Player player) {
        String name = Grammar.nameOf(player);
        int item = player.parts().getFirst() instanceof Part.OfEvent(int index)
                        && index < profile.events().size()
                ? profile.events().get(index).knownItem()
                : -1;
        boolean onlyId =
                item >= 0 && item < catalog.size() && catalog.item(item).id().equals(name);
        return onlyId ? grammar.name(name) : grammar.work(name);
    }

    private String title(String id, String title) {
        return id.equals(title) ? grammar.name(id) : grammar.work(title);
    }

    /** What is wrong with the sentence, by the rules of {@link Guard}: it cites exactly the changes, and quotes nothing but them and items of the lists. */
    private List<String> faults(Reason reason, Item item) {
        List<String> faults = new ArrayList<>();
        Quoted quoted = Quoted.in(reason.text());
        if (quoted.torn()) {
            faults.add("a quotation mark has no partner");
        }
        Set<String> allowed = new HashSet<>(Quoted.forms(item.title()));
        counterfactual.instead().forEach(listed -> allowed.addAll(Quoted.forms(listed.title())));
        for (Change change : counterfactual.changes()) {
            Set<String> forms = Quoted.forms(
                    change instanceof Counterfactual.Removed removed
                            ? Grammar.nameOf(removed.player())
                            : change.name());
            if (!change.id().equals(Player.EARLIER) && forms.stream().noneMatch(quoted.names()::contains)) {
                faults.add("it does not name the change " + change.id());
            }
            allowed.addAll(forms);
        }
        quoted.names().stream()
                .filter(name -> !allowed.contains(name))
                .forEach(name -> faults.add("it names what is neither a change nor in the list: " + name));
        return faults;
    }
}
