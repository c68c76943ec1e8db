package because.core;

import java.util.Map;

/** Where long work tells how far it is. */
public interface Progress {
    /** Tells nobody. */
    Progress NONE = new Progress() {
        @Override
        public void stage(String name, long total) {}

        @Override
        public void step(long done, Map<String, Double> values) {}
    };

    /** A value of this name is not of the work but about it: how many seconds are left of all stages. */
    String LEFT = "seconds left";

    /**
     * A new stage begins.
     *
     * @param name what it is, such as "training sasrec"
     * @param total how many steps it has; 0 if that is not known
     */
    void stage(String name, long total);

    /**
     * A stage that was begun before is taken up; who does not override this takes it for a new one.
     *
     * @param name what it is
     * @param total how many steps it has, those that are done already among them; 0 if that is not known
     * @param done how many of them are done already, 0 or more: no time is spent on these
     */
    default void stage(String name, long total, long done) {
        stage(name, total);
    }

    /**
     * Some steps of the stage are done.
     *
     * @param done how many of all its steps
     * @param values what there is to say, such as the loss; may be empty
     */
    void step(long done, Map<String, Double> values);

    /**
     * A part of the next step is done: for steps that take long. Who does not override this hears of whole steps only.
     *
     * @param part how much of that step, from 0 to 1
     * @param values what there is to say so far, beside what was said of the last whole step; may be empty
     */
    default void within(double part, Map<String, Double> values) {}
}
