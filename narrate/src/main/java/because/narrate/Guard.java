package because.narrate;

import because.core.Attribution;
import because.core.DeletionTest;
import because.core.Item;
import because.core.PlayerValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The check that a sentence passes before it is shown: does its evidence support it? It trusts neither the narrator nor the outcome that the attribution
 * states, and applies the rules again. It reads names by their quotation marks; what a sentence says without them is the narrator's responsibility.
 */
public final class Guard {
    private Guard() {}

    /**
     * What is wrong with a reason.
     *
     * @param reason the sentence and what it cites
     * @param attribution what it must be supported by
     * @param item the recommended item
     * @return the faults, in English, for the log; empty if the reason may be shown. A reason may be shown if the attribution is about the item, it cites exactly
     *     the players that a passed deletion test names, each of them has a positive value above two standard errors and is quoted in the text, nothing else
     *     is quoted but the item's title, and the text says "partly" if what it names moved less than half of the rise over the base value. A reason that
     *     is not supported may be shown if it cites nothing and quotes nothing but the item's title.
     */
    public static List<String> faults(Reason reason, Attribution attribution, Item item) {
        List<String> faults = new ArrayList<>();
        if (!attribution.header().candidate().equals(item.id())) {
            faults.add("the attribution is about another item: "
                    + attribution.header().candidate());
        }
        Quoted quoted = Quoted.in(reason.text());
        if (quoted.torn()) {
            faults.add("a quotation mark has no partner");
        }
        Set<String> allowed = new HashSet<>(Quoted.forms(item.title()));
        if (reason.supported()) {
            checkEvidence(reason, attribution, quoted, allowed, faults);
        } else if (!reason.evidence().isEmpty()) {
            faults.add("it cites evidence although it says that there is not enough");
        }
        for (String name : quoted.names()) {
            if (!allowed.contains(name)) {
                faults.add("it names what it does not cite: " + name);
            }
        }
        return List.copyOf(faults);
    }

    private static void checkEvidence(
            Reason reason, Attribution attribution, Quoted quoted, Set<String> allowed, List<String> faults) {
        DeletionTest test = attribution.header().deletionTest().orElse(null);
        if (test == null || !stands(test)) {
            faults.add("the attribution has not passed its deletion test");
            return;
        }
        if (reason.evidence().size() != test.named().size()
                || !Set.copyOf(reason.evidence()).equals(Set.copyOf(test.named()))) {
            faults.add("it does not cite exactly what the deletion test names");
        }
        Map<String, PlayerValue> players = new HashMap<>();
        for (PlayerValue value : attribution.players()) {
            if (players.put(value.player().id(), value) != null) {
                faults.add("two players have the id " + value.player().id());
            }
        }
        for (String id : reason.evidence()) {
            PlayerValue cited = players.get(id);
            if (cited == null) {
                faults.add("it cites what is no player: " + id);
                continue;
            }
            // Written so that a value or a standard error that is not a number does not pass.
            if (!(cited.value() > 0 && cited.value() > 2 * cited.standardError())) {
                faults.add("the value of what it cites is not certainly positive: " + id);
            }
            Set<String> forms = Quoted.forms(Grammar.nameOf(cited.player()));
            if (forms.stream().noneMatch(quoted.names()::contains)) {
                faults.add("it does not name what it cites: " + id);
            }
            allowed.addAll(forms);
        }
        if (onlyPartly(attribution, test) && !quoted.rest().contains(Phrase.HEDGE.in(reason.language()))) {
            faults.add("it does not say that it tells only a part");
        }
    }

    /** Whether a deletion test states the outcome that its numbers give. */
    static boolean stands(DeletionTest test) {
        return test.passed()
                && DeletionTest.of(test.named(), test.fall(), test.removals(), test.weaker(), test.certain())
                        .passed();
    }

    /** Whether the target, without what is named, keeps more than half of its rise over the base value. */
    static boolean onlyPartly(Attribution attribution, DeletionTest test) {
        double rise = attribution.header().score() - attribution.header().base();
        return !(rise > 0 && test.fall() >= rise / 2);
    }
}
