package because.narrate;

import because.core.InteractionValues;
import because.core.InteractionValues.Check;
import because.core.Item;
import because.core.Player;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Says in one sentence what two players do together, if the pair stood its check. */
final class InteractionsSentence {
    private final InteractionValues told;
    private final Language language;

    InteractionsSentence(InteractionValues told, Language language) {
        this.told = told;
        this.language = language;
    }

    Reason reason(Item item) {
        return told.check()
                .filter(_ -> told.header().candidate().equals(item.id()))
                .filter(InteractionsSentence::stands)
                .map(this::said)
                .orElseGet(this::nothing);
    }

    /** Whether a check states the outcome that its numbers give. */
    static boolean stands(Check check) {
        return check.passed()
                && Check.of(check.pair(), check.together(), check.pairs(), check.weaker(), check.certain())
                        .passed();
    }

    private Reason said(Check check) {
        Grammar grammar = new Grammar(language);
        Player one = told.player(check.pair().one());
        Player other = told.player(check.pair().other());
        Phrase phrase = check.pair().value() > 0 ? Phrase.TOGETHER_MORE : Phrase.TOGETHER_LESS;
        String text = phrase.in(language, grammar.player(one), grammar.player(other));
        Set<String> allowed = new HashSet<>(Quoted.forms(Grammar.nameOf(one)));
        allowed.addAll(Quoted.forms(Grammar.nameOf(other)));
        Quoted quoted = Quoted.in(text);
        boolean sound = !quoted.torn() && allowed.containsAll(quoted.names());
        return sound ? new Reason(language, text, List.of(one.id(), other.id()), true) : nothing();
    }

    private Reason nothing() {
        return new Reason(language, Phrase.NO_TOGETHER.in(language), List.of(), false);
    }
}
