package because.testkit.vectors;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of the cases of a run.
 *
 * @param cases each case, in the order of the files
 */
public record VectorReport(List<Case> cases) {
    /** Copies the list. */
    public VectorReport {
        cases = List.copyOf(cases);
    }

    /** How a case ended. */
    public enum Outcome {
        /** All that is expected came out, within the tolerance. */
        PASSED,
        /** Something else came out. */
        FAILED,
        /** The product does not answer this kind of case yet, or not all of it. */
        SKIPPED,
        /** The case could not be run: it is malformed, or names what does not exist. It counts as failed. */
        ERROR;

        /** @return the name that is printed */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One case.
     *
     * @param file the file's name
     * @param family the family's name
     * @param name the case's name, kind/case
     * @param outcome how it ended
     * @param detail why it did not pass: where the first difference is, what was expected and what came out, or the reason; empty if it passed
     */
    public record Case(String file, String family, String name, Outcome outcome, String detail) {}

    /** @return how many passed */
    public long passed() {
        return count(Outcome.PASSED);
    }

    /** @return how many failed, those included that could not be run */
    public long failed() {
        return count(Outcome.FAILED) + count(Outcome.ERROR);
    }

    /** @return how many were skipped */
    public long skipped() {
        return count(Outcome.SKIPPED);
    }

    private long count(Outcome outcome) {
        return cases.stream().filter(c -> c.outcome() == outcome).count();
    }

    /** @return a line for each case and a last line with the counts, without a line end after it */
    public String text() {
        String lines = cases.stream().map(VectorReport::line).collect(Collectors.joining());
        return lines + passed() + " passed, " + failed() + " failed, " + skipped() + " skipped";
    }

    private static String line(Case one) {
        String name = one.outcome().label() + " " + one.family() + "/" + one.name();
        return (one.detail().isEmpty() ? name : name + ": " + one.detail().replaceAll("\\s*\\R\\s*", " ")) + "\n";
    }

    /** @return {@code {passed, failed, skipped, cases: [{file, family, name, outcome, detail}]}} */
    public ObjectNode json() {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("passed", passed()).put("failed", failed()).put("skipped", skipped());
        ArrayNode list = report.putArray("cases");
        for (Case one : cases) {
            list.addObject()
                    .put("file", one.file())
                    .put("family", one.family())
                    .put("name", one.name())
                    .put("outcome", one.outcome().label())
                    .put("detail", one.detail());
        }
        return report;
    }
}
