package because.core;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a model is to predict, and what of the data is the truth about it. A labelled example is an event: the profile without it, its item as the candidate, and
 * the label that this task reads from its kind or value.
 *
 * @param task the kind of prediction
 * @param positive for probabilities: the kinds of event that are positive, separated by commas, such as {@code "click, purchase"}; events of other kinds are
 *     negative. Empty if the value decides
 * @param atLeast for probabilities without such kinds: events of at least this value are positive, of a smaller one negative; finite
 */
public record Task(Kind task, String positive, double atLeast) {
    /** Which item comes next: the task of models that rank. */
    public static final Task NEXT_ITEM = new Task(Kind.NEXT_ITEM, "", 1);

    /** The value of an event, such as stars. */
    public static final Task RATING = new Task(Kind.RATING, "", 1);

    /** Whether the value of an event is 1 or more. */
    public static final Task PROBABILITY = new Task(Kind.PROBABILITY, "", 1);

    /** The kinds of prediction. */
    public enum Kind {
        /** Which item comes next. Scores say nothing but which item is before which. */
        NEXT_ITEM,
        /** How large the value of an event will be. The score is the rating that is expected. */
        RATING,
        /** How probable a click, a purchase, an acceptance is. The score is the logarithm of the odds. */
        PROBABILITY;

        /** @return the name that is written in files and options */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Refuses a threshold that is no number. */
    public Task {
        if (!Double.isFinite(atLeast)) {
            throw BadInput.of("task.atLeast", atLeast, "finite numbers", "");
        }
    }

    /**
     * @param kinds the kinds of event that are positive, separated by commas
     * @return the probability of one of them
     */
    public static Task probabilityOf(String kinds) {
        return new Task(Kind.PROBABILITY, kinds, 1);
    }

    /** @return the kinds of event that are positive; empty if the value decides */
    public List<String> positives() {
        return Arrays.stream(positive.split(",", -1))
                .map(String::strip)
                .filter(kind -> !kind.isEmpty())
                .toList();
    }

    /**
     * What really happened.
     *
     * @param event an event
     * @return the value for ratings, 1 or 0 for probabilities; NaN if the event tells nothing, as one without a value, or if the task is the next item
     */
    public double label(Event event) {
        return label(event.kind(), event.value());
    }

    /**
     * What really happened.
     *
     * @param kind the event's kind
     * @param value the event's value, or NaN
     * @return as {@link #label(Event)}
     */
    public double label(String kind, double value) {
        return switch (task) {
            case NEXT_ITEM -> Double.NaN;
            case RATING -> value;
            case PROBABILITY -> {
                List<String> positives = positives();
                if (!positives.isEmpty()) {
                    yield positives.contains(kind) ? 1 : 0;
                }
                yield Double.isNaN(value) ? Double.NaN : value >= atLeast ? 1 : 0;
            }
        };
    }

    /**
     * What a score of a model for this task says.
     *
     * @param score the score
     * @return the rating; the probability 1 / (1 + e<sup>−score</sup>), from 0 to 1; the score itself for the next item
     */
    public double prediction(double score) {
        return task == Kind.PROBABILITY ? 1 / (1 + Math.exp(-score)) : score;
    }

    /**
     * Refuses data in which the task has nothing to learn from.
     *
     * @param data the events to learn from
     * @return a label for each row of the events; NaN where there is none
     * @throws BadInput if no event has a label, or all are positive or all are negative
     */
    public double[] labels(Dataset data) {
        Interactions events = data.events();
        for (String kind : positives()) {
            if (data.kinds().index(kind) < 0) {
                throw BadInput.unknown(
                        "kind of event in task.positive", kind, data.kinds().ids());
            }
        }
        double[] labels = new double[events.size()];
        int known = 0;
        int ones = 0;
        for (int row = 0; row < labels.length; row++) {
            labels[row] = label(data.kinds().id(events.kind(row)), events.value(row));
            known += Double.isNaN(labels[row]) ? 0 : 1;
            ones += labels[row] == 1 ? 1 : 0;
        }
        if (known == 0) {
            throw new BadInput("no event of the training part has a value, so there is nothing to learn for the task "
                    + task.label() + ".\nMaybe map the column of the values in because.yaml"
                    + (task == Kind.PROBABILITY ? ", or name the positive kinds in task.positive." : "."));
        }
        if (task == Kind.PROBABILITY && (ones == 0 || ones == known)) {
            throw new BadInput("all " + known + " labelled events of the training part are "
                    + (ones == 0 ? "negative" : "positive") + ", so there is nothing to tell apart."
                    + "\nMaybe change task.positive or task.atLeast in because.yaml.");
        }
        return labels;
    }
}
