package because.narrate;

import because.core.Event;
import because.core.Item;
import because.core.Part;
import because.core.Paths;
import because.core.Profile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Says the most telling path in one sentence: what the person did, and how it is tied to the item. Without a path that begins at an event that matters there is no reason. */
final class PathSentence {
    private final Paths paths;
    private final Profile profile;
    private final Language language;

    PathSentence(Paths paths, Profile profile, Language language) {
        this.paths = paths;
        this.profile = profile;
        this.language = language;
    }

    Reason reason(Item item, boolean recommended) {
        if (!paths.header().candidate().equals(item.id()) || paths.paths().isEmpty()) {
            return nothing();
        }
        Paths.Path path = paths.paths().getFirst();
        if (!(path.player().parts().getFirst() instanceof Part.OfEvent(int index))
                || index >= profile.events().size()) {
            return nothing();
        }
        Grammar grammar = new Grammar(language);
        Event event = profile.events().get(index);
        String start = grammar.player(path.player());
        String told = Phrase.TIED.in(language, start, new PathWords(path, language).text());
        String clause = Doing.of(event.kind()).clause(language, told, false);
        double rise = paths.header().score() - paths.header().base();
        boolean partly = !(rise > 0 && path.effect() >= rise / 2);
        Reason reason = new Reason(
                language,
                grammar.reason(List.of(clause), partly, recommended),
                List.of(path.player().id()),
                true);
        return sound(reason, path, item) ? reason : nothing();
    }

    private Reason nothing() {
        return new Reason(language, Phrase.NOT_ENOUGH.in(language), List.of(), false);
    }

    /** By the rules of {@link Guard}: it names the event and the item, and quotes nothing but what is on the path. */
    private static boolean sound(Reason reason, Paths.Path path, Item item) {
        Quoted quoted = Quoted.in(reason.text());
        Set<String> start = Quoted.forms(Grammar.nameOf(path.player()));
        Set<String> allowed = new HashSet<>(start);
        allowed.addAll(Quoted.forms(item.title()));
        path.steps().forEach(step -> {
            allowed.addAll(Quoted.forms(step.entity()));
            allowed.addAll(Quoted.forms(PathWords.words(step.relation())));
        });
        return !quoted.torn()
                && start.stream().anyMatch(quoted.names()::contains)
                && Quoted.forms(item.title()).stream().anyMatch(quoted.names()::contains)
                && allowed.containsAll(quoted.names());
    }
}
