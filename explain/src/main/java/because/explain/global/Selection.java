package because.explain.global;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Which variables a name means. */
final class Selection {
    private Selection() {}

    static List<Integer> changeable(List<Variable> variables, List<String> names) {
        if (names.isEmpty()) {
            List<Integer> all = IntStream.range(0, variables.size())
                    .filter(v ->
                            variables.get(v).changeable() && !variables.get(v).part())
                    .boxed()
                    .toList();
            if (all.isEmpty()) {
                throw new BadInput("there is no feature of people and items that could be changed.");
            }
            return all;
        }
        TreeSet<Integer> chosen = new TreeSet<>();
        for (String name : names) {
            chosen.addAll(able(variables, name));
        }
        return new ArrayList<>(chosen);
    }

    static List<Integer> readable(List<Variable> variables, List<String> names) {
        if (names.isEmpty()) {
            return IntStream.range(0, variables.size()).boxed().toList();
        }
        TreeSet<Integer> chosen = new TreeSet<>();
        for (String name : names) {
            // A whole says nothing by itself, its words do.
            chosen.addAll(meant(variables, name));
            chosen.addAll(numbers(variables, name, false));
        }
        return new ArrayList<>(chosen);
    }

    private static List<Integer> meant(List<Variable> variables, String name) {
        List<Integer> exact = numbers(variables, name, true);
        List<Integer> meant = exact.isEmpty() ? numbers(variables, name, false) : exact;
        if (meant.isEmpty()) {
            throw BadInput.unknown(
                    "feature", name, variables.stream().map(Variable::name).toList());
        }
        return meant;
    }

    private static List<Integer> able(List<Variable> variables, String name) {
        List<Integer> meant = meant(variables, name);
        List<Integer> able =
                meant.stream().filter(v -> variables.get(v).changeable()).toList();
        if (able.isEmpty()) {
            List<String> others = variables.stream()
                    .filter(Variable::changeable)
                    .map(Variable::name)
                    .limit(12)
                    .toList();
            throw BadInput.of(
                    "a feature",
                    name,
                    "features that this model reads as such, among them " + String.join(", ", others),
                    "Maybe ask the methods tree or rules, which only read what differs between people and items.");
        }
        return able;
    }

    private static List<Integer> numbers(List<Variable> variables, String name, boolean exact) {
        return IntStream.range(0, variables.size())
                .filter(v -> {
                    String other = variables.get(v).name();
                    return exact ? other.equals(name) : other.startsWith(name + ":") || other.startsWith(name + "=");
                })
                .boxed()
                .toList();
    }
}
