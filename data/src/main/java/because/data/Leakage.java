package because.data;

import because.core.Dataset;
import because.core.Event;
import because.core.Interactions;
import because.core.Split;
import because.core.Split.Part;
import because.data.DataCheck.Finding;
import because.data.DataCheck.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks for what a model could learn in training and is asked for in the test. */
final class Leakage {
    private final Split split;
    private final Dataset whole;
    private final Interactions events;
    private long earliestTest = Long.MAX_VALUE;
    private long repeatedPairs;
    private long copies;
    private long disorder;
    private long later;
    private final List<String> pairExamples = new ArrayList<>();
    private final List<String> copyExamples = new ArrayList<>();
    private final List<String> disorderExamples = new ArrayList<>();
    private final List<String> laterExamples = new ArrayList<>();

    Leakage(Split split) {
        this.split = split;
        this.whole = split.whole();
        this.events = whole.events();
    }

    DataCheck check() {
        for (int row = 0; row < events.size(); row++) {
            if (split.part(row) == Part.TEST && events.time(row) != Event.NO_TIME) {
                earliestTest = Math.min(earliestTest, events.time(row));
            }
        }
        for (int user = 0; user < events.users(); user++) {
            pairs(user);
            order(user);
        }
        List<Finding> findings = new ArrayList<>();
        DataCheck.add(
                findings,
                Severity.ERROR,
                "leak-copies",
                "test events have an exact copy in training or validation",
                copies,
                copyExamples);
        DataCheck.add(
                findings,
                Severity.WARNING,
                "leak-pairs",
                "test events are of a person and an item that are together in training or validation, too",
                repeatedPairs,
                pairExamples);
        DataCheck.add(
                findings,
                Severity.ERROR,
                "leak-order",
                "training or validation events are later than a test event of the same person",
                disorder,
                disorderExamples);
        DataCheck.add(
                findings,
                Severity.NOTE,
                "leak-time",
                "training events are later than the first test event of anybody: no global-time split",
                later,
                laterExamples);
        return new DataCheck(findings);
    }

    private void pairs(int user) {
        Map<Integer, List<Integer>> known = new HashMap<>(); // rows before the test, by item
        for (int row = events.from(user); row < events.to(user); row++) {
            if (split.part(row) != Part.TEST) {
                known.computeIfAbsent(events.item(row), _ -> new ArrayList<>()).add(row);
            }
        }
        for (int row = events.from(user); row < events.to(user); row++) {
            List<Integer> before = known.get(events.item(row));
            if (split.part(row) != Part.TEST || before == null) {
                continue;
            }
            repeatedPairs++;
            note(pairExamples, row);
            for (int other : before) {
                if (events.time(row) != Event.NO_TIME
                        && events.time(other) == events.time(row)
                        && events.kind(other) == events.kind(row)
                        && Float.compare(events.value(other), events.value(row)) == 0) {
                    copies++;
                    note(copyExamples, row);
                    break;
                }
            }
        }
    }

    private void order(int user) {
        long firstTest = Long.MAX_VALUE;
        for (int row = events.from(user); row < events.to(user); row++) {
            long time = events.time(row);
            if (time == Event.NO_TIME) {
                continue;
            }
            if (split.part(row) == Part.TEST) {
                firstTest = Math.min(firstTest, time);
            } else if (time > firstTest) {
                disorder++;
                note(disorderExamples, row);
            }
            if (split.part(row) == Part.TRAIN && time > earliestTest) {
                later++;
                note(laterExamples, row);
            }
        }
    }

    private void note(List<String> examples, int row) {
        if (examples.size() < 5) {
            examples.add(DataCheck.example(whole, row));
        }
    }
}
